using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OhifAlnPlugin.Imaging;

/// <summary>Writes voxels little endian, block by block.</summary>
internal static class VoxelWriter
{
    private const int BlockVoxels = 16384;

    /// <summary>Writes float32 voxels.</summary>
    public static void Write(Stream target, ReadOnlySpan<float> voxels) => WriteWords(target, MemoryMarshal.Cast<float, uint>(voxels));

    /// <summary>Writes float64 voxels.</summary>
    public static void Write(Stream target, ReadOnlySpan<double> voxels) => WriteWords(target, MemoryMarshal.Cast<double, ulong>(voxels));

    /// <summary>Writes uint16 voxels.</summary>
    public static void Write(Stream target, ReadOnlySpan<ushort> voxels) => WriteWords(target, voxels);

    private static void WriteWords<T>(Stream target, ReadOnlySpan<T> words)
        where T : struct, IBinaryInteger<T>
    {
        int size = Unsafe.SizeOf<T>();
        byte[] bytes = new byte[BlockVoxels * size];
        for (int start = 0; start < words.Length; start += BlockVoxels)
        {
            ReadOnlySpan<T> block = words[start..Math.Min(start + BlockVoxels, words.Length)];
            for (int n = 0; n < block.Length; n++)
            {
                block[n].WriteLittleEndian(bytes.AsSpan(n * size));
            }

            target.Write(bytes, 0, block.Length * size);
        }
    }
}
