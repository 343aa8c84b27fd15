namespace OhifAlnPlugin.Imaging;

/// <summary>Smooths the surface of a mask in three dimensions and keeps its volume.</summary>
public static class MaskSmoothing
{
    private const double MarginSigmas = 4;

    /// <summary>Blurs the mask and takes as many of the brightest voxels as it had.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="sigmaMm">Standard deviation of the Gaussian, mm, ≥ 0: details much smaller than it vanish.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>A new mask of the same number of voxels; among equally bright ones the first are taken.</returns>
    /// <remarks>A fixed threshold of ½ shrinks convex shapes, a ball of radius R by about σ²/R, and removes lesions thinner than σ; the rank keeps both.</remarks>
    public static Mask Smooth(Mask mask, double sigmaMm, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfNegative(sigmaMm);
        if (mask.BoundingBox() is not { } tight || sigmaMm == 0)
        {
            return new(mask.Geometry, (byte[])mask.Voxels.Clone());
        }

        Vector3 mm = mask.Geometry.SpacingMm;
        IndexBox box = tight.Grow((int)Math.Ceiling(MarginSigmas * sigmaMm / Math.Min(mm.X, Math.Min(mm.Y, mm.Z))), mask.Geometry);
        Mask crop = mask.Crop(box);
        var part = new Volume(crop.Geometry, [.. crop.Voxels.Select(v => (float)v)]);
        float[] blurred = GaussianFilter.Smooth(part, sigmaMm, cancellation).Voxels;
        return Brightest(blurred, crop.Count(), crop.Geometry).Uncrop(mask.Geometry, box);
    }

    private static Mask Brightest(float[] values, int count, VolumeGeometry geometry)
    {
        float limit = Quantile.Select((float[])values.Clone(), values.Length - count);
        int equal = count - values.Count(v => v > limit);
        var mask = new Mask(geometry);
        for (int n = 0; n < values.Length; n++)
        {
            bool taken = values[n] > limit || (values[n] == limit && equal-- > 0);
            mask.Voxels[n] = taken ? (byte)1 : (byte)0;
        }

        return mask;
    }
}
