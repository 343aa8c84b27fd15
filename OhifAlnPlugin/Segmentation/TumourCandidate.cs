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
}
