using System.Buffers.Binary;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>Which glyph of a font shows a Unicode character (table cmap, formats 4 and 12).</summary>
internal sealed class CharacterMap
{
    private readonly Dictionary<int, int> _glyphs = [];

    /// <summary>Reads the Unicode subtables of a table.</summary>
    public static CharacterMap Read(ReadOnlySpan<byte> table)
    {
        var map = new CharacterMap();
        for (int n = 0, at = 4; n < Word(table, 2); n++, at += 8)
        {
            (int platform, int encoding) = (Word(table, at), Word(table, at + 2));
            ReadOnlySpan<byte> subtable = table[BinaryPrimitives.ReadInt32BigEndian(table[(at + 4)..])..];
            switch (Word(subtable, 0))
            {
                case 4 when platform == 0 || (platform == 3 && encoding == 1):
                    map.ReadSegments(subtable);
                    break;
                case 12 when platform == 0 || (platform == 3 && encoding == 10):
                    map.ReadGroups(subtable);
                    break;
            }
        }

        return map;
    }

    /// <summary>The glyph of a character; 0 when there is none.</summary>
    public int GlyphOf(int character) => _glyphs.GetValueOrDefault(character);

    private void ReadSegments(ReadOnlySpan<byte> table)
    {
        int twice = Word(table, 6);
        for (int n = 0; n < twice; n += 2)
        {
            int end = Word(table, 14 + n), start = Word(table, 16 + twice + n), delta = Word(table, 16 + (2 * twice) + n), place = 16 + (3 * twice) + n, offset = Word(table, place);
            for (int character = start; character <= end && character != 0xFFFF; character++)
            {
                int glyph = offset == 0 ? character : Word(table, place + offset + (2 * (character - start)));
                if (offset == 0 || glyph != 0)
                {
                    _glyphs.TryAdd(character, (glyph + delta) & 0xFFFF);
                }
            }
        }
    }

    private void ReadGroups(ReadOnlySpan<byte> table)
    {
        int groups = BinaryPrimitives.ReadInt32BigEndian(table[12..]);
        for (int n = 0, at = 16; n < groups; n++, at += 12)
        {
            int start = BinaryPrimitives.ReadInt32BigEndian(table[at..]), end = BinaryPrimitives.ReadInt32BigEndian(table[(at + 4)..]), glyph = BinaryPrimitives.ReadInt32BigEndian(table[(at + 8)..]);
            for (int character = start; character <= Math.Min(end, 0x10FFFF); character++)
            {
                _glyphs.TryAdd(character, glyph + character - start);
            }
        }
    }

    private static int Word(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);
}
