using System.Buffers.Binary;

namespace OhifAlnPlugin.Imaging;

/// <summary>Writes voxels little endian, block by block.</summary>
internal static class VoxelWriter
{
    private const int BlockVoxels = 16384;

    /// <summary>Writes float32 voxels.</summary>
    public static void Write(Stream target, ReadOnlySpan<float> voxels)
    {
        byte[] bytes = new byte[BlockVoxels * sizeof(float)];
        for (int start = 0; start < voxels.Length; start += BlockVoxels)
        {
            ReadOnlySpan<float> block = voxels[start..Math.Min(start + BlockVoxels, voxels.Length)];
            for (int n = 0; n < block.Length; n++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(n * sizeof(float)), block[n]);
            }

            target.Write(bytes, 0, block.Length * sizeof(float));
        }
    }

    /// <summary>Writes float64 voxels.</summary>
    public static void Write(Stream target, ReadOnlySpan<double> voxels)
    {
        byte[] bytes = new byte[BlockVoxels * sizeof(double)];
        for (int start = 0; start < voxels.Length; start += BlockVoxels)
        {
            ReadOnlySpan<double> block = voxels[start..Math.Min(start + BlockVoxels, voxels.Length)];
            for (int n = 0; n < block.Length; n++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(n * sizeof(double)), block[n]);
            }

            target.Write(bytes, 0, block.Length * sizeof(double));
        }
    }

    /// <summary>Writes uint16 voxels.</summary>
    public static void Write(Stream target, ReadOnlySpan<ushort> voxels)
    {
        byte[] bytes = new byte[BlockVoxels * sizeof(ushort)];
        for (int start = 0; start < voxels.Length; start += BlockVoxels)
        {
            ReadOnlySpan<ushort> block = voxels[start..Math.Min(start + BlockVoxels, voxels.Length)];
            for (int n = 0; n < block.Length; n++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(n * sizeof(ushort)), block[n]);
            }

            target.Write(bytes, 0, block.Length * sizeof(ushort));
        }
    }
}
