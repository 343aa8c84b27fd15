using System.Globalization;

namespace OhifAlnPlugin.Phantoms;

/// <summary>The clinical table of a cohort as comma-separated values (RFC 4180): one header line, one line per patient.</summary>
public static class ClinicalTable
{
    /// <summary>Columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "patient_id", "centre", "age", "menopausal_status", "histological_grade", "histological_type", "enhancement_pattern",
        "mri_aln_status", "mri_aln_burden", "er", "pr", "her2", "ki67_percent", "molecular_subtype", "t_stage",
        "aln_status", "positive_nodes", "aln_burden", "survival_months", "event",
    ];

    /// <summary>Writes the table.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The patients.</param>
    public static void Write(TextWriter writer, IEnumerable<ClinicalRow> rows)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(rows);
        writer.Write(string.Join(',', Columns) + "\n");
        foreach (ClinicalRow row in rows)
        {
            writer.Write(string.Join(',', Values(row)) + "\n");
        }
    }

    // No value holds a comma, a quote or a line break, so nothing needs quoting.
    private static string[] Values(ClinicalRow r) =>
    [
        r.PatientId, Text(r.Centre), Text(r.Age), r.MenopausalStatus, r.HistologicalGrade, r.HistologicalType, r.EnhancementPattern,
        r.MriAlnStatus, r.MriAlnBurden, r.Er, r.Pr, r.Her2, Text(r.Ki67Percent), r.MolecularSubtype, r.TStage,
        r.AlnStatus, Text(r.PositiveNodes), r.AlnBurden, Text(r.SurvivalMonths), r.Event ? "1" : "0",
    ];

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
