using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>The channels of a study on the grid of a 3-D network, padded to at least one block.</summary>
internal sealed class PatchVolumes
{
    private readonly float[][] _channels;

    private PatchVolumes(VolumeGeometry grid, PatchGrid patch, float[][] channels)
    {
        (Grid, _channels) = (grid, channels);
        (PaddedX, PaddedY, PaddedZ) = (Math.Max(grid.SizeX, patch.PatchX), Math.Max(grid.SizeY, patch.PatchY), Math.Max(grid.SizeZ, patch.PatchZ));
    }

    /// <summary>The network's grid over the study.</summary>
    public VolumeGeometry Grid { get; }

    /// <summary>Voxels from right to left with the padding.</summary>
    public int PaddedX { get; }

    /// <summary>Voxels from front to back with the padding.</summary>
    public int PaddedY { get; }

    /// <summary>Voxels from feet to head with the padding.</summary>
    public int PaddedZ { get; }

    /// <summary>Zeros before the first voxel along each axis.</summary>
    public (int X, int Y, int Z) Before => ((PaddedX - Grid.SizeX) / 2, (PaddedY - Grid.SizeY) / 2, (PaddedZ - Grid.SizeZ) / 2);

    /// <summary>Resamples all channels.</summary>
    public static PatchVolumes Of(StudyChannels channels, PatchGrid patch, CancellationToken cancellation)
    {
        VolumeGeometry field = channels.Grid;
        VolumeGeometry grid = ProbabilityMap.Covering(
            field,
            Size(field.SizeX, field.SpacingMm.X, patch.SpacingMm.X),
            Size(field.SizeY, field.SpacingMm.Y, patch.SpacingMm.Y),
            Size(field.SizeZ, field.SpacingMm.Z, patch.SpacingMm.Z));
        return new(grid, patch, [.. Enumerable.Range(0, channels.Count).Select(c => Resample(channels, c, grid, cancellation))]);
    }

    /// <summary>The study's slices that a block touches, out of <paramref name="slices"/>.</summary>
    public IEnumerable<int> SlicesOf(PatchPlace place, PatchGrid patch, int slices)
    {
        int first = Math.Clamp(place.Z - Before.Z, 0, Grid.SizeZ - 1), last = Math.Clamp(place.Z + patch.PatchZ - 1 - Before.Z, 0, Grid.SizeZ - 1);
        int from = first * slices / Grid.SizeZ, to = ((last + 1) * slices - 1) / Grid.SizeZ;
        return Enumerable.Range(from, to - from + 1);
    }

    /// <summary>Cuts a block out of all channels.</summary>
    /// <returns>Shape (1, channels, slices, rows, columns).</returns>
    public OnnxTensor<float> Cut(PatchPlace place, PatchGrid patch)
    {
        int length = patch.PatchX * patch.PatchY * patch.PatchZ;
        float[] values = new float[_channels.Length * length];
        for (int c = 0; c < _channels.Length; c++)
        {
            foreach ((int from, int to, int count) in Rows(place, patch))
            {
                _channels[c].AsSpan(from, count).CopyTo(values.AsSpan((c * length) + to));
            }
        }

        return new(values, [1, _channels.Length, patch.PatchZ, patch.PatchY, patch.PatchX]);
    }

    /// <summary>The rows of a block that lie on the grid: where on the grid, where in the block, how many voxels.</summary>
    public IEnumerable<(int OnGrid, int InBlock, int Count)> Rows(PatchPlace place, PatchGrid patch)
    {
        (int X, int Y, int Z) at = (place.X - Before.X, place.Y - Before.Y, place.Z - Before.Z);
        int first = Math.Max(0, -at.X), end = Math.Min(patch.PatchX, Grid.SizeX - at.X);
        for (int z = Math.Max(0, -at.Z); z < Math.Min(patch.PatchZ, Grid.SizeZ - at.Z); z++)
        {
            for (int y = Math.Max(0, -at.Y); y < Math.Min(patch.PatchY, Grid.SizeY - at.Y); y++)
            {
                yield return (Grid.Offset(at.X + first, at.Y + y, at.Z + z), first + (patch.PatchX * (y + (patch.PatchY * z))), end - first);
            }
        }
    }

    private static int Size(int voxels, double spacingMm, double wantedMm) => Math.Max(1, (int)Math.Round(voxels * spacingMm / wantedMm));

    private static float[] Resample(StudyChannels channels, int channel, VolumeGeometry grid, CancellationToken cancellation)
    {
        VolumeGeometry field = channels.Grid;
        var columns = new LinearResampling(field.SizeX, grid.SizeX, average: true);
        var rows = new LinearResampling(field.SizeY, grid.SizeY, average: true);
        float[] low = new float[field.SizeZ * grid.SliceLength];
        Parallel.For(0, field.SizeZ, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            float[] native = new float[field.SliceLength], lower = new float[field.SizeX * grid.SizeY];
            channels.Read(channel, k, neighbour: 1, native);
            rows.Apply(native, field.SizeX, lower);
            columns.Apply(lower, 1, low.AsSpan(k * grid.SliceLength, grid.SliceLength));
        });
        float[] resampled = new float[grid.VoxelCount];
        new LinearResampling(field.SizeZ, grid.SizeZ, average: true).Apply(low, grid.SliceLength, resampled);
        (float least, float most) = channels.Limits(channel);
        for (int n = 0; n < resampled.Length; n++)
        {
            resampled[n] = Math.Clamp(resampled[n], least, most);
        }

        return resampled;
    }
}
