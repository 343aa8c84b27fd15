namespace OhifAlnPlugin.Imaging;

/// <summary>Averages volumes over blocks of voxels, to coarser grids.</summary>
/// <param name="Fine">The fine grid.</param>
/// <param name="X">Fine voxels per coarse voxel along x, ≥ 1.</param>
/// <param name="Y">Fine voxels per coarse voxel along y, ≥ 1.</param>
/// <param name="Z">Fine voxels per coarse voxel along z, ≥ 1.</param>
public sealed record BlockAverage(VolumeGeometry Fine, int X, int Y, int Z)
{
    /// <summary>The coarse grid; voxels beyond the last whole block are left out.</summary>
    public VolumeGeometry Coarse { get; } = new(
        Fine.SizeX / X, Fine.SizeY / Y, Fine.SizeZ / Z, new(Fine.SpacingMm.X * X, Fine.SpacingMm.Y * Y, Fine.SpacingMm.Z * Z),
        Fine.ToPatient((X - 1) / 2.0, (Y - 1) / 2.0, (Z - 1) / 2.0), Fine.AxisX, Fine.AxisY, Fine.AxisZ);

    /// <summary>Blocks that make voxels of about a size.</summary>
    /// <param name="fine">The fine grid.</param>
    /// <param name="voxelMm">Wanted distance of voxels, mm, &gt; 0.</param>
    /// <returns>Blocks of at least one voxel along each axis.</returns>
    public static BlockAverage To(VolumeGeometry fine, double voxelMm)
    {
        ArgumentNullException.ThrowIfNull(fine);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(voxelMm);
        int Block(double spacing, int size) => Math.Clamp((int)Math.Round(voxelMm / spacing), 1, size);
        return new(fine, Block(fine.SpacingMm.X, fine.SizeX), Block(fine.SpacingMm.Y, fine.SizeY), Block(fine.SpacingMm.Z, fine.SizeZ));
    }

    /// <summary>Averages a volume.</summary>
    /// <param name="volume">A volume on the fine grid.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>The means of the blocks, on the coarse grid.</returns>
    public Volume Of(Volume volume, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var average = new Volume(Coarse, new float[Coarse.VoxelCount]);
        float scale = 1f / (X * Y * Z);
        Parallel.For(0, Coarse.SizeZ, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            for (int j = 0; j < Coarse.SizeY; j++)
            {
                Span<float> row = average.Voxels.AsSpan(Coarse.Offset(0, j, k), Coarse.SizeX);
                for (int b = 0; b < Y * Z; b++)
                {
                    int from = Fine.Offset(0, (j * Y) + (b % Y), (k * Z) + (b / Y));
                    AddBlocks(volume.Voxels.AsSpan(from, Coarse.SizeX * X), X, row);
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
