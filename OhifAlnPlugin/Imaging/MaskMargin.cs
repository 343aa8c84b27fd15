namespace OhifAlnPlugin.Imaging;

/// <summary>Grows or shrinks a mask by a Euclidean margin.</summary>
public static class MaskMargin
{
    /// <summary>Adds every voxel within a distance, or removes those within it of the outside.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="marginMm">Distance between voxel centres, mm; negative shrinks. The border of the grid does not count as outside.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <returns>A new mask.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The margin is no number.</exception>
    public static Mask Grow(Mask mask, double marginMm, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (!double.IsFinite(marginMm))
        {
            throw new ArgumentOutOfRangeException(nameof(marginMm), marginMm, "The margin must be a number of mm.");
        }

        if (mask.BoundingBox() is not { } tight || marginMm == 0)
        {
            return new(mask.Geometry, (byte[])mask.Voxels.Clone());
        }

        Vector3 mm = mask.Geometry.SpacingMm;
        double reach = Math.Min(Math.Abs(marginMm) / Math.Min(mm.X, Math.Min(mm.Y, mm.Z)), int.MaxValue / 4);
        IndexBox box = tight.Grow((int)Math.Ceiling(reach) + 1, mask.Geometry);
        Mask crop = mask.Crop(box), grown = new(crop.Geometry);
        float[] squared = marginMm > 0 ? EuclideanDistance.SquaredMm(crop, cancellation) : EuclideanDistance.SquaredDepthMm(crop, cancellation);
        double limit = marginMm * marginMm;
        for (int n = 0; n < squared.Length; n++)
        {
            grown.Voxels[n] = (marginMm > 0 ? squared[n] <= limit : squared[n] > limit) ? (byte)1 : (byte)0;
        }

        return grown.Uncrop(mask.Geometry, box);
    }
}
