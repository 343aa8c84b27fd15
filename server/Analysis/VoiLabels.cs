using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The VOIs of a DICOM object as labelmaps, measured each by itself.</summary>
/// <param name="Layers">Their labels.</param>
/// <param name="Segments">The VOIs that have a voxel on the images.</param>
/// <param name="Remarks">What a reader should know, as sentences.</param>
internal sealed record VoiLabels(LabelLayers Layers, IReadOnlyList<Segment> Segments, IReadOnlyList<string> Remarks)
{
    /// <summary>Reads all VOIs of an object.</summary>
    /// <exception cref="DicomFormatException">None has a voxel on the images, a number is too high for a label, or the voxels cannot be read.</exception>
    public static VoiLabels Of(PlacedVois vois, VolumeGeometry grid)
    {
        var layers = LabelLayers.Single(new byte[grid.VoxelCount]);
        var segments = new List<Segment>();
        List<string> remarks = vois.Remark is { } remark ? [remark] : [];
        int shared = 0;
        foreach (var voi in vois.Segments)
        {
            if (voi.Number > byte.MaxValue)
            {
                throw new DicomFormatException($"Segment number {voi.Number} is over the limit of {byte.MaxValue} that a labelmap of bytes can hold.");
            }

            var mask = vois.ToMask(voi.Number, out double besideMm3);
            shared += layers.Add(mask, (byte)voi.Number);
            if (mask.BoundingBox() is not null)
            {
                segments.Add(SegmentMeasuring.Measure(mask, voi.Number, voi.Label));
            }

            if (besideMm3 > 0)
            {
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{besideMm3 / 1000:0.00} ml of segment {voi.Number} \"{voi.Label}\" lie beside the images and are left out."));
            }
        }

        if (shared > 0)
        {
            remarks.Add($"{shared} voxels belong to several segments; in the labelmap they have the highest number, and each segment is kept whole.");
        }

        return segments.Count > 0 ? new(layers, segments, remarks) : throw new DicomFormatException("None of its segments has a voxel on the images.");
    }
}
