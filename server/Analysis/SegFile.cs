using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Turns labels into a DICOM SEG. Its identifiers follow from the content: the same VOIs on the same images are the same object.</summary>
internal static class SegFile
{
    /// <summary>Series Number of our SEG series: high, so that it follows the images in every list.</summary>
    private const int SeriesNumber = 9100;

    /// <summary>Series Instance UID of our SEG series of a study; one series holds all.</summary>
    public static string SeriesUidOf(string studyInstanceUid) => DicomUid.FromName($"aln segmentations of {studyInstanceUid}");

    /// <summary>SOP Instance UID of a SEG.</summary>
    public static string SopUidOf(VoiToSave voi)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(DynamicStudies.ImagesDigestOf(voi.Layout));
        Add($"{voi.PhaseIndex}/{voi.AlgorithmType}/{voi.Method?.Name}/{voi.Method?.Version}{(voi.Method?.Digest is { } digest ? $"/{digest}" : "")}");
        foreach (var (number, name) in voi.Names.OrderBy(n => n.Key))
        {
            Add($"{number}={name}{(voi.Known.TryGetValue(number, out var known) && known != Default(voi, number, name, known.Laterality) ? "/" + known : "")}");
        }

        for (int layer = 0; layer < voi.Layers.Count; layer++)
        {
            hash.AppendData(voi.Layers[layer]);
        }

        if (voi.Rejected > 0)
        {
            Add($"after {voi.Rejected} rejected");
        }

        return DicomUid.FromName(Convert.ToHexStringLower(hash.GetHashAndReset()));

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>Writes the SEG.</summary>
    /// <param name="voi">The VOIs.</param>
    /// <param name="headers">Headers of the study, the images of the phase among them.</param>
    /// <param name="instanceNumber">Number of the SEG in its series.</param>
    /// <param name="createdAt">Local time.</param>
    public static DicomFile Write(VoiToSave voi, IReadOnlyList<DicomDataset> headers, int instanceNumber, DateTime createdAt)
    {
        var description = new SegmentationDescription
        {
            SopInstanceUid = SopUidOf(voi),
            SeriesInstanceUid = SeriesUidOf(voi.Layout.StudyInstanceUid),
            SeriesNumber = SeriesNumber,
            InstanceNumber = instanceNumber,
            CreatedAt = createdAt,
            Equipment = new Equipment("OhifAlnPlugin", "aln", "research use only", ProductVersion.Text),
        };
        var masks = voi.Names.OrderBy(n => n.Key).Select(n => (n.Key, n.Value, Mask: voi.Layers.MaskOf(voi.Layout.Geometry, n.Key))).Where(m => m.Mask.BoundingBox() is not null);
        return SegmentationWriter.Write(description, [.. masks.Select((m, index) => (Properties(voi, m.Key, index + 1, m.Value, m.Mask), m.Mask))], Sources(voi, headers));
    }

    private static SegmentProperties Properties(VoiToSave voi, int label, int number, string name, Mask mask)
    {
        var side = BodySides.Of(mask) switch
        {
            BodySide.Right => SegmentationCodes.Right,
            BodySide.Left => SegmentationCodes.Left,
            _ => null,
        };
        var usual = Default(voi, number, name, side);
        return voi.Known.TryGetValue(label, out var known)
            ? known with
            {
                Number = number,
                Label = name,
                Category = known.Category.Value.Length > 0 ? known.Category : usual.Category,
                Type = known.Type.Value.Length > 0 ? known.Type : usual.Type,
                AnatomicRegion = known.AnatomicRegion ?? usual.AnatomicRegion,
                Laterality = known.AnatomicRegion is null ? usual.Laterality : known.Laterality,
                Algorithm = known.AlgorithmType == SegmentAlgorithmType.Manual ? null : Named(known.Algorithm ?? usual.Algorithm),
                TrackingId = known.TrackingId.Length > 0 ? known.TrackingId : usual.TrackingId,
                TrackingUid = DicomUid.IsValid(known.TrackingUid) ? known.TrackingUid : usual.TrackingUid,
            }
            : usual;
    }

    private static SegmentProperties Default(VoiToSave voi, int number, string name, CodedConcept? side) => new()
    {
        Number = number,
        Label = name,
        AnatomicRegion = SegmentationCodes.Breast,
        Laterality = side,
        AlgorithmType = voi.AlgorithmType switch
        {
            AlgorithmType.Automatic => SegmentAlgorithmType.Automatic,
            AlgorithmType.SemiAutomatic => SegmentAlgorithmType.SemiAutomatic,
            _ => SegmentAlgorithmType.Manual,
        },
        Algorithm = voi.AlgorithmType == AlgorithmType.Manual ? null : Named(voi.Method is { } method ? MethodInSeg.Write(method) : null),
        TrackingId = $"ALN VOI {number}",
        TrackingUid = DicomUid.FromName($"aln lesion {number} of {voi.Layout.StudyInstanceUid}"),
    };

    /// <summary>DICOM asks for a name, a version and a family where other programs leave them out.</summary>
    private static SegmentAlgorithm Named(SegmentAlgorithm? algorithm) => new(
        algorithm is { Name.Length: > 0 } ? algorithm.Name : "Unnamed algorithm of another program",
        algorithm is { Version.Length: > 0 } ? algorithm.Version : "unknown",
        algorithm is { Family.Value.Length: > 0 } ? algorithm.Family : SegmentationCodes.NeighborhoodAnalysis,
        algorithm?.Parameters);

    private static List<SegmentationSource> Sources(VoiToSave voi, IReadOnlyList<DicomDataset> headers)
    {
        var framesOf = headers.Where(h => h.Contains(DicomTag.Rows)).DistinctBy(h => h.GetString(DicomTag.SOPInstanceUID))
            .ToDictionary(h => h.GetString(DicomTag.SOPInstanceUID)!, h => (List<DicomDataset>)[.. FrameHeaders.Of(h)]);
        return [.. voi.Layout.Phases[voi.PhaseIndex].Slices.Select(s => new SegmentationSource(framesOf[s.SopInstanceUid][s.FrameNumber - 1], s.FrameNumber))];
    }
}
