using System.Globalization;

namespace OhifAlnPlugin.Tests;

/// <summary>A table of <c>tests/Golden/r-4.2.2</c>: CSV as R's <c>write.csv</c> writes it, numbers with 17 digits, NA, NaN, Inf and -Inf spelled out.</summary>
internal sealed class GoldenTable
{
    private readonly string[] _header;
    private readonly string[][] _rows;

    private GoldenTable(string[] header, string[][] rows)
    {
        _header = header;
        _rows = rows;
    }

    public int Rows => _rows.Length;

    public IReadOnlyList<string> Columns => _header;

    public static GoldenTable Read(params string[] path)
    {
        string[] lines = File.ReadAllLines(Path.Combine([Reference.RepositoryRoot, "tests", "Golden", "r-4.2.2", .. path]));
        return new GoldenTable(Split(lines[0]), [.. lines.Skip(1).Where(l => l.Length > 0).Select(Split)]);
    }

    public string Text(int row, string column) => _rows[row][IndexOf(column)];

    public double Number(int row, string column) => Parse(Text(row, column));

    public string[] TextColumn(string column) => [.. _rows.Select(r => r[IndexOf(column)])];

    public double[] Column(string column) => [.. TextColumn(column).Select(Parse)];

    /// <summary>Rows of which a column has a value.</summary>
    public int[] RowsWhere(string column, string value) => [.. Enumerable.Range(0, Rows).Where(r => Text(r, column) == value)];

    private int IndexOf(string column)
    {
        int n = Array.IndexOf(_header, column);
        return n >= 0 ? n : throw new ArgumentException($"No column '{column}' among {string.Join(", ", _header)}.");
    }

    private static double Parse(string text) => text switch
    {
        "NA" or "NaN" or "" => double.NaN,
        "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "TRUE" => 1,
        "FALSE" => 0,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string[] Split(string line)
    {
        List<string> fields = [];
        System.Text.StringBuilder field = new();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
