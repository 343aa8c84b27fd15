using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OhifAlnPlugin.Dicom;

/// <summary>Turns values between most and least significant byte first.</summary>
internal static class ByteOrder
{
    /// <summary>The value with the bytes of each number reversed; a copy where there is anything to reverse.</summary>
    /// <param name="value">The bytes; what is left over after the last whole number stays as it is.</param>
    /// <param name="vr">Tells how long a number is.</param>
    public static ReadOnlyMemory<byte> Swap(ReadOnlyMemory<byte> value, DicomVR vr)
    {
        int unit = vr.UnitBytes();
        if (unit == 1 || value.Length < unit)
        {
            return value;
        }

        byte[] swapped = value.ToArray();
        switch (unit)
        {
            case 2:
                Span<short> words = MemoryMarshal.Cast<byte, short>(swapped.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<int> doubleWords = MemoryMarshal.Cast<byte, int>(swapped.AsSpan());
                BinaryPrimitives.ReverseEndianness(doubleWords, doubleWords);
                break;
            default:
                Span<long> quadWords = MemoryMarshal.Cast<byte, long>(swapped.AsSpan());
                BinaryPrimitives.ReverseEndianness(quadWords, quadWords);
                break;
        }

        return swapped;
    }
}
