namespace OhifAlnPlugin.Dicom;

/// <summary>Frames of 1-bit pixels, which follow each other without padding (PS3.5 section 8.1.1): bit 0 of a byte is the first pixel.</summary>
internal static class BitFrames
{
    /// <summary>Moves a run of bits to the beginning of a new array.</summary>
    /// <param name="source">Packed bits.</param>
    /// <param name="firstBit">Where the run begins.</param>
    /// <param name="count">Bits in the run.</param>
    public static byte[] Extract(ReadOnlySpan<byte> source, long firstBit, long count)
    {
        byte[] bits = new byte[(count + 7) / 8];
        int shift = (int)(firstBit & 7), first = (int)(firstBit >> 3);
        for (int n = 0; n < bits.Length; n++)
        {
            int next = first + n + 1 < source.Length ? source[first + n + 1] : 0;
            bits[n] = (byte)((source[first + n] | (next << 8)) >> shift);
        }

        int used = (int)(count & 7);
        if (used != 0)
        {
            bits[^1] &= (byte)((1 << used) - 1);
        }

        return bits;
    }

    /// <summary>One byte, 0 or 1, for each bit.</summary>
    /// <param name="source">Packed bits, the first in bit 0 of the first byte.</param>
    /// <param name="target">One byte per bit.</param>
    public static void Unpack(ReadOnlySpan<byte> source, Span<byte> target)
    {
        for (int n = 0; n < target.Length; n++)
        {
            target[n] = (byte)((source[n >> 3] >> (n & 7)) & 1);
        }
    }

    /// <summary>Sets the bits of a packed stream.</summary>
    /// <param name="values">One byte per bit; anything but 0 sets it.</param>
    /// <param name="target">Packed bits, zero where nothing is set.</param>
    /// <param name="firstBit">Where the run begins.</param>
    public static void Pack(ReadOnlySpan<byte> values, Span<byte> target, long firstBit)
    {
        for (int n = 0; n < values.Length; n++)
        {
            if (values[n] != 0)
            {
                long bit = firstBit + n;
                target[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
            }
        }
    }
}
