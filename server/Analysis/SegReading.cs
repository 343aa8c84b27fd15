using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Reads a DICOM SEG, ours or another program's, onto the grid of a dynamic series.</summary>
internal static class SegReading
{
    /// <summary>Reads a SEG.</summary>
    /// <param name="file">The SEG.</param>
    /// <param name="layout">The dynamic series of its study.</param>
    /// <param name="fallbackPhase">Phase whose images are named where the SEG refers to none of a phase.</param>
    /// <exception cref="DicomFormatException">It is no SEG, is broken, or does not lie on the grid.</exception>
    public static StoredSegmentation Read(DicomFile file, DceLayout layout, int fallbackPhase)
    {
        var seg = SegmentationObject.Read(file);
        byte[] labels = LabelsOf(seg, layout);
        var images = seg.ReferencedSopInstanceUids.ToHashSet();
        var phase = layout.Phases.FirstOrDefault(p => p.SopInstanceUids.Any(images.Contains)) ?? layout.Phases[fallbackPhase];
        return new StoredSegmentation(
            new SegmentationInfo(
                seg.SopInstanceUid,
                Saved: true,
                seg.StudyInstanceUid,
                phase.SeriesInstanceUid,
                phase.SopInstanceUids,
                layout.Geometry.SizeY,
                layout.Geometry.SizeX,
                TypeOf(seg),
                MethodOf(seg),
                SegmentMeasuring.Measure(layout.Geometry, labels, NamesOf(seg)),
                seg.SopInstanceUid,
                CreatedAt(file.Dataset)),
            () => labels);
    }

    private static byte[] LabelsOf(SegmentationObject seg, DceLayout layout)
    {
        byte[] labels = new byte[layout.Geometry.VoxelCount];
        foreach (int number in NamesOf(seg).Keys.Order())
        {
            byte[] voxels = seg.ToMask(number, layout.Geometry).Voxels;
            for (int n = 0; n < labels.Length; n++)
            {
                labels[n] = voxels[n] != 0 ? (byte)number : labels[n];
            }
        }

        return labels;
    }

    private static Dictionary<int, string> NamesOf(SegmentationObject seg)
    {
        var beyond = seg.Segments.FirstOrDefault(s => s.Number > byte.MaxValue);
        return beyond is null
            ? seg.Segments.Where(s => s.Number > 0).DistinctBy(s => s.Number).ToDictionary(s => s.Number, s => s.Label)
            : throw new DicomFormatException($"Segment number {beyond.Number} is over the limit of {byte.MaxValue} that a labelmap of bytes can hold.");
    }

    /// <summary>How the SEG came about: the least automatic of its segments decides.</summary>
    private static AlgorithmType TypeOf(SegmentationObject seg)
    {
        var types = seg.Segments.Select(s => s.AlgorithmType).ToHashSet();
        return types.Contains(SegmentAlgorithmType.Manual) ? AlgorithmType.Manual
            : types.Contains(SegmentAlgorithmType.SemiAutomatic) ? AlgorithmType.SemiAutomatic
            : AlgorithmType.Automatic;
    }

    private static SegmentationMethod? MethodOf(SegmentationObject seg) =>
        seg.Segments.Select(s => s.Algorithm).FirstOrDefault(a => a is not null) is { } algorithm
            ? MethodInSeg.Read(algorithm)
            : null;

    /// <summary>Content Date and Time, which are local; the earliest time there is where they cannot be read.</summary>
    private static DateTimeOffset CreatedAt(DicomDataset dataset)
    {
        string text = $"{dataset.GetString(DicomTag.ContentDate)}{dataset.GetString(DicomTag.ContentTime)?.Split('.')[0]}";
        return DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal, out DateTime utc)
            ? new DateTimeOffset(utc)
            : DateTimeOffset.MinValue;
    }
}
