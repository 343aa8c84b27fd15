using System.Globalization;
using CsvHelper;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A CSV file with a header, read whole. Numbers are read as R writes them: NA, NaN, Inf and -Inf are words.</summary>
internal sealed class CsvTable
{
    private readonly string _file;
    private readonly string[][] _rows;

    private CsvTable(string file, string[] columns, string[][] rows) => (_file, Columns, _rows) = (file, columns, rows);

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows below the header.</summary>
    public int Rows => _rows.Length;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It cannot be read, has no header, a column occurs twice, or a row has another number of fields.</exception>
    public static CsvTable Read(string path)
    {
        try
        {
            using CsvReader reader = CsvReader.FromFile(path);
            reader.ReadHeader();
            string[] header = [.. reader.Headers];
            if (header.Length == 0)
            {
                throw new CommandException($"{path} is empty; a header and rows are needed.");
            }

            if (header.GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new CommandException($"{path} has two columns named '{twice.Key}'.");
            }

            List<string[]> rows = [];
            while (reader.Read())
            {
                rows.Add(reader.FieldCount == header.Length
                    ? reader.Current.ToArray()
                    : throw new CommandException($"{path}, row {rows.Count + 1}: {reader.FieldCount} fields under {header.Length} column names."));
            }

            return new CsvTable(path, header, [.. rows]);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            throw new CommandException($"{path} cannot be read: {failed.Message}");
        }
    }

    /// <summary>Text of a field.</summary>
    /// <exception cref="CommandException">There is no such column.</exception>
    public string Text(int row, string column) => _rows[row][IndexOf(column)];

    /// <summary>Number in a field; NaN where it is empty or NA.</summary>
    /// <exception cref="CommandException">There is no such column, or the field is not a number.</exception>
    public double Number(int row, string column) => Text(row, column) switch
    {
        "" or "NA" or "NaN" => double.NaN,
        "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new CommandException($"{_file}: '{text}' in column '{column}', row {row + 1}, is not a number."),
    };

    private int IndexOf(string column)
    {
        for (int c = 0; c < Columns.Count; c++)
        {
            if (Columns[c] == column)
            {
                return c;
            }
        }

        throw new CommandException($"{_file} has no column '{column}'; it has {string.Join(", ", Columns)}.");
    }
}
