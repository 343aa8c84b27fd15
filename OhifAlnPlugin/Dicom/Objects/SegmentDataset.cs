namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>A segment's properties as an item of the Segment Sequence (0062,0002), both ways.</summary>
internal static class SegmentDataset
{
    public static DicomDataset Write(SegmentProperties segment)
    {
        DicomDataset item = new DicomDataset()
            .Set(DicomTag.SegmentNumber, segment.Number)
            .Set(DicomTag.SegmentLabel, segment.Label)
            .Set(DicomTag.SegmentAlgorithmType, TermOf(segment.AlgorithmType))
            .SetSequence(DicomTag.SegmentedPropertyCategoryCodeSequence, segment.Category.ToDataset())
            .SetSequence(DicomTag.SegmentedPropertyTypeCodeSequence, segment.Type.ToDataset())
            .Set(DicomTag.TrackingID, segment.TrackingId)
            .Set(DicomTag.TrackingUID, segment.TrackingUid);
        if (segment.AnatomicRegion is { } region)
        {
            DicomDataset code = region.ToDataset();
            item.SetSequence(DicomTag.AnatomicRegionSequence, segment.Laterality is { } side
                ? code.SetSequence(DicomTag.AnatomicRegionModifierSequence, side.ToDataset())
                : code);
        }

        return segment.Algorithm is { } algorithm && segment.AlgorithmType != SegmentAlgorithmType.Manual ? AddAlgorithm(item, algorithm) : item;
    }

    public static SegmentProperties Read(DicomDataset item) => new()
    {
        Number = item.GetInt(DicomTag.SegmentNumber) ?? throw new DicomFormatException("A segment has no Segment Number (0062,0004)."),
        Label = item.GetString(DicomTag.SegmentLabel) ?? "",
        Category = CodedConcept.Find(item, DicomTag.SegmentedPropertyCategoryCodeSequence) ?? new("", "", ""),
        Type = CodedConcept.Find(item, DicomTag.SegmentedPropertyTypeCodeSequence) ?? new("", "", ""),
        AnatomicRegion = CodedConcept.Find(item, DicomTag.AnatomicRegionSequence),
        Laterality = item.GetSequence(DicomTag.AnatomicRegionSequence) is [var region, ..] ? CodedConcept.Find(region, DicomTag.AnatomicRegionModifierSequence) : null,
        AlgorithmType = TypeOf(item.GetString(DicomTag.SegmentAlgorithmType)),
        Algorithm = ReadAlgorithm(item),
        TrackingId = item.GetString(DicomTag.TrackingID) ?? "",
        TrackingUid = item.GetString(DicomTag.TrackingUID) ?? "",
    };

    private static string TermOf(SegmentAlgorithmType type) => type switch
    {
        SegmentAlgorithmType.Automatic => "AUTOMATIC",
        SegmentAlgorithmType.SemiAutomatic => "SEMIAUTOMATIC",
        SegmentAlgorithmType.Manual => "MANUAL",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown algorithm type."),
    };

    private static SegmentAlgorithmType TypeOf(string? term) => term switch
    {
        "AUTOMATIC" => SegmentAlgorithmType.Automatic,
        "SEMIAUTOMATIC" => SegmentAlgorithmType.SemiAutomatic,
        _ => SegmentAlgorithmType.Manual,
    };

    private static DicomDataset AddAlgorithm(DicomDataset item, SegmentAlgorithm algorithm)
    {
        DicomDataset identification = new DicomDataset()
            .SetSequence(DicomTag.AlgorithmFamilyCodeSequence, algorithm.Family.ToDataset())
            .Set(DicomTag.AlgorithmName, algorithm.Name)
            .Set(DicomTag.AlgorithmVersion, algorithm.Version);
        if (algorithm.Parameters is { } parameters)
        {
            identification.Set(DicomTag.AlgorithmParameters, parameters);
        }

        return item.Set(DicomTag.SegmentAlgorithmName, algorithm.Name)
            .SetSequence(DicomTag.SegmentationAlgorithmIdentificationSequence, identification);
    }

    private static SegmentAlgorithm? ReadAlgorithm(DicomDataset item)
    {
        if (item.GetSequence(DicomTag.SegmentationAlgorithmIdentificationSequence) is [var identification, ..])
        {
            return new(
                identification.GetString(DicomTag.AlgorithmName) ?? "",
                identification.GetString(DicomTag.AlgorithmVersion) ?? "",
                CodedConcept.Find(identification, DicomTag.AlgorithmFamilyCodeSequence) ?? new("", "", ""),
                identification.GetString(DicomTag.AlgorithmParameters));
        }

        return item.GetString(DicomTag.SegmentAlgorithmName) is { } name ? new(name, "", new("", "", "")) : null;
    }
}
