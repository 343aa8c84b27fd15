namespace OhifAlnPlugin.Imaging;

/// <summary>
/// Reads the voxels of a volume file block by block. Memory grows with the bytes that are really there, so a header
/// that declares more than the file holds costs nothing.
/// </summary>
/// <param name="source">Stream placed at the first voxel, already decompressed.</param>
/// <param name="type">Stored type.</param>
/// <param name="bigEndian">Stored byte order.</param>
internal sealed class VoxelReader(Stream source, VoxelType type, bool bigEndian)
{
    private const int BlockVoxels = 8192;
    private const int FirstVoxels = 1 << 20;

    private readonly byte[] _bytes = new byte[BlockVoxels * type.SizeOf()];
    private readonly double[] _block = new double[BlockVoxels];

    /// <summary>Reads <paramref name="count"/> voxels as value · slope + intercept, rounded to float.</summary>
    /// <exception cref="VolumeFileException">The data end early or the compressed data are damaged.</exception>
    public float[] ReadFloats(int count, double slope = 1, double intercept = 0)
    {
        float[] voxels = new float[Math.Min(count, FirstVoxels)];
        for (int done = 0; done < count;)
        {
            ReadOnlySpan<double> values = Next(done, count);
            Grow(ref voxels, done + values.Length, count);
            for (int n = 0; n < values.Length; n++)
            {
                voxels[done + n] = (float)((values[n] * slope) + intercept);
            }

            done += values.Length;
        }

        CheckTrailer();
        return voxels;
    }

    /// <summary>Reads <paramref name="count"/> labels, each a whole number in 0 … 65535.</summary>
    /// <exception cref="VolumeFileException">The data end early, are damaged, or hold another value.</exception>
    public ushort[] ReadLabels(int count)
    {
        ushort[] labels = new ushort[Math.Min(count, FirstVoxels)];
        for (int done = 0; done < count;)
        {
            ReadOnlySpan<double> values = Next(done, count);
            Grow(ref labels, done + values.Length, count);
            for (int n = 0; n < values.Length; n++)
            {
                double value = values[n];
                if (!(value >= 0 && value <= ushort.MaxValue && value == Math.Floor(value)))
                {
                    throw new VolumeFileException($"Voxel {done + n} has the value {value}; a label must be a whole number from 0 to {ushort.MaxValue}.");
                }

                labels[done + n] = (ushort)value;
            }

            done += values.Length;
        }

        CheckTrailer();
        return labels;
    }

    private static void Grow<T>(ref T[] voxels, int needed, int count)
    {
        if (needed > voxels.Length)
        {
            Array.Resize(ref voxels, (int)Math.Min(count, Math.Max(needed, voxels.Length * 2L)));
        }
    }

    private ReadOnlySpan<double> Next(int done, int count)
    {
        int wanted = Math.Min(BlockVoxels, count - done), size = type.SizeOf();
        int got = ReadAtLeast(_bytes.AsSpan(0, wanted * size));
        if (got < wanted * size)
        {
            throw new VolumeFileException($"The voxel data end after {(long)done * size + got} bytes; the header declares {count} voxels of {size} bytes = {(long)count * size} bytes.");
        }

        Span<double> values = _block.AsSpan(0, wanted);
        VoxelTypes.Decode(_bytes, type, bigEndian, values);
        return values;
    }

    private int ReadAtLeast(Span<byte> target)
    {
        try
        {
            return source.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new VolumeFileException($"The gzip-compressed voxel data are damaged: {e.Message}", e);
        }
    }

    /// <summary>One read past the last voxel makes a gzip stream verify its checksum.</summary>
    private void CheckTrailer() => ReadAtLeast(_bytes.AsSpan(0, 1));
}
