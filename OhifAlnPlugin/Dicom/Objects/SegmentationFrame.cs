using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>One frame to write: a slice of a segment that holds voxels.</summary>
/// <param name="SegmentNumber">Number of the segment, from 1.</param>
/// <param name="Slice">Index k of the slice.</param>
/// <param name="Voxels">0 or 1 per voxel of the slice, x fastest.</param>
internal sealed record SegmentationFrame(int SegmentNumber, int Slice, ReadOnlyMemory<byte> Voxels)
{
    /// <summary>The slices that hold voxels, by segment and then by k.</summary>
    public static List<SegmentationFrame> Of(IEnumerable<Mask> masks)
    {
        var frames = new List<SegmentationFrame>();
        int number = 0;
        foreach (Mask mask in masks)
        {
            number++;
            for (int k = 0; k < mask.Geometry.SizeZ; k++)
            {
                ReadOnlyMemory<byte> slice = mask.Voxels.AsMemory(k * mask.Geometry.SliceLength, mask.Geometry.SliceLength);
                if (slice.Span.IndexOfAnyExcept((byte)0) >= 0)
                {
                    frames.Add(new(number, k, slice));
                }
            }
        }

        return frames;
    }

    /// <summary>Whether any voxel belongs to two masks.</summary>
    public static bool Overlap(IEnumerable<Mask> masks)
    {
        byte[]? union = null;
        foreach (Mask mask in masks)
        {
            if (union is null)
            {
                union = (byte[])mask.Voxels.Clone();
                continue;
            }

            for (int n = 0; n < union.Length; n++)
            {
                if (mask.Voxels[n] == 0)
                {
                    continue;
                }

                if (union[n] != 0)
                {
                    return true;
                }

                union[n] = 1;
            }
        }

        return false;
    }
}
