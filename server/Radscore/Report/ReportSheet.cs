using System.Globalization;
using System.Text;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>A table of the report as a file: CSV as R reads it, numbers with 17 digits, NA where missing; every column explained.</summary>
/// <param name="File">File name.</param>
/// <param name="Title">What the table is.</param>
/// <param name="Columns">Names and meanings of the columns.</param>
/// <param name="Rows">The values.</param>
internal sealed record ReportSheet(string File, string Title, IReadOnlyList<(string Name, string Meaning)> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>A sheet with one row per item.</summary>
    public static ReportSheet Of<T>(string file, string title, IEnumerable<T> items, params (string Name, string Meaning, Func<T, object?> Value)[] columns) =>
        new(file, title, [.. columns.Select(c => (c.Name, c.Meaning))], [.. items.Select(i => columns.Select(c => c.Value(i)).ToArray())]);

    /// <summary>The codebook: every column of every sheet.</summary>
    public static ReportSheet Codebook(IReadOnlyList<ReportSheet> sheets) => Of(
        "codebook.csv",
        "Every column of every table",
        sheets.SelectMany(s => s.Columns.Select(c => (Sheet: s, Column: c))),
        ("file", "File", c => c.Sheet.File),
        ("table", "What the file holds", c => c.Sheet.Title),
        ("column", "Column", c => c.Column.Name),
        ("meaning", "What it means", c => c.Column.Meaning));

    /// <summary>As CSV.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder().Append(string.Join(',', Columns.Select(c => Quoted(c.Name)))).Append('\n');
        foreach (object?[] row in Rows)
        {
            text.Append(string.Join(',', row.Select(Text))).Append('\n');
        }

        return text.ToString();
    }

    private static string Text(object? value) => value switch
    {
        null or double.NaN => "NA",
        double.PositiveInfinity => "Inf",
        double.NegativeInfinity => "-Inf",
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString()!),
    };

    private static string Quoted(string text) => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
