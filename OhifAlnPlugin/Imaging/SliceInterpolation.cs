namespace OhifAlnPlugin.Imaging;

/// <summary>Fills the slices between drawn ones by interpolating the shape.</summary>
/// <remarks>
/// Raya and Udupa 1990, IEEE TMI 9:32: in each drawn slice the signed distance to the outline, positive inside; between two drawn slices the distances are
/// interpolated linearly, and a voxel is inside where the result is above 0.
/// </remarks>
public static class SliceInterpolation
{
    /// <summary>Fills every gap between two slices with voxels (constant k).</summary>
    /// <param name="mask">The VOI, drawn in some slices.</param>
    /// <returns>A new mask; drawn slices are left as they are, and nothing is added before the first or behind the last.</returns>
    public static Mask Fill(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var drawn = new HashSet<int>();
        for (int k = 0; k < mask.Geometry.SizeZ; k++)
        {
            if (mask.Voxels.AsSpan(k * mask.Geometry.SliceLength, mask.Geometry.SliceLength).Contains((byte)1))
            {
                drawn.Add(k);
            }
        }

        return Between(mask, drawn);
    }

    /// <summary>Replaces every slice between two edited ones (constant k).</summary>
    /// <param name="mask">The VOI.</param>
    /// <param name="edited">The slices to trust, on the grid; those without voxels end the VOI.</param>
    /// <returns>A new mask; edited slices, and those before the first and behind the last, are left as they are.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A slice does not lie on the grid.</exception>
    public static Mask Between(Mask mask, IReadOnlyCollection<int> edited)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(edited);
        VolumeGeometry g = mask.Geometry;
        int[] slices = [.. edited.Distinct().Order()];
        if (slices.Length > 0 && (slices[0] < 0 || slices[^1] >= g.SizeZ))
        {
            throw new ArgumentOutOfRangeException(nameof(edited), slices[0] < 0 ? slices[0] : slices[^1], $"Edited slices must lie in 0 … {g.SizeZ - 1}.");
        }

        var filled = new Mask(g, (byte[])mask.Voxels.Clone());
        for (int n = 1; n < slices.Length; n++)
        {
            if (slices[n] - slices[n - 1] > 1)
            {
                FillGap(filled, slices[n - 1], slices[n]);
            }
        }

        return filled;
    }

    private static void FillGap(Mask mask, int first, int last)
    {
        VolumeGeometry g = mask.Geometry;
        double[] before = SignedDistance(mask, first), behind = SignedDistance(mask, last);
        for (int k = first + 1; k < last; k++)
        {
            double part = (double)(k - first) / (last - first);
            for (int n = 0; n < g.SliceLength; n++)
            {
                double distance = ((1 - part) * before[n]) + (part * behind[n]);
                mask.Voxels[(k * g.SliceLength) + n] = distance > 0 ? (byte)1 : (byte)0;
            }
        }
    }

    /// <summary>Distance in the slice to the nearest voxel of the other kind, half a voxel less so that it is 0 on the outline; positive inside.</summary>
    private static double[] SignedDistance(Mask mask, int k)
    {
        VolumeGeometry g = mask.Geometry;
        var slice = new Mask(VolumeGeometry.AxisAligned(g.SizeX, g.SizeY, 1, g.SpacingMm), mask.Voxels[(k * g.SliceLength)..((k + 1) * g.SliceLength)]);
        double half = Math.Min(g.SpacingMm.X, g.SpacingMm.Y) / 2, farthest = (g.SizeX * g.SpacingMm.X) + (g.SizeY * g.SpacingMm.Y);
        float[] outward = EuclideanDistance.SquaredMm(slice), inward = EuclideanDistance.SquaredDepthMm(slice);
        return [.. slice.Voxels.Select((v, n) => v != 0 ? Root(inward[n]) - half : half - Root(outward[n]))];

        double Root(float squared) => Math.Min(farthest, Math.Sqrt(squared));
    }
}
