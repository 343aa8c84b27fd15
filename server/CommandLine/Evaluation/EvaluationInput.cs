using System.Globalization;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using TrainingReport = OhifAlnPlugin.Radscore.Training.TrainingReport;

namespace OhifAlnPlugin.Server.CommandLine.Evaluation;

/// <summary>The patients of an evaluation, from the tables that the user gives.</summary>
/// <param name="Data">The patients.</param>
/// <param name="Features">Their features, in the order of the patients.</param>
/// <param name="Centres">Centre of each patient; null where unknown.</param>
/// <param name="Notes">What was left out or done on the way, in sentences.</param>
internal sealed record EvaluationInput(EvaluationData Data, FeatureFiles Features, IReadOnlyList<string>? Centres, IReadOnlyList<string> Notes)
{
    private const string NoCohort = "all patients";

    /// <summary>Joins features and clinical rows by patient, computes radscores and the bundle's own models.</summary>
    /// <exception cref="CommandException">A table cannot be read or something needed is missing.</exception>
    public static EvaluationInput Read(EvaluateArguments arguments, RadscoreBundle bundle, TrainingReport? training)
    {
        CsvTable clinical = CsvTable.Read(arguments.Clinical);
        var columns = new ClinicalColumns(clinical.Columns, arguments.Columns);
        FeatureFiles features = FeatureFiles.Read(arguments.Features, Needed(bundle));
        List<string> notes = [];
        (features, int[] rows) = Joined(clinical, columns, features, notes);
        string[]? centres = columns.Of("centre") is { } centre ? [.. rows.Select(r => clinical.Text(r, centre))] : null;
        double[] radscores = new CohortScoring(bundle).Radscores(features, centres, notes);
        EvaluationPatient[] patients = [.. rows.Select((r, p) => Patient(clinical, columns, r, features.Ids[p], features.Cohorts[p], radscores[p]))];
        IReadOnlyList<ClinicalVariable> variables = [.. columns.Variables().Select(v => Variable(clinical, v, rows))];
        try
        {
            var data = new EvaluationData(patients, TrainingCohorts(arguments, patients, centres, training), bundle.Model.CutOff, variables, columns.ClinicalModel(arguments.ClinicalModel))
            {
                GivenModels = arguments.ClinicalModel.Count > 0 ? [] : CohortScoring.OwnModels(bundle, clinical, rows, radscores),
            };
            return new EvaluationInput(data, features, centres, notes);
        }
        catch (ArgumentException failed)
        {
            throw new CommandException(Http.ArgumentSentence.Of(failed.Message));
        }
    }

    /// <summary>Features that scoring and aligning centres need.</summary>
    public static HashSet<string> Needed(RadscoreBundle bundle) => [.. bundle.Model.FeatureNames, .. bundle.Supplement.Harmonization?.FeatureNames ?? []];

    /// <summary>Cohorts named by the user, else those whose patients are all of centres that trained.</summary>
    private static IReadOnlyList<string> TrainingCohorts(EvaluateArguments arguments, EvaluationPatient[] patients, string[]? centres, TrainingReport? training)
    {
        if (arguments.Training.Count > 0 || centres is null || training is null)
        {
            return arguments.Training;
        }

        HashSet<string> trained = [.. training.Centres.Where(c => c.Trains).Select(c => c.Centre)];
        return [.. patients.Zip(centres).GroupBy(p => p.First.Cohort).Where(g => g.All(p => trained.Contains(p.Second))).Select(g => g.Key)];
    }

    private static (FeatureFiles Features, int[] Rows) Joined(CsvTable clinical, ClinicalColumns columns, FeatureFiles features, List<string> notes)
    {
        string id = columns.Required("id");
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int r = 0; r < clinical.Rows; r++)
        {
            if (!rowOf.TryAdd(clinical.Text(r, id), r))
            {
                throw new CommandException($"the patient '{clinical.Text(r, id)}' has two rows in the clinical table; one is needed.");
            }
        }

        int[] known = [.. Enumerable.Range(0, features.Ids.Count).Where(p => rowOf.ContainsKey(features.Ids[p]))];
        int[] labelled = [.. known.Where(p => Burden(clinical, columns, rowOf[features.Ids[p]]) is not null)];
        if (labelled.Length == 0)
        {
            throw new CommandException(known.Length == 0
                ? $"no patient of the feature tables is in the clinical table; their first identifiers are '{features.Ids[0]}' and '{(clinical.Rows > 0 ? clinical.Text(0, id) : "")}'."
                : $"none of the {known.Length} patients with features has a burden in the clinical table.");
        }

        Say(features.Ids.Count - known.Length, "with features are not in the clinical table", notes);
        Say(clinical.Rows - known.Length, "of the clinical table have no features", notes);
        Say(known.Length - labelled.Length, "have no burden in the clinical table", notes);
        FeatureFiles kept = features with
        {
            Ids = [.. labelled.Select(p => features.Ids[p])],
            Cohorts = [.. labelled.Select(p => features.Cohorts[p])],
            Columns = [.. features.Columns.Select(c => labelled.Select(p => c[p]).ToArray())],
        };
        return (kept, [.. kept.Ids.Select(i => rowOf[i])]);
    }

    private static void Say(int count, string what, List<string> notes)
    {
        if (count > 0)
        {
            notes.Add($"{count} {(count == 1 ? "patient" : "patients")} {what} and {(count == 1 ? "is" : "are")} left out.");
        }
    }

    private static EvaluationPatient Patient(CsvTable clinical, ClinicalColumns columns, int row, string id, string? file, double radscore)
    {
        string? Text(string role) => columns.Of(role) is { } column && clinical.Text(row, column) is { } text && !IsMissing(text) ? text : null;
        string cohort = file ?? Text("cohort") ?? (Text("centre") is { } centre ? $"centre {centre}" : NoCohort);
        return new EvaluationPatient(id, cohort, Burden(clinical, columns, row)!.Value, radscore)
        {
            ReaderHigh = Text("reader") is { } reader ? YesNo(reader, columns.Of("reader")!) : null,
            Pattern = Text("pattern"),
            Months = columns.Of("months") is { } months ? clinical.Number(row, months) : double.NaN,
            Event = Text("event") is { } seen ? YesNo(seen, columns.Of("event")!) : null,
        };
    }

    private static bool? Burden(CsvTable clinical, ClinicalColumns columns, int row)
    {
        if (columns.Of("label") is { } label)
        {
            return IsMissing(clinical.Text(row, label)) ? null : YesNo(clinical.Text(row, label), label);
        }

        double nodes = clinical.Number(row, columns.Of("nodes") ?? columns.Required("label"));
        return double.IsNaN(nodes) ? null : nodes >= ClinicalRow.HighBurdenNodes;
    }

    private static ClinicalVariable Variable(CsvTable clinical, string column, int[] rows)
    {
        string?[] texts = [.. rows.Select(r => clinical.Text(r, column)).Select(t => IsMissing(t) ? null : t)];
        bool numeric = texts.All(t => t is null || double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return numeric && texts.OfType<string>().Distinct().Count() > 2
            ? ClinicalVariable.Numeric(column, [.. rows.Select(r => clinical.Number(r, column))])
            : ClinicalVariable.Categorical(column, texts);
    }

    private static bool YesNo(string text, string column) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" or "YES" or "HIGH" or "POSITIVE" => true,
        "0" or "FALSE" or "NO" or "LOW" or "NEGATIVE" => false,
        _ => throw new CommandException($"'{text}' in column '{column}' is neither high nor low, 1 nor 0."),
    };

    private static bool IsMissing(string text) => text is "" or "NA" or "NaN";
}
