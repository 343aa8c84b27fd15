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
        VolumeGeometry g = series.Geometry;
        (int X, int Y, int Z) block = (BlockSize(g.SpacingMm.X, g.SizeX), BlockSize(g.SpacingMm.Y, g.SizeY), BlockSize(g.SpacingMm.Z, g.SizeZ));
        Vector3 s = new(g.SpacingMm.X * block.X, g.SpacingMm.Y * block.Y, g.SpacingMm.Z * block.Z);
        Vector3 origin = g.ToPatient((block.X - 1) / 2.0, (block.Y - 1) / 2.0, (block.Z - 1) / 2.0);
        VolumeGeometry coarse = new(g.SizeX / block.X, g.SizeY / block.Y, g.SizeZ / block.Z, s, origin, g.AxisX, g.AxisY, g.AxisZ);
        Volume pre = Average(series.PreContrast, coarse, block, cancellation), peak = Average(series.Peak, coarse, block, cancellation);
        for (int n = 0; n < peak.Voxels.Length; n++)
        {
            peak.Voxels[n] -= pre.Voxels[n];
        }

        return new(block, pre, peak);
    }

    /// <summary>The fine voxel at the middle of a coarse one.</summary>
    public VoxelSeed ToFine(VoxelSeed coarse) =>
        new((coarse.I * Block.X) + (Block.X / 2), (coarse.J * Block.Y) + (Block.Y / 2), (coarse.K * Block.Z) + (Block.Z / 2));

    private static int BlockSize(double spacing, int size) => Math.Clamp((int)Math.Round(VoxelMm / spacing), 1, size);

    private static Volume Average(Volume fine, VolumeGeometry coarse, (int X, int Y, int Z) block, CancellationToken cancellation)
    {
        var average = new Volume(coarse, new float[coarse.VoxelCount]);
        float scale = 1f / (block.X * block.Y * block.Z);
        Parallel.For(0, coarse.SizeZ, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            for (int j = 0; j < coarse.SizeY; j++)
            {
                Span<float> row = average.Voxels.AsSpan(coarse.Offset(0, j, k), coarse.SizeX);
                for (int b = 0; b < block.Y * block.Z; b++)
                {
                    int from = fine.Geometry.Offset(0, (j * block.Y) + (b % block.Y), (k * block.Z) + (b / block.Y));
                    AddBlocks(fine.Voxels.AsSpan(from, coarse.SizeX * block.X), block.X, row);
                }

                for (int i = 0; i < row.Length; i++)
                {
                    row[i] *= scale;
                }
            }
        });
        return average;
    }

    private static void AddBlocks(ReadOnlySpan<float> fine, int block, Span<float> sums)
    {
        for (int i = 0, at = 0; i < sums.Length; i++)
        {
            for (int b = 0; b < block; b++, at++)
            {
                sums[i] += fine[at];
            }
        }
    }
}
