namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>Expands segmented palette tables (PS3.3 section C.7.9.2): runs of values, ramps, and copies of earlier segments.</summary>
internal sealed class SegmentedTable
{
    private const int Discrete = 0;
    private const int Linear = 1;
    private const int Indirect = 2;

    private readonly ushort[] _data;
    private readonly int _bytesPerEntry;
    private readonly ushort[] _entries;
    private int _filled;

    private SegmentedTable(ushort[] data, int bytesPerEntry, int count) => (_data, _bytesPerEntry, _entries) = (data, bytesPerEntry, new ushort[count]);

    /// <summary>Expands a table.</summary>
    /// <param name="bytes">The segments: numbers of 16 bits, or of 8 where the entries have 8.</param>
    /// <param name="count">Entries of the expanded table.</param>
    /// <param name="bits">Bits of an entry.</param>
    /// <exception cref="DicomFormatException">The segments are broken or do not give as many entries.</exception>
    public static ushort[] Expand(ReadOnlySpan<byte> bytes, int count, int bits)
    {
        ushort[] data = bits == 8 ? [.. bytes] : LookupTable.Words(bytes, bytes.Length / 2);
        var table = new SegmentedTable(data, bits == 8 ? 1 : 2, count);
        for (int at = 0; at < data.Length && table._filled < count;)
        {
            at = table.AddSegment(at, mayCopy: true);
        }

        return table._filled == count ? table._entries : throw new DicomFormatException($"A segmented palette table gives {table._filled} of {count} entries.");
    }

    /// <summary>Adds one segment and returns where the next begins. A copied segment may not copy, so the work is bounded.</summary>
    private int AddSegment(int at, bool mayCopy)
    {
        int code = Number(at), length = Number(at + 1);
        switch (code)
        {
            case Discrete:
                for (int n = 0; n < length; n++)
                {
                    Add(Number(at + 2 + n));
                }

                return at + 2 + length;
            case Linear when _filled > 0:
                int from = _entries[_filled - 1], to = Number(at + 2);
                for (int n = 1; n <= length; n++)
                {
                    Add((int)Math.Round(from + ((to - from) * (double)n / length)));
                }

                return at + 3;
            case Indirect when mayCopy:
                return Copy(at, length);
            default:
                throw new DicomFormatException($"Segment type {code} of a segmented palette table is unknown here: 0, 1 (not first) and 2 (not copied) are allowed.");
        }
    }

    private int Copy(int at, int segments)
    {
        bool isByte = _bytesPerEntry == 1;
        uint offset = isByte
            ? Number(at + 2) | ((uint)Number(at + 3) << 8) | ((uint)Number(at + 4) << 16) | ((uint)Number(at + 5) << 24)
            : Number(at + 2) | ((uint)Number(at + 3) << 16);
        long source = offset / _bytesPerEntry;
        for (int n = 0; n < segments; n++)
        {
            source = source < at ? AddSegment((int)source, mayCopy: false) : throw new DicomFormatException($"A segmented palette table copies from byte {offset}, which is not before it.");
        }

        return at + (isByte ? 6 : 4);
    }

    private void Add(int value)
    {
        if (_filled == _entries.Length)
        {
            throw new DicomFormatException($"A segmented palette table gives more than its {_entries.Length} entries.");
        }

        _entries[_filled++] = (ushort)value;
    }

    private ushort Number(int at) => at < _data.Length ? _data[at] : throw new DicomFormatException($"A segmented palette table ends inside a segment, at number {at}.");
}
