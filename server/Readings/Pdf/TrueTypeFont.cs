using System.Buffers.Binary;
using System.Text;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>A TrueType font: which glyph a character has, how wide it is, and a copy with the outlines of some glyphs alone.</summary>
/// <remarks>Tables by the OpenType specification: head, hhea, hmtx, maxp, cmap (formats 4 and 12), loca, glyf.</remarks>
internal sealed class TrueTypeFont
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly int _unitsPerEm, _widths, _glyphs;
    private readonly bool _longOffsets;
    private readonly CharacterMap _characters;

    /// <summary>Reads a font.</summary>
    /// <param name="file">Bytes of a .ttf file.</param>
    /// <exception cref="InvalidDataException">It is none, or has its outlines in another form.</exception>
    public TrueTypeFont(byte[] file)
    {
        _file = file;
        try
        {
            for (int n = 0, at = 12; n < Word(4); n++, at += 16)
            {
                _tables[Encoding.ASCII.GetString(file, at, 4)] = (Int(at + 8), Int(at + 12));
            }

            if (!_tables.ContainsKey("glyf"))
            {
                throw new InvalidDataException("The font has no TrueType outlines (table glyf).");
            }

            int head = _tables["head"].Offset, hhea = _tables["hhea"].Offset;
            (_unitsPerEm, _longOffsets) = (Word(head + 18), Word(head + 50) == 1);
            (Ascent, Descent, _widths) = (Thousandths((short)Word(hhea + 4)), Thousandths((short)Word(hhea + 6)), Word(hhea + 34));
            _glyphs = Word(_tables["maxp"].Offset + 4);
            _characters = CharacterMap.Read(file.AsSpan(_tables["cmap"].Offset, _tables["cmap"].Length));
        }
        catch (Exception broken) when (broken is KeyNotFoundException or ArgumentOutOfRangeException or IndexOutOfRangeException or ArgumentException)
        {
            throw new InvalidDataException("The font file is broken: a table is missing or cut off.", broken);
        }
    }

    /// <summary>Height over the baseline, in thousandths of the size.</summary>
    public int Ascent { get; }

    /// <summary>Depth below the baseline, negative.</summary>
    public int Descent { get; }

    /// <summary>The glyph of a character; 0 when the font has none.</summary>
    public int GlyphOf(int character) => _characters.GlyphOf(character);

    /// <summary>Width of a glyph, in thousandths of the size.</summary>
    public int WidthOf(int glyph) => Thousandths(Word(_tables["hmtx"].Offset + (4 * Math.Min(glyph, _widths - 1))));

    /// <summary>The font with the outlines of some glyphs; the others are empty, so that every glyph keeps its number.</summary>
    public byte[] Subset(IEnumerable<int> glyphs)
    {
        HashSet<int> kept = [0];
        foreach (int glyph in glyphs)
        {
            Keep(glyph, kept);
        }

        byte[] offsets = new byte[4 * (_glyphs + 1)];
        using var outlines = new MemoryStream();
        for (int glyph = 0; glyph < _glyphs; glyph++)
        {
            if (kept.Contains(glyph))
            {
                outlines.Write(OutlineOf(glyph));
                outlines.SetLength((outlines.Length + 3) & ~3);
                outlines.Position = outlines.Length;
            }

            BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(4 * (glyph + 1)), (int)outlines.Length);
        }

        byte[] head = Table("head");
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["head"] = head, ["loca"] = offsets, ["glyf"] = outlines.ToArray() };
        foreach (string name in (ReadOnlySpan<string>)["hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"])
        {
            if (_tables.ContainsKey(name))
            {
                tables[name] = Table(name);
            }
        }

        return SfntFile.Write(tables);
    }

    private void Keep(int glyph, HashSet<int> kept)
    {
        const int HasMore = 0x20, WordArguments = 1, OneScale = 8, TwoScales = 0x40, Matrix = 0x80;
        ReadOnlySpan<byte> outline = OutlineOf(glyph);
        if (!kept.Add(glyph) || outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        for (int at = 10, flags = HasMore; (flags & HasMore) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            Keep(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), kept);
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            at += (flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;
        }
    }

    private ReadOnlySpan<byte> OutlineOf(int glyph)
    {
        int loca = _tables["loca"].Offset;
        int start = _longOffsets ? Int(loca + (4 * glyph)) : 2 * Word(loca + (2 * glyph));
        int end = _longOffsets ? Int(loca + (4 * glyph) + 4) : 2 * Word(loca + (2 * glyph) + 2);
        return _file.AsSpan(_tables["glyf"].Offset + start, end - start);
    }

    private byte[] Table(string name) => _file.AsSpan(_tables[name].Offset, _tables[name].Length).ToArray();

    private int Thousandths(int units) => (int)Math.Round(1000.0 * units / _unitsPerEm);

    private int Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int Int(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));
}
