namespace OhifAlnPlugin.Server.CommandLine.Evaluation;

/// <summary>Feature tables, one row per patient, read together: the features that all of them have.</summary>
/// <param name="Ids">Identifier of each patient.</param>
/// <param name="Cohorts">Name given to the file of each patient; null where the user gave none.</param>
/// <param name="Names">Names of the features.</param>
/// <param name="Columns">Per feature, one value per patient; NaN where missing.</param>
internal sealed record FeatureFiles(IReadOnlyList<string> Ids, IReadOnlyList<string?> Cohorts, IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns)
{
    private static readonly string[] IdColumns = ["patient_id", "id", "ID", "PatientID"];

    /// <summary>Reads files.</summary>
    /// <param name="files">FILE, or NAME=FILE where the file is a cohort of its own.</param>
    /// <param name="needed">Features needed whatever their names.</param>
    /// <exception cref="CommandException">A file cannot be read, has no identifiers or no features, or a patient occurs twice.</exception>
    public static FeatureFiles Read(IReadOnlyList<string> files, IReadOnlyCollection<string> needed)
    {
        (string? Cohort, CsvTable Table, string Id)[] tables = [.. files.Select(Open)];
        string[] names = [.. tables[0].Table.Columns.Where(c => (IsFeature(c) || needed.Contains(c)) && tables.All(t => t.Table.Columns.Contains(c)))];
        if (names.Length == 0)
        {
            throw new CommandException($"{string.Join(", ", files)}: no column of the bundle's features, and none named as PyRadiomics names features, is in every table.");
        }

        List<string> ids = [];
        List<string?> cohorts = [];
        foreach ((string? cohort, CsvTable table, string id) in tables)
        {
            ids.AddRange(Enumerable.Range(0, table.Rows).Select(r => table.Text(r, id)));
            cohorts.AddRange(Enumerable.Repeat(cohort, table.Rows));
        }

        return ids.GroupBy(i => i, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new CommandException($"the patient '{twice.Key}' has {twice.Count()} rows in the feature tables; one is needed.")
            : new FeatureFiles(ids, cohorts, names, [.. names.Select(n => tables.SelectMany(t => Enumerable.Range(0, t.Table.Rows).Select(r => t.Table.Number(r, n))).ToArray())]);
    }

    /// <summary>The name before '=' of NAME=FILE, and the file.</summary>
    public static (string? Name, string File) Split(string argument) =>
        argument.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } file] && !File.Exists(argument) ? (name, file) : (null, argument);

    private static (string? Cohort, CsvTable Table, string Id) Open(string argument)
    {
        (string? name, string file) = Split(argument);
        CsvTable table = CsvTable.Read(file);
        return (name, table, IdColumns.FirstOrDefault(table.Columns.Contains)
            ?? throw new CommandException($"{file} has no column with the patients' identifiers ({string.Join(", ", IdColumns)})."));
    }

    /// <summary>Whether a column is named imageType_class_Feature; PyRadiomics' own remarks on a case are not.</summary>
    private static bool IsFeature(string column) => column.Split('_').Length >= 3 && !column.StartsWith("diagnostics_", StringComparison.Ordinal) && !IdColumns.Contains(column);
}
