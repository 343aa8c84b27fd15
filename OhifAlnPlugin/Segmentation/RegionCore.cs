using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Where in a region an outline is best started.</summary>
internal static class RegionCore
{
    /// <summary>
    /// The deepest voxel among the brighter half of a region: a more typical start for the outline than the maximum,
    /// which noise and vessels raise, and not the dark centre of a necrotic tumour.
    /// </summary>
    /// <param name="mask">The region, not empty.</param>
    /// <param name="enhancement">Enhancement on the same grid.</param>
    /// <returns>Flat index of the voxel.</returns>
    public static int Of(Mask mask, Volume enhancement)
    {
        float[] inside = [.. enhancement.Voxels.Where((_, n) => mask.Voxels[n] != 0)];
        float median = Quantile.OfScratch(inside, 0.5);
        float[] depth = EuclideanDistance.SquaredDepthMm(mask);
        int best = -1;
        for (int n = 0; n < depth.Length; n++)
        {
            if (mask.Voxels[n] != 0 && enhancement.Voxels[n] >= median && (best < 0 || depth[n] > depth[best]))
            {
                best = n;
            }
        }

        return best;
    }
}
