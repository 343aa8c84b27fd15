using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Tests.Statistics;

namespace OhifAlnPlugin.Tests.Harmonization;

/// <summary>ComBat against R neuroCombat (golden 02_combat).</summary>
public sealed class CombatTests
{
    private const string Folder = "02_combat";
    private const double Tolerance = 1e-9;

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input.csv");
    private static readonly string[] Names = [.. Enumerable.Range(1, 20).Select(j => $"f{j}")];

    public static TheoryData<string, CombatOptions, bool> Fits => new()
    {
        { "eb_nocov", new CombatOptions(), false },
        { "eb_cov", new CombatOptions(), true },
        { "eb_refA", new CombatOptions { ReferenceBatch = "A" }, false },
        { "eb_cov_refA", new CombatOptions { ReferenceBatch = "A" }, true },
        { "eb_meanonly", new CombatOptions { MeanOnly = true }, false },
        { "noeb_nocov", new CombatOptions { EmpiricalBayes = false }, false },
        { "nonparam_nocov", new CombatOptions { Parametric = false }, false },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void Every_variant_is_that_of_R(string name, CombatOptions options, bool covariates) =>
        ShouldBe(Combat.Fit(Features(Input), Input.TextColumn("batch"), options, covariates ? Covariates : []).Harmonised, $"expected_{name}.csv");

    [Theory]
    [InlineData("eb_nocov", null, false)]
    [InlineData("eb_cov", null, true)]
    [InlineData("eb_refA", "A", false)]
    public void New_cases_of_known_centres_are_those_of_R(string name, string? reference, bool covariates)
    {
        GoldenTable added = GoldenTable.Read(Folder, "input_new_known_batches.csv"), expected = GoldenTable.Read(Folder, $"expected_new_fromTraining_{name}.csv");
        CombatModel model = Combat.Fit(Features(Input), Input.TextColumn("batch"), new CombatOptions { ReferenceBatch = reference }, covariates ? Covariates : []).Model;

        double[][] columns = Features(added);
        for (int row = 0; row < added.Rows; row++)
        {
            double[] found = model.Apply([.. columns.Select(c => c[row])], added.Text(row, "batch"));
            for (int j = 0; j < Names.Length; j++)
            {
                found[j].ShouldBeNear(expected.Number(row, Names[j]), Tolerance, $"{added.Text(row, "id")} {Names[j]}");
            }
        }
    }

    [Fact]
    public void A_new_centre_is_aligned_to_the_harmonised_training_cases_as_in_R()
    {
        GoldenTable added = GoldenTable.Read(Folder, "input_new_centre_D.csv");
        GoldenTable expected = GoldenTable.Read(Folder, "expected_new_centre_D_refbatch_on_harmonised_training.csv");
        CombatModel before = Fit().Model, after = before.Onboard("D", Features(added), minimumCases: 12);

        double[][] columns = Features(added);
        for (int row = 0; row < added.Rows; row++)
        {
            double[] found = after.Apply([.. columns.Select(c => c[row])], "D");
            for (int j = 0; j < Names.Length; j++)
            {
                found[j].ShouldBeNear(expected.Number(row, Names[j]), Tolerance, $"{added.Text(row, "id")} {Names[j]}");
            }
        }

        double[] first = [.. Features(Input).Select(c => c[0])];
        after.Apply(first, "A").ShouldBe(before.Apply(first, "A"));
    }

    [Fact]
    public void A_frozen_model_gives_the_training_cases_as_the_fit_did()
    {
        CombatFit fit = Fit();
        double[] found = fit.Model.Apply([.. Features(Input).Select(c => c[7])], Input.Text(7, "batch"));
        found.ShouldBe(fit.Harmonised.Select(c => c[7]).ToArray());
    }

    [Fact]
    public void Missing_values_stay_missing_and_the_rest_is_fitted()
    {
        double[][] features = Features(Input);
        features[4][2] = features[4][29] = double.NaN;
        ShouldBe(Combat.Fit(features, Input.TextColumn("batch")).Harmonised, "edge_NA_f5_neuroCombat.csv");
    }

    [Fact]
    public void A_feature_constant_within_one_centre_is_adjusted()
    {
        double[][] features = Features(Input);
        foreach (int row in Input.RowsWhere("batch", "C"))
        {
            features[2][row] = 4;
        }

        ShouldBe(Combat.Fit(features, Input.TextColumn("batch")).Harmonised, "edge_const_in_batchC_f3_neuroCombat.csv");
    }

    [Fact]
    public void A_centre_of_two_cases_is_enough()
    {
        string[] batches = Input.TextColumn("batch");
        batches[58] = batches[59] = "Z";
        ShouldBe(Combat.Fit(Features(Input), batches).Harmonised, "edge_batchZ_two_samples.csv");
    }

    [Fact]
    public void A_centre_of_one_case_needs_means_only()
    {
        string[] batches = GoldenTable.Read(Folder, "edge_singleton_batches.csv").TextColumn("batch");
        Should.Throw<ArgumentException>(() => Combat.Fit(Features(Input), batches)).Message.ShouldContain("'Z' has a single case");
        ShouldBe(Combat.Fit(Features(Input), batches, new CombatOptions { MeanOnly = true }).Harmonised, "edge_singleton_sva.csv");
    }

    [Fact]
    public void What_cannot_be_harmonised_is_said()
    {
        string[] batches = Input.TextColumn("batch");
        double[] inA = [.. batches.Select(b => b == "A" ? 1.0 : 0)];
        double[][] constant = Features(Input);
        Array.Fill(constant[2], 4);

        Message(() => Combat.Fit(Features(Input), [.. batches.Select(_ => "A")])).ShouldContain("one centre");
        Message(() => Combat.Fit(Features(Input), batches, covariates: [inA])).ShouldContain("confounded");
        Message(() => Combat.Fit(constant, batches)).ShouldContain("Feature 3 is constant");
        Message(() => Combat.Fit(Features(Input)[..1], batches)).ShouldContain("at least two");
        Message(() => Combat.Fit(Features(Input), batches, new CombatOptions { ReferenceBatch = "Q" })).ShouldContain("'Q' is none of the centres A, B, C");
        Message(() => Fit().Model.Apply(new double[20], "Q")).ShouldContain("'Q' is unknown");
        Message(() => Fit().Model.Apply(new double[3], "A")).ShouldContain("3 features");
        Message(() => Fit().Model.Onboard("D", Features(GoldenTable.Read(Folder, "input_new_centre_D.csv")))).ShouldContain("12 cases");
    }

    private static double[][] Covariates => [Input.Column("label"), Input.Column("age")];

    private static CombatFit Fit() => Combat.Fit(Features(Input), Input.TextColumn("batch"));

    private static string Message(Action act) => Should.Throw<ArgumentException>(act).Message;

    private static double[][] Features(GoldenTable table) => [.. Names.Select(table.Column)];

    private static void ShouldBe(IReadOnlyList<double[]> found, string golden)
    {
        GoldenTable expected = GoldenTable.Read(Folder, golden);
        for (int j = 0; j < Names.Length; j++)
        {
            double[] column = expected.Column(Names[j]);
            for (int i = 0; i < column.Length; i++)
            {
                found[j][i].ShouldBeNear(column[i], Tolerance, $"{golden} row {i + 1} {Names[j]}");
            }
        }
    }
}
