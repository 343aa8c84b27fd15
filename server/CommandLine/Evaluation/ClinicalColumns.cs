namespace OhifAlnPlugin.Server.CommandLine.Evaluation;

/// <summary>Which column of the clinical table says what: named by the user, else found by the names in use.</summary>
internal sealed class ClinicalColumns
{
    /// <summary>Roles with the column names that are looked for, and what the role is.</summary>
    public static readonly IReadOnlyList<(string Role, string[] Names, string Meaning)> Roles =
    [
        ("id", ["patient_id", "id", "ID", "PatientID"], "identifier of the patient"),
        ("cohort", ["cohort"], "cohort; without it the centre"),
        ("centre", ["centre", "center"], "centre, for harmonisation"),
        ("label", ["aln_burden", "high_burden", "label"], "burden: high or low, 1 or 0"),
        ("nodes", ["positive_nodes"], "number of metastatic nodes, used where there is no label: high from 3 on"),
        ("reader", ["mri_aln_burden"], "the readers' call of the burden in MRI"),
        ("pattern", ["enhancement_pattern", "pattern"], "mass or non-mass"),
        ("months", ["survival_months", "time_months", "months"], "months to event or end of follow-up"),
        ("event", ["event", "status"], "1 when follow-up ended with the event"),
    ];

    /// <summary>Columns that tell the outcome in another way and must not predict it.</summary>
    private static readonly string[] KnownAfterSurgery = ["aln_status", .. Roles.Where(r => r.Role is "label" or "nodes").SelectMany(r => r.Names)];

    private static readonly string[] ClinicalModelNames = ["menopausal_status", "menopause", "mri_aln_status", "mri_aln_burden"];

    private readonly Dictionary<string, string> _columns = [];
    private readonly IReadOnlyList<string> _all;

    /// <summary>Finds the columns.</summary>
    /// <param name="columns">All columns of the table.</param>
    /// <param name="named">ROLE=COLUMN, as the user gives it.</param>
    /// <exception cref="CommandException">A role or a column is unknown.</exception>
    public ClinicalColumns(IReadOnlyList<string> columns, IReadOnlyList<string> named)
    {
        _all = columns;
        foreach ((string role, string[] names, _) in Roles)
        {
            if (names.FirstOrDefault(columns.Contains) is { } found)
            {
                _columns[role] = found;
            }
        }

        foreach (string pair in named)
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length < 2 || Roles.All(r => r.Role != parts[0]))
            {
                throw new CommandException($"--column is '{pair}'; it takes ROLE=COLUMN with one of the roles {string.Join(", ", Roles.Select(r => r.Role))}.");
            }

            _columns[parts[0]] = columns.Contains(parts[1]) ? parts[1] : throw new CommandException($"the clinical table has no column '{parts[1]}'; it has {string.Join(", ", columns)}.");
        }
    }

    /// <summary>The column of a role; null when the table has none.</summary>
    public string? Of(string role) => _columns.GetValueOrDefault(role);

    /// <summary>The column of a role that must be there.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public string Required(string role) => Of(role)
        ?? throw new CommandException($"the clinical table has no column for '{role}' ({Roles.First(r => r.Role == role).Meaning}); name it with --column {role}=COLUMN.");

    /// <summary>Columns that describe the patients: all but those of the roles, readers and pattern excepted, and those that give the outcome away.</summary>
    public IReadOnlyList<string> Variables()
    {
        string?[] taken = [Of("id"), Of("cohort"), Of("centre"), Of("label"), Of("nodes"), Of("months"), Of("event")];
        return [.. _all.Where(c => !taken.Contains(c) && !KnownAfterSurgery.Contains(c))];
    }

    /// <summary>Variables of the clinical model: those asked for, else menopausal status and the readers' calls as far as the table has them.</summary>
    /// <param name="asked">Names asked for; empty for the usual ones.</param>
    public IReadOnlyList<string> ClinicalModel(IReadOnlyList<string> asked) => asked.Count > 0 ? asked : [.. ClinicalModelNames.Where(_all.Contains)];
}
