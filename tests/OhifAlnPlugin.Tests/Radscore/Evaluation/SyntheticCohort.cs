using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;

namespace OhifAlnPlugin.Tests.Radscore.Evaluation;

/// <summary>The synthetic cohort of the reference data, from which R made its tables (33_pipeline_synthetic_e2e).</summary>
internal static class SyntheticCohort
{
    private const string Folder = "33_pipeline_synthetic_e2e";

    /// <summary>A table that R wrote.</summary>
    public static GoldenTable Expected(string file) => GoldenTable.Read(Reference.PathOf("stats", Folder, file));

    /// <summary>The cohort with R's radscore, a linear predictor, or another score; its three centres apart or as one cohort.</summary>
    public static EvaluationData Data(IReadOnlyList<double>? scores = null, CutOff? cutOff = null, bool asOne = false)
    {
        GoldenTable input = Expected("input_cohort.csv"), radscores = Expected("expected_4_radscore.csv");
        radscores.TextColumn("id").ShouldBe(input.TextColumn("id"));
        scores ??= radscores.Column("radscore");
        ClinicalVariable Yes(string name) => ClinicalVariable.Categorical(name, input.TextColumn(name));
        EvaluationPatient[] patients = [.. Enumerable.Range(0, input.Rows).Select(r => new EvaluationPatient(input.Text(r, "id"), asOne ? "TRAIN" : input.Text(r, "centre"), input.Text(r, "label") == "1", scores[r])
        {
            ReaderHigh = input.Text(r, "mri_aln_burden") == "1",
            Pattern = r % 3 == 0 ? "non-mass" : "mass",
            Months = input.Number(r, "time_months"),
            Event = input.Text(r, "event") == "1",
        })];
        return new EvaluationData(
            patients, ["TRAIN"], cutOff ?? new CutOff(0, "zero"), [Yes("menopause"), Yes("mri_aln_status"), Yes("mri_aln_burden")], ["menopause", "mri_aln_status", "mri_aln_burden"])
        {
            RadscoreUnit = 1,
        };
    }
}
