using System.Globalization;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>The feature tables of a design, joined: numeric columns that all tables have and that are not something else.</summary>
internal sealed class FeatureRows
{
    private readonly Dictionary<string, (double[] Values, string? Centre)> _patients;

    private FeatureRows(string[] names, Dictionary<string, (double[], string?)> patients, IReadOnlyList<string> skipped) => (Names, _patients, Skipped) = (names, patients, skipped);

    /// <summary>The features.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of patients.</summary>
    public int Patients => _patients.Count;

    /// <summary>Columns that were passed over, in sentences.</summary>
    public IReadOnlyList<string> Skipped { get; }

    public static FeatureRows Read(DesignTables tables, IReadOnlyCollection<string> never)
    {
        (CsvTable Table, string File, string? Centre)[] read = [.. tables.Features.Select(f => (CsvTable.Read(f.File), f.File, f.Centre))];
        string[] shared = [.. read[0].Table.Columns.Where(c => !never.Contains(c) && !c.StartsWith("diagnostics_", StringComparison.Ordinal) && read.All(r => r.Table.Columns.Contains(c)))];
        string[] names = [.. shared.Where(c => read.All(r => IsNumeric(r.Table, c)))];
        List<string> skipped = [];
        if (shared.Except(names).ToArray() is { Length: > 0 } words)
        {
            skipped.Add($"Columns that hold words are no features: {string.Join(", ", words)}.");
        }

        if (names.Length == 0)
        {
            throw new CommandException($"{string.Join(", ", read.Select(r => r.File))}: there is no column of features that all tables have.");
        }

        Dictionary<string, (double[], string?)> patients = new(StringComparer.Ordinal);
        foreach ((CsvTable table, string file, string? centre) in read)
        {
            foreach ((string id, int row) in CohortTables.RowsById(table, tables.Id, file))
            {
                string? own = centre ?? (tables.Centre is { } column && table.Columns.Contains(column) ? table.Text(row, column) : null);
                if (!patients.TryAdd(id, ([.. names.Select(n => table.Number(row, n))], own)))
                {
                    throw new CommandException($"{file}: the patient '{id}' has features in another table too.");
                }
            }
        }

        return new FeatureRows(names, patients, skipped);
    }

    public bool Has(string id) => _patients.ContainsKey(id);

    public double Value(string id, int feature) => _patients[id].Values[feature];

    public string? CentreOf(string id) => _patients[id].Centre;

    private static bool IsNumeric(CsvTable table, string column) => Enumerable.Range(0, table.Rows).All(r =>
        table.Text(r, column) is "" or "NA" or "NaN" or "Inf" or "-Inf" || double.TryParse(table.Text(r, column), NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
