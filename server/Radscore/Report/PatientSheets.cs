using OhifAlnPlugin.Radscore.Evaluation;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>The files from which every table can be computed again: patients, variables, models, features, readings.</summary>
internal static class PatientSheets
{
    public static IEnumerable<ReportSheet> Of(EvaluationReport report)
    {
        EvaluationData data = report.Evaluation.Data;
        yield return Patients(report.Evaluation);
        yield return ReportSheet.Of(
            "variables.csv",
            "Clinical variables",
            data.Variables,
            ("name", "Column of patients.csv", v => v.Name),
            ("kind", "numeric or categorical", v => v.IsNumeric ? "numeric" : "categorical"),
            ("levels", "Categories, the reference first, separated by |", v => v.Levels is null ? null : string.Join('|', v.Levels)),
            ("in_clinical_model", "1 when the clinical model uses it", v => data.ClinicalModel.Contains(v)));
        yield return ReportSheet.Of(
            "models.csv",
            "Models compared",
            report.Evaluation.Models,
            ("model", "Name", m => m.Name),
            ("cut_off", "High burden from this probability on", m => m.CutOff),
            ("fitted_here", "1 when fitted to the training cohorts of patients.csv, 0 when it comes with the bundle", m => m.Regression is not null),
            ("penalised", "1 when Firth's penalty was needed", m => m.Regression?.IsPenalised),
            ("radscore_unit", "Difference of the radscore that an odds ratio stands for", _ => data.RadscoreUnit));
        yield return Features(report);
        foreach (SecondReading reading in report.Readings)
        {
            yield return Reading(reading);
        }
    }

    private static ReportSheet Patients(RadscoreEvaluation evaluation)
    {
        EvaluationData data = evaluation.Data;
        Dictionary<string, RiskModel> models = evaluation.Models.ToDictionary(m => m.Name);
        double? Of(string model, int p) => models.TryGetValue(model, out RiskModel? found) ? found.Probabilities[p] : null;
        (string, string, Func<int, object?>)[] columns =
        [
            ("id", "Identifier", p => data.Patients[p].Id),
            ("cohort", "Cohort", p => data.Patients[p].Cohort),
            ("training", "1 when the cohort took part in training", p => data.IsTraining(data.Patients[p].Cohort)),
            ("high_burden", "1 for a high burden", p => data.Patients[p].HighBurden),
            ("radscore", "Radscore; NA where a feature is missing", p => data.Patients[p].Radscore),
            ("p_clinical", "Probability of high burden by the clinical model", p => Of(RiskModels.Clinical, p)),
            ("p_radiomics", "Probability of high burden by the radscore", p => Of(RiskModels.Radiomics, p)),
            ("p_combined", "Probability of high burden by the combined model", p => Of(RiskModels.Combined, p)),
            ("reader_high", "1 when the readers call the burden high in MRI", p => data.Patients[p].ReaderHigh),
            ("enhancement", "Pattern of enhancement", p => data.Patients[p].Pattern),
            ("months", "Months to event or end of follow-up", p => data.Patients[p].Months),
            ("event_seen", "1 when follow-up ended with the event", p => data.Patients[p].Event),
            .. data.Variables.Select(v => ("var_" + v.Name, $"Clinical variable {v.Name}", (Func<int, object?>)(p => ValueOf(v, p)))),
        ];
        return ReportSheet.Of("patients.csv", "One row per patient: everything the tables are computed from", Enumerable.Range(0, data.Patients.Count), columns);
    }

    private static object? ValueOf(ClinicalVariable variable, int patient) =>
        variable.IsMissing(patient) ? null : variable.IsNumeric ? variable.Number(patient) : variable.Levels![variable.Level(patient)];

    private static ReportSheet Features(EvaluationReport report)
    {
        IReadOnlyList<EvaluationPatient> patients = report.Evaluation.Data.Patients;
        (string, string, Func<int, object?>)[] columns =
        [
            ("id", "Identifier", p => patients[p].Id),
            .. report.Bundle.Model.Features.Select((f, k) => (f.Name, $"{f.Label}, {f.Unit}, as extracted", (Func<int, object?>)(p => report.Features[k][p]))),
        ];
        return ReportSheet.Of("features.csv", "The model's features of each patient", Enumerable.Range(0, patients.Count), columns);
    }

    private static ReportSheet Reading(SecondReading reading)
    {
        (string, string, Func<(int Patient, int Reading), object?>)[] columns =
        [
            ("id", "Identifier", r => reading.Ids[r.Patient]),
            ("reading", "1 first, 2 second", r => r.Reading),
            .. reading.Features.Select((f, k) => (f, $"Feature {f}", (Func<(int Patient, int Reading), object?>)(r => (r.Reading == 1 ? reading.First : reading.Second)[k][r.Patient]))),
        ];
        return ReportSheet.Of(
            $"readings_{reading.Name}.csv", $"Both readings of the patients of '{reading.Name}'", Enumerable.Range(0, reading.Ids.Count).SelectMany(p => ((int, int)[])[(p, 1), (p, 2)]), columns);
    }
}
