using System.Globalization;
using System.Text;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>A colour, red, green and blue in [0, 1].</summary>
internal readonly record struct PdfColour(double Red, double Green, double Blue);

/// <summary>An A4 page to draw on; lengths in points, y downward from the upper edge.</summary>
/// <param name="font">The font of all text.</param>
internal sealed class PdfPage(TrueTypeFont font)
{
    /// <summary>Size of the page.</summary>
    public const double Width = 595.28, Height = 841.89;

    /// <summary>Stands for a character that the font lacks.</summary>
    private const int Placeholder = 0x25A1;

    /// <summary>Strokes around a glyph that make it bold, in parts of its size.</summary>
    private const double BoldStroke = 0.035;

    private readonly StringBuilder _content = new();

    /// <summary>Glyphs that were drawn, each with its character.</summary>
    public SortedDictionary<int, int> Glyphs { get; } = [];

    /// <summary>Pictures that were drawn, by name.</summary>
    public Dictionary<string, byte[]> Pictures { get; } = [];

    /// <summary>Whether a character was drawn that the font lacks.</summary>
    public bool LacksGlyphs { get; private set; }

    /// <summary>The drawing as PDF operators.</summary>
    public string Content => _content.ToString();

    /// <summary>Width of a text.</summary>
    public double Measure(string text, double size) => text.EnumerateRunes().Sum(rune => font.WidthOf(GlyphOf(rune).Glyph)) * size / 1000;

    /// <summary>Draws a line of text.</summary>
    /// <param name="x">Left end.</param>
    /// <param name="y">Baseline.</param>
    /// <param name="text">The text.</param>
    /// <param name="size">Size.</param>
    /// <param name="colour">Colour.</param>
    /// <param name="bold">Whether it is bold.</param>
    public void Text(double x, double y, string text, double size, PdfColour colour, bool bold = false)
    {
        var codes = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            (int glyph, int character) = GlyphOf(rune);
            Glyphs.TryAdd(glyph, character);
            codes.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
            LacksGlyphs |= character != rune.Value;
        }

        Write($"BT {Fill(colour)} {(bold ? $"{Stroke(colour)} {N(size * BoldStroke)} w 2 Tr" : "0 Tr")} /F {N(size)} Tf {N(x)} {N(Height - y)} Td <{codes}> Tj ET");
    }

    /// <summary>Draws text in lines of some width.</summary>
    /// <returns>Baseline after the last line.</returns>
    public double Paragraph(double x, double y, double width, string text, double size, PdfColour colour, bool bold = false)
    {
        double step = size * 1.35;
        foreach (string line in Lines(text, width, size))
        {
            Text(x, y, line, size, colour, bold);
            y += step;
        }

        return y;
    }

    /// <summary>Fills a rectangle.</summary>
    public void Bar(double x, double y, double width, double height, PdfColour colour) =>
        Write($"{Fill(colour)} {N(x)} {N(Height - y - height)} {N(width)} {N(height)} re f");

    /// <summary>Draws a rectangle's border.</summary>
    public void Frame(double x, double y, double width, double height, PdfColour colour, double thickness = 0.7) =>
        Write($"{Stroke(colour)} {N(thickness)} w {N(x)} {N(Height - y - height)} {N(width)} {N(height)} re S");

    /// <summary>Draws a line through points.</summary>
    public void Line(IReadOnlyList<(double X, double Y)> points, PdfColour colour, double thickness = 0.7, bool dashed = false) => Write(
        $"{(dashed ? "[3 2] 0 d" : "[] 0 d")} {Stroke(colour)} {N(thickness)} w {string.Join(" ", points.Select((p, n) => $"{N(p.X)} {N(Height - p.Y)} {(n == 0 ? "m" : "l")}"))} S [] 0 d");

    /// <summary>Draws a PNG.</summary>
    public void Picture(double x, double y, double width, double height, byte[] png)
    {
        string name = $"P{Pictures.Count}";
        Pictures[name] = png;
        Write($"q {N(width)} 0 0 {N(height)} {N(x)} {N(Height - y - height)} cm /{name} Do Q");
    }

    private static string Fill(PdfColour c) => $"{N(c.Red)} {N(c.Green)} {N(c.Blue)} rg";

    private static string Stroke(PdfColour c) => $"{N(c.Red)} {N(c.Green)} {N(c.Blue)} RG";

    private static string N(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private void Write(string operators) => _content.Append(operators).Append('\n');

    private (int Glyph, int Character) GlyphOf(Rune rune) => font.GlyphOf(rune.Value) is var glyph and > 0 ? (glyph, rune.Value) : (font.GlyphOf(Placeholder), Placeholder);

    /// <summary>Breaks a text at blanks; a word that is longer than a line is broken where it must be.</summary>
    private IEnumerable<string> Lines(string text, double width, double size)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, size)))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Measure(longer, size) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }

    private IEnumerable<string> Pieces(string word, double width, double size)
    {
        while (Measure(word, size) > width)
        {
            int length = word.Length - 1;
            while (length > 1 && (char.IsHighSurrogate(word[length - 1]) || Measure(word[..length], size) > width))
            {
                length--;
            }

            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }
}
