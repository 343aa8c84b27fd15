namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>A Huffman table of a JPEG frame, decoded length by length (ISO 10918-1 sections C.2 and F.2.2.3).</summary>
internal sealed class JpegHuffmanTable
{
    private const int Longest = 16;

    private readonly int[] largestCode = new int[Longest + 1];
    private readonly int[] firstSymbol = new int[Longest + 1];
    private readonly byte[] symbols;

    /// <summary>Builds the table.</summary>
    /// <param name="counts">Codes of each length from 1 to 16.</param>
    /// <param name="symbols">Their symbols, shorter codes first; as many as there are codes.</param>
    /// <exception cref="DicomFormatException">More codes than a length has room for.</exception>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        this.symbols = symbols.ToArray();
        int code = 0, symbol = 0;
        for (int length = 1; length <= Longest; length++, code <<= 1)
        {
            firstSymbol[length] = symbol - code;
            code += counts[length - 1];
            symbol += counts[length - 1];
            largestCode[length] = counts[length - 1] > 0 ? code - 1 : -1;
            if (code > 1 << length)
            {
                throw new DicomFormatException($"A Huffman table of a JPEG frame has too many codes of {length} bits.");
            }
        }
    }

    /// <summary>Reads the next symbol.</summary>
    /// <exception cref="DicomFormatException">The bits are no code of this table.</exception>
    public int Decode(ref JpegBits bits)
    {
        int code = 0;
        for (int length = 1; length <= Longest; length++)
        {
            code = (code << 1) | bits.Read(1);
            if (code <= largestCode[length])
            {
                return symbols[firstSymbol[length] + code];
            }
        }

        throw new DicomFormatException($"The entropy-coded data of a JPEG frame are broken at byte {bits.Position}.");
    }
}
