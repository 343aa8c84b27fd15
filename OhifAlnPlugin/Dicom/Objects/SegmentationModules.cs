namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>The modules of a segmentation object that describe patient, study, series, equipment and references (PS3.3 table A.51-1).</summary>
internal static class SegmentationModules
{
    private static readonly DicomTag[] RequiredOfPatientAndStudy =
    [
        DicomTag.StudyDate, DicomTag.StudyTime, DicomTag.AccessionNumber, DicomTag.ReferringPhysicianName, DicomTag.PatientName,
        DicomTag.PatientID, DicomTag.PatientBirthDate, DicomTag.PatientSex, DicomTag.StudyInstanceUID, DicomTag.StudyID,
        DicomTag.PositionReferenceIndicator, DicomTag.FrameOfReferenceUID,
    ];

    /// <summary>Laterality is left out: the segments carry it as a modifier of their anatomic region.</summary>
    private static readonly DicomTag[] OptionalOfPatientAndStudy =
    [
        DicomTag.TimezoneOffsetFromUTC, DicomTag.StudyDescription, DicomTag.IssuerOfPatientID, DicomTag.PatientAge, DicomTag.PatientSize,
        DicomTag.PatientWeight, DicomTag.PatientIdentityRemoved, DicomTag.DeidentificationMethod, DicomTag.BodyPartExamined,
        DicomTag.LongitudinalTemporalInformationModified,
    ];

    private static readonly DicomTag[] LossyCompression = [DicomTag.LossyImageCompressionRatio, DicomTag.LossyImageCompressionMethod];

    /// <summary>Patient, study and frame of reference, as the images have them.</summary>
    public static void AddPatientAndStudy(DicomDataset dataset, DicomDataset source)
    {
        foreach (DicomTag tag in RequiredOfPatientAndStudy)
        {
            dataset.Set(tag, source.GetStrings(tag));
        }

        CopyPresent(dataset, source, OptionalOfPatientAndStudy);
    }

    /// <summary>Series and equipment.</summary>
    public static void AddSeriesAndEquipment(DicomDataset dataset, SegmentationDescription description, DicomDataset source)
    {
        new WrittenSeries("SEG", description.SeriesInstanceUid, description.SeriesNumber, description.SeriesDescription, description.CreatedAt, description.Equipment).AddTo(dataset);
        CopyPresent(dataset, source, [DicomTag.PatientPosition]);
    }

    /// <summary>Image, pixel description and content.</summary>
    public static void AddImage(DicomDataset dataset, SegmentationDescription description, DicomDataset source)
    {
        dataset.Set(DicomTag.SOPClassUID, DicomUid.SegmentationStorage)
            .Set(DicomTag.SOPInstanceUID, description.SopInstanceUid)
            .Set(DicomTag.ImageType, "DERIVED", "PRIMARY")
            .Set(DicomTag.InstanceNumber, description.InstanceNumber)
            .Set(DicomTag.SamplesPerPixel, 1)
            .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.BitsAllocated, 1)
            .Set(DicomTag.BitsStored, 1)
            .Set(DicomTag.HighBit, 0)
            .Set(DicomTag.PixelRepresentation, 0)
            .Set(DicomTag.SegmentationType, "BINARY")
            .Set(DicomTag.ContentLabel, description.ContentLabel)
            .Set(DicomTag.ContentDescription, description.ContentDescription)
            .Set(DicomTag.ContentCreatorName, description.ContentCreatorName ?? "")
            .Set(DicomTag.LossyImageCompression, "00");
        if (source.GetString(DicomTag.LossyImageCompression) == "01")
        {
            dataset.Set(DicomTag.LossyImageCompression, "01");
            CopyPresent(dataset, source, LossyCompression);
        }
    }

    /// <summary>The images that the frames were made from, by series (PS3.3 section C.12.2).</summary>
    public static void AddReferences(DicomDataset dataset, IEnumerable<SegmentationSource> sources) =>
        dataset.SetSequence(DicomTag.ReferencedSeriesSequence, [.. sources
            .GroupBy(source => source.Header.GetString(DicomTag.SeriesInstanceUID) ?? "")
            .Select(series => new DicomDataset()
                .Set(DicomTag.SeriesInstanceUID, series.Key)
                .SetSequence(DicomTag.ReferencedInstanceSequence, [.. series
                    .DistinctBy(source => source.Header.GetString(DicomTag.SOPInstanceUID))
                    .Select(source => Reference(source.Header))]))]);

    /// <summary>SOP Class and SOP Instance UID of an image, as an item of a reference sequence.</summary>
    public static DicomDataset Reference(DicomDataset header) => new DicomDataset()
        .Set(DicomTag.ReferencedSOPClassUID, header.GetStrings(DicomTag.SOPClassUID))
        .Set(DicomTag.ReferencedSOPInstanceUID, header.GetStrings(DicomTag.SOPInstanceUID));

    private static void CopyPresent(DicomDataset dataset, DicomDataset source, ReadOnlySpan<DicomTag> tags)
    {
        foreach (DicomTag tag in tags)
        {
            if (source.GetStrings(tag) is { Length: > 0 } values)
            {
                dataset.Set(tag, values);
            }
        }
    }
}
