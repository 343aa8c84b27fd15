using System.Globalization;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>Joins the tables of a design into a cohort: patients in the order of the clinical table, those with features and an outcome.</summary>
internal static class CohortTables
{
    /// <summary>Columns of `aln extract --batch` that are no features.</summary>
    private static readonly string[] CaseColumns = ["Image", "Mask", "Label", "Region"];

    /// <summary>Reads the cohort.</summary>
    /// <param name="design">The design.</param>
    /// <param name="tables">Its tables.</param>
    /// <returns>The cohort, and what was left out, in sentences.</returns>
    /// <exception cref="CommandException">A table cannot be read, a column is missing, or a patient occurs twice.</exception>
    public static (TrainingCohort Cohort, IReadOnlyList<string> LeftOut) Read(TrainingDesign design, DesignTables tables)
    {
        CsvTable clinical = CsvTable.Read(tables.Clinical);
        FeatureRows features = FeatureRows.Read(tables, [.. tables.NeverFeatures(design), .. CaseColumns]);
        int[] clinicalRows = RowsById(clinical, tables.Id, tables.Clinical).Values.ToArray();
        List<string> leftOut = [];
        int[] known = [.. clinicalRows.Where(r => double.IsFinite(clinical.Number(r, tables.Label)))];
        Note(leftOut, clinicalRows.Length - known.Length, $"without a value in '{tables.Label}'");
        int[] rows = [.. known.Where(r => features.Has(clinical.Text(r, tables.Id)))];
        Note(leftOut, known.Length - rows.Length, "of the clinical table without features");
        Note(leftOut, features.Patients - clinicalRows.Count(r => features.Has(clinical.Text(r, tables.Id))), "with features but not in the clinical table");
        leftOut.AddRange(features.Skipped);

        string[] ids = [.. rows.Select(r => clinical.Text(r, tables.Id))];
        string[] centres = [.. rows.Select((r, i) => CentreOf(clinical, r, ids[i], tables, features))];
        TrainingCohort cohort = new(features.Names, [.. features.Names.Select((_, f) => ids.Select(id => features.Value(id, f)).ToArray())], centres, [.. rows.Select(r => IsHigh(clinical, r, tables))])
        {
            Readings = [.. tables.Readings.Select(r => ReadingOf(r.Kind, r.File, tables, features.Names, ids))],
            Clinical = Variables(clinical, rows, design.Clinical),
            FollowUpTimes = tables.FollowUp is { } time ? [.. rows.Select(r => clinical.Number(r, time.Time))] : null,
            FollowUpEvents = tables.FollowUp is { } seen ? [.. rows.Select(r => EventOf(clinical.Text(r, seen.Event)))] : null,
        };
        return (cohort, leftOut);
    }

    /// <summary>Row of each patient.</summary>
    internal static Dictionary<string, int> RowsById(CsvTable table, string id, string file)
    {
        Dictionary<string, int> rows = new(StringComparer.Ordinal);
        for (int r = 0; r < table.Rows; r++)
        {
            if (!rows.TryAdd(table.Text(r, id), r))
            {
                throw new CommandException($"{file}: the patient '{table.Text(r, id)}' occurs twice, the second time in row {r + 1}.");
            }
        }

        return rows;
    }

    private static void Note(List<string> leftOut, int patients, string which)
    {
        if (patients > 0)
        {
            leftOut.Add($"{patients} patients {which} were left out.");
        }
    }

    private static string CentreOf(CsvTable clinical, int row, string id, DesignTables tables, FeatureRows features) =>
        features.CentreOf(id)
        ?? (tables.Centre is { } column ? clinical.Text(row, column) : throw new CommandException("A feature table has no 'centre', and the design names no column 'centre'."));

    private static bool IsHigh(CsvTable clinical, int row, DesignTables tables)
    {
        double value = clinical.Number(row, tables.Label);
        return tables.Nodes is { } least ? value >= least
            : value is 0 or 1 ? value == 1
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{tables.Clinical}: '{tables.Label}' is {value} in row {row + 1}; it must be 1 for a high burden or 0."));
    }

    private static double EventOf(string text) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" => 1,
        "0" or "FALSE" or "NO" => 0,
        _ => double.NaN,
    };

    private static SecondReading ReadingOf(ReadingKind kind, string file, DesignTables tables, IReadOnlyList<string> names, string[] ids)
    {
        CsvTable table = CsvTable.Read(file);
        Dictionary<string, int> rows = RowsById(table, tables.Id, file);
        int[] patients = [.. Enumerable.Range(0, ids.Length).Where(p => rows.ContainsKey(ids[p]))];
        return new SecondReading(kind, patients, [.. names.Select(n => patients.Select(p => table.Number(rows[ids[p]], n)).ToArray())]);
    }

    private static Dictionary<string, ClinicalVariable> Variables(CsvTable clinical, int[] rows, ClinicalStep? step) =>
        (step?.Variables ?? []).Concat(step?.Readers ?? []).Distinct(StringComparer.Ordinal).ToDictionary(v => v, v => VariableOf(clinical, rows, v), StringComparer.Ordinal);

    private static ClinicalVariable VariableOf(CsvTable clinical, int[] rows, string name)
    {
        string[] texts = [.. rows.Select(r => clinical.Text(r, name))];
        bool isNumber = texts.All(t => t is "" or "NA" or "NaN" || double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return isNumber
            ? new ClinicalVariable(name, [.. rows.Select(r => clinical.Number(r, name))], null)
            : new ClinicalVariable(name, null, [.. texts.Select(t => t is "" or "NA" ? null : t)]);
    }
}
