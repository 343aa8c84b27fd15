using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// The enhancing region that a click means, nearly the same wherever inside the tumour was clicked: the seed moves to the core of the region
/// found first, a region that reaches the limit of the search is sought again around its middle, and a click in a dark centre means the rim around it.
/// </summary>
public static class ClickedRegion
{
    private const int MostMoves = 3, Rounds = 2;

    /// <summary>Finds the region in peak − pre-contrast.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="click">A voxel of its grid.</param>
    /// <param name="radiusMm">Farthest the region may reach from its middle, mm, &gt; 0.</param>
    /// <returns>The prepared region, which can be grown at any fraction.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The click is not on the grid.</exception>
    public static GeodesicRegion Find(DynamicSeries series, VoxelSeed click, double radiusMm)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Find(box => GeodesicRegion.EnhancementIn(series, box), series.Geometry, click, radiusMm);
    }

    /// <summary>Finds the region in an image in which the tumour is bright, such as a subtraction.</summary>
    /// <param name="enhancement">The image.</param>
    /// <param name="click">A voxel of its grid.</param>
    /// <param name="radiusMm">Farthest the region may reach from its middle, mm, &gt; 0.</param>
    /// <returns>The prepared region, which can be grown at any fraction.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The click is not on the grid.</exception>
    public static GeodesicRegion Find(Volume enhancement, VoxelSeed click, double radiusMm)
    {
        ArgumentNullException.ThrowIfNull(enhancement);
        return Find(enhancement.Crop, enhancement.Geometry, click, radiusMm);
    }

    private static GeodesicRegion Find(Func<IndexBox, Volume> crop, VolumeGeometry grid, VoxelSeed click, double radiusMm)
    {
        RegionOutline found = Centred(Clicked());
        for (int round = 0; round < Rounds && found.Contains(click); round++)
        {
            RegionOutline fromCore = Around(found.Core(), PeakSampling.AtSeed);
            found = fromCore.Contains(click) ? fromCore : found;
        }

        return Centred(found).Region;

        RegionOutline Around(VoxelSeed seed, PeakSampling peak) => new(GeodesicRegion.Prepare(crop, grid, seed, radiusMm, peak));

        RegionOutline Clicked()
        {
            RegionOutline bright = Around(click, PeakSampling.AtSeed), rim = Around(click, PeakSampling.AroundDarkCentre);
            return rim.Region.IsDim(click) && rim.Contains(click) ? rim : bright;
        }

        RegionOutline Centred(RegionOutline outline)
        {
            for (int move = 0; move < MostMoves && outline.ReachesLimit(radiusMm); move++)
            {
                VoxelSeed middle = outline.Middle();
                RegionOutline moved = Around(middle, PeakSampling.AtSeed);
                if (moved.IsEmpty || middle == outline.Region.Seed)
                {
                    break;
                }

                outline = moved;
            }

            return outline;
        }
    }
}
