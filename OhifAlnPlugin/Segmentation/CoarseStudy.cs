using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>A dynamic series averaged over blocks of voxels to about 1.5 mm, fine enough to find tumours and small enough to search fast.</summary>
internal sealed class CoarseStudy
{
    private const double VoxelMm = 1.5;

    private CoarseStudy((int X, int Y, int Z) block, Volume pre, Volume enhancement) => (Block, Pre, Enhancement) = (block, pre, enhancement);

    /// <summary>Fine voxels per coarse voxel along each axis.</summary>
    public (int X, int Y, int Z) Block { get; }

    /// <summary>Pre-contrast image.</summary>
    public Volume Pre { get; }

    /// <summary>Peak − pre-contrast.</summary>
    public Volume Enhancement { get; }

    /// <summary>Averages the pre-contrast and the peak phase.</summary>
    /// <param name="series">The series; voxels beyond the last whole block are left out.</param>
    /// <param name="cancellation">Stops between slices.</param>
    public static CoarseStudy Of(DynamicSeries series, CancellationToken cancellation)
    {
        var blocks = BlockAverage.To(series.Geometry, VoxelMm);
        Volume pre = blocks.Of(series.PreContrast, cancellation), peak = blocks.Of(series.Peak, cancellation);
        for (int n = 0; n < peak.Voxels.Length; n++)
        {
            peak.Voxels[n] -= pre.Voxels[n];
        }

        return new((blocks.X, blocks.Y, blocks.Z), pre, peak);
    }

    /// <summary>The fine voxel at the middle of a coarse one.</summary>
    public VoxelSeed ToFine(VoxelSeed coarse) =>
        new((coarse.I * Block.X) + (Block.X / 2), (coarse.J * Block.Y) + (Block.Y / 2), (coarse.K * Block.Z) + (Block.Z / 2));
}
