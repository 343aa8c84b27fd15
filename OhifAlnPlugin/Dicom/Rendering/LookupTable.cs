using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>A table from whole numbers to whole numbers (PS3.3 sections C.11.1.1 and C.7.6.3.1.5): values before the first and behind the last entry get those.</summary>
/// <param name="First">The value that the first entry is for.</param>
/// <param name="Entries">The entries, at least one.</param>
/// <param name="Bits">Bits of an entry, 8 to 16.</param>
internal sealed record LookupTable(int First, ushort[] Entries, int Bits)
{
    private const int LargestCount = 65536;

    /// <summary>Largest value that an entry can have.</summary>
    public int Largest => (1 << Bits) - 1;

    /// <summary>The entry for a value.</summary>
    public ushort this[double value] => Entries[(int)Math.Clamp(Math.Round(value) - First, 0, Entries.Length - 1)];

    /// <summary>Reads a table.</summary>
    /// <param name="item">Holds the elements.</param>
    /// <param name="descriptor">The three numbers: entries (0 means 65536), first value, bits.</param>
    /// <param name="data">The entries: 16 bits each, or 8 where the table says so and has no more bytes.</param>
    /// <param name="isSigned">Whether the first value is in two's complement.</param>
    /// <returns>The table; null when one of both elements is missing.</returns>
    /// <exception cref="DicomFormatException">The elements contradict each other.</exception>
    public static LookupTable? Read(DicomDataset item, DicomTag descriptor, DicomTag data, bool isSigned)
    {
        if (Descriptor(item, descriptor, isSigned) is not { } shape || item.GetBytes(data) is not { Length: > 0 } bytes)
        {
            return null;
        }

        if (bytes.Length >= 2 * shape.Count)
        {
            return new(shape.First, Words(bytes.Span, shape.Count), shape.Bits);
        }

        return shape.Bits == 8 && bytes.Length >= shape.Count
            ? new(shape.First, [.. bytes.Span[..shape.Count]], shape.Bits)
            : throw new DicomFormatException($"{data} has {bytes.Length} bytes, too few for the {shape.Count} entries of {shape.Bits} bits that {descriptor} states.");
    }

    /// <summary>The numbers of a descriptor; null when it is missing.</summary>
    /// <exception cref="DicomFormatException">There are not three, or the bits are not 8 to 16.</exception>
    public static (int Count, int First, int Bits)? Descriptor(DicomDataset item, DicomTag tag, bool isSigned)
    {
        ReadOnlyMemory<byte> bytes = item.GetBytes(tag);
        if (bytes.Length == 0)
        {
            return null;
        }

        ushort[] numbers = bytes.Length >= 6 ? Words(bytes.Span, 3) : throw new DicomFormatException($"{tag} has {bytes.Length} bytes; a lookup table is described by 3 numbers of 2 bytes.");
        return numbers[2] is >= 8 and <= 16
            ? (numbers[0] == 0 ? LargestCount : numbers[0], isSigned ? (short)numbers[1] : numbers[1], numbers[2])
            : throw new DicomFormatException($"{tag} states entries of {numbers[2]} bits; they must have 8 to 16.");
    }

    /// <summary>Little-endian words.</summary>
    public static ushort[] Words(ReadOnlySpan<byte> bytes, int count)
    {
        ushort[] words = new ushort[count];
        for (int n = 0; n < count; n++)
        {
            words[n] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * n)..]);
        }

        return words;
    }
}
