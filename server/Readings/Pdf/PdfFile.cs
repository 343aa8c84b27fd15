using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>Writes pages as a PDF 1.7 file (ISO 32000-1) with one embedded font. The same pages give the same bytes.</summary>
internal static class PdfFile
{
    private const int Catalogue = 1, PageTree = 2, Info = 3, Font = 4, FirstFree = 5;

    /// <summary>Writes the file.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="font">Their font.</param>
    /// <param name="title">Title of the document.</param>
    /// <param name="createdAt">When it was made.</param>
    public static byte[] Write(IReadOnlyList<PdfPage> pages, TrueTypeFont font, string title, DateTimeOffset createdAt)
    {
        using var file = new PdfObjects();
        int next = FirstFree;
        int[] numbers = [.. pages.Select(_ => next++)];
        file.Add(Catalogue, $"<< /Type /Catalog /Pages {PageTree} 0 R /Lang (en) >>");
        file.Add(PageTree, $"<< /Type /Pages /Kids [{string.Join(" ", numbers.Select(n => $"{n} 0 R"))}] /Count {pages.Count} >>");
        file.Add(Info, $"<< /Title {Text(title)} /Producer (OhifAlnPlugin) /CreationDate (D:{createdAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z) >>");
        var glyphs = new SortedDictionary<int, int>(pages.SelectMany(p => p.Glyphs).DistinctBy(g => g.Key).ToDictionary(g => g.Key, g => g.Value));
        next = AddFont(file, font, glyphs, next);
        for (int n = 0; n < pages.Count; n++)
        {
            next = AddPage(file, pages[n], numbers[n], next);
        }

        return file.ToBytes(Catalogue, Info);
    }

    private static int AddPage(PdfObjects file, PdfPage page, int number, int next)
    {
        var pictures = new StringBuilder();
        foreach ((string name, byte[] png) in page.Pictures)
        {
            pictures.Append(CultureInfo.InvariantCulture, $"/{name} {next} 0 R ");
            AddPicture(file, next++, png);
        }

        int content = next++;
        file.AddPacked(content, "", Encoding.ASCII.GetBytes(page.Content));
        file.Add(number, string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent {PageTree} 0 R /MediaBox [0 0 {PdfPage.Width} {PdfPage.Height}] /Contents {content} 0 R /Resources << /Font << /F {Font} 0 R >> /XObject << {pictures}>> >> >>"));
        return next;
    }

    /// <summary>The compressed rows of a PNG are what PDF calls predictor 15, so that they are copied as they are.</summary>
    private static void AddPicture(PdfObjects file, int number, byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        bool colour = png[25] == 2;
        using var rows = new MemoryStream();
        for (int at = 8; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))
        {
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                rows.Write(png, at + 8, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)));
            }
        }

        string space = colour ? "/DeviceRGB" : "/DeviceGray";
        file.AddStream(
            number,
            $"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {space} /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {(colour ? 3 : 1)} /BitsPerComponent 8 /Columns {width} >>",
            rows.ToArray());
    }

    private static int AddFont(PdfObjects file, TrueTypeFont font, SortedDictionary<int, int> glyphs, int next)
    {
        (int descendant, int descriptor, int program, int unicode) = (next, next + 1, next + 2, next + 3);
        const string Name = "ALNAAA+Report";
        file.Add(Font, $"<< /Type /Font /Subtype /Type0 /BaseFont /{Name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>");
        string widths = string.Join(" ", glyphs.Keys.Select(g => $"{g} [{font.WidthOf(g)}]"));
        file.Add(
            descendant,
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{Name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /W [{widths}] >>");
        file.Add(
            descriptor,
            $"<< /Type /FontDescriptor /FontName /{Name} /Flags 4 /FontBBox [-1000 -300 2000 1000] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.Ascent} /StemV 80 /FontFile2 {program} 0 R >>");
        byte[] subset = font.Subset(glyphs.Keys);
        file.AddPacked(program, $"/Length1 {subset.Length}", subset);
        file.AddPacked(unicode, "", Encoding.ASCII.GetBytes(ToUnicode(glyphs)));
        return next + 4;
    }

    /// <summary>Tells which characters the glyphs show, so that text can be searched and copied.</summary>
    private static string ToUnicode(SortedDictionary<int, int> glyphs)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Report def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (KeyValuePair<int, int>[] some in glyphs.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach ((int glyph, int character) in some)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(char.ConvertFromUtf32(character)))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }

    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}

/// <summary>The numbered objects of a PDF.</summary>
internal sealed class PdfObjects : IDisposable
{
    private readonly MemoryStream _file = new();
    private readonly SortedDictionary<int, long> _offsets = [];

    public PdfObjects() => _file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);

    /// <summary>Adds an object.</summary>
    public void Add(int number, string text)
    {
        _offsets[number] = _file.Position;
        Write($"{number} 0 obj\n{text}\nendobj\n");
    }

    /// <summary>Adds a stream, compressed.</summary>
    public void AddPacked(int number, string entries, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        AddStream(number, $"{entries} /Filter /FlateDecode", packed.ToArray());
    }

    /// <summary>Adds a stream as it is.</summary>
    public void AddStream(int number, string entries, byte[] bytes)
    {
        _offsets[number] = _file.Position;
        Write($"{number} 0 obj\n<< {entries} /Length {bytes.Length} >>\nstream\n");
        _file.Write(bytes);
        Write("\nendstream\nendobj\n");
    }

    /// <summary>Ends the file with the table of its objects.</summary>
    public byte[] ToBytes(int catalogue, int info)
    {
        string id = Convert.ToHexString(SHA256.HashData(_file.GetBuffer().AsSpan(0, (int)_file.Length)).AsSpan(0, 16));
        long table = _file.Position;
        Write($"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (long offset in _offsets.Values)
        {
            Write($"{offset:D10} 00000 n \n");
        }

        Write($"trailer\n<< /Size {_offsets.Count + 1} /Root {catalogue} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{table}\n%%EOF\n");
        return _file.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(string text) => _file.Write(Encoding.ASCII.GetBytes(text));
}
