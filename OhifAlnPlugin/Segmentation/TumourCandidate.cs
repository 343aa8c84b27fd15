using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>A region that may be the tumour.</summary>
/// <param name="Box">Where on the series' grid the region lies.</param>
/// <param name="Region">The region, on the grid of <paramref name="Box"/> alone.</param>
/// <param name="Seed">The voxel from which it was grown, on the series' grid.</param>
/// <param name="Score">Rank value: larger is more suspicious; only the order within one study has a meaning. 1 for a click.</param>
public sealed record TumourCandidate(IndexBox Box, Mask Region, VoxelSeed Seed, double Score)
{
    /// <summary>Volume, mm³.</summary>
    public double VolumeMm3 { get; } = Region.VolumeMm3();

    /// <summary>The region on the whole grid of the series.</summary>
    /// <param name="geometry">The series' grid.</param>
    /// <returns>A new mask.</returns>
    public Mask ToMask(VolumeGeometry geometry) => Region.Uncrop(geometry, Box);

    /// <summary>A candidate cropped to its region.</summary>
    /// <param name="box">Where on the series' grid <paramref name="region"/> lies.</param>
    /// <param name="region">The region on the grid of the box.</param>
    /// <param name="seed">Where it was started, on the series' grid.</param>
    /// <param name="score">Rank value.</param>
    /// <returns>The candidate; null when the region is empty.</returns>
    internal static TumourCandidate? Of(IndexBox box, Mask region, VoxelSeed seed, double score)
    {
        if (region.BoundingBox() is not { } tight)
        {
            return null;
        }

        var place = new IndexBox(
            box.MinI + tight.MinI, box.MinJ + tight.MinJ, box.MinK + tight.MinK, box.MinI + tight.MaxI, box.MinJ + tight.MaxJ, box.MinK + tight.MaxK);
        return new(place, region.Crop(tight), seed, score);
    }

    /// <summary>How much of another candidate lies in this one, in [0, 1].</summary>
    /// <param name="other">A candidate of the same study.</param>
    internal double PartIn(TumourCandidate other)
    {
        int shared = 0;
        VolumeGeometry theirs = other.Region.Geometry;
        for (int n = 0; n < other.Region.Voxels.Length; n++)
        {
            if (other.Region.Voxels[n] != 0)
            {
                (int i, int j, int k) = theirs.IndicesOf(n);
                (i, j, k) = (i + other.Box.MinI - Box.MinI, j + other.Box.MinJ - Box.MinJ, k + other.Box.MinK - Box.MinK);
                shared += Region.Geometry.Contains(i, j, k) && Region[i, j, k] ? 1 : 0;
            }
        }

        return (double)shared / other.Region.Count();
    }
}
