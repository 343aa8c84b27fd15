using System.Globalization;
using System.IO.Compression;

namespace OhifAlnPlugin.Tests;

/// <summary>A CSV file of the reference data, gzipped or not; NA is NaN.</summary>
internal sealed class ReferenceTable
{
    private readonly string[][] _rows;
    private readonly Dictionary<string, double[]> _numbers = [];

    private ReferenceTable(string[] columns, string[][] rows) => (Columns, _rows) = (columns, rows);

    public string[] Columns { get; }

    public int Rows => _rows.Length;

    public static ReferenceTable Read(params string[] path)
    {
        using Stream file = File.OpenRead(Reference.PathOf(path));
        using var reader = new StreamReader(path[^1].EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        string[][] cells = [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0).Select(l => l.TrimEnd('\r').Replace("\"", "", StringComparison.Ordinal).Split(','))];
        return new ReferenceTable(cells[0], cells[1..]);
    }

    public string[] Texts(string column)
    {
        int at = Array.IndexOf(Columns, column);
        return [.. _rows.Select(r => r[at])];
    }

    public double[] Numbers(string column)
    {
        if (!_numbers.TryGetValue(column, out double[]? found))
        {
            _numbers[column] = found = [.. Texts(column).Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        }

        return found;
    }

    /// <summary>Rows that meet a condition and have a value in every one of some columns.</summary>
    public int[] Complete(IEnumerable<string> columns, Func<int, bool>? condition = null)
    {
        double[][] needed = [.. columns.Select(Numbers)];
        return [.. Enumerable.Range(0, Rows).Where(r => (condition is null || condition(r)) && needed.All(c => !double.IsNaN(c[r])))];
    }
}
