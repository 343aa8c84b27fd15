using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Reads a DICOM SEG or RT structure set, ours or another program's, onto the grid of a dynamic series.</summary>
internal static class SegReading
{
    /// <summary>Reads an object.</summary>
    /// <param name="file">The SEG or structure set.</param>
    /// <param name="layout">The dynamic series of its study.</param>
    /// <param name="fallbackPhase">Phase whose images are named where the object refers to none of a phase.</param>
    /// <exception cref="DicomFormatException">It is neither, is broken, or has no place on the grid.</exception>
    public static StoredSegmentation Read(DicomFile file, DceLayout layout, int fallbackPhase)
    {
        var vois = PlacedVois.Read(file, ImagePlace.Of(layout));
        var labels = VoiLabels.Of(vois, layout.Geometry);
        var images = vois.ReferencedSopInstanceUids.ToHashSet();

        // Phases in one multi-frame image share its UID: among them the fallback comes first.
        var phase = layout.Phases.Skip(fallbackPhase).Take(1).Concat(layout.Phases).FirstOrDefault(p => p.SopInstanceUids.Any(images.Contains)) ?? layout.Phases[fallbackPhase];
        var info = new SegmentationInfo(
            vois.SopInstanceUid,
            Saved: true,
            layout.StudyInstanceUid,
            phase.SeriesInstanceUid,
            phase.SopInstanceUids,
            layout.Geometry.SizeY,
            layout.Geometry.SizeX,
            TypeOf(vois),
            MethodOf(vois),
            labels.Segments,
            vois.SopInstanceUid,
            CreatedAt(file.Dataset)) { Remarks = labels.Remarks, FrameNumbers = phase.FrameNumbers, Layers = labels.Layers.Count };
        return new(info, () => labels.Layers.Top) { ReadLayers = () => labels.Layers, Properties = vois.Segments };
    }

    /// <summary>How the object came about: the least automatic of its segments decides.</summary>
    private static AlgorithmType TypeOf(PlacedVois vois)
    {
        var types = vois.Segments.Select(s => s.AlgorithmType).ToHashSet();
        return types.Contains(SegmentAlgorithmType.Manual) ? AlgorithmType.Manual
            : types.Contains(SegmentAlgorithmType.SemiAutomatic) ? AlgorithmType.SemiAutomatic
            : AlgorithmType.Automatic;
    }

    private static SegmentationMethod? MethodOf(PlacedVois vois) =>
        vois.Segments.Select(s => s.Algorithm).FirstOrDefault(a => a is not null) is { } algorithm
            ? MethodInSeg.Read(algorithm)
            : null;

    /// <summary>Date and time of content, structure set or series, which are local; the earliest time there is where they cannot be read.</summary>
    private static DateTimeOffset CreatedAt(DicomDataset dataset)
    {
        foreach ((DicomTag date, DicomTag time) in (ReadOnlySpan<(DicomTag, DicomTag)>)
            [(DicomTag.ContentDate, DicomTag.ContentTime), (DicomTag.StructureSetDate, DicomTag.StructureSetTime), (DicomTag.SeriesDate, DicomTag.SeriesTime)])
        {
            string text = $"{dataset.GetString(date)}{dataset.GetString(time)?.Split('.')[0]}";
            if (DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal, out DateTime utc))
            {
                return new DateTimeOffset(utc);
            }
        }

        return DateTimeOffset.MinValue;
    }
}
