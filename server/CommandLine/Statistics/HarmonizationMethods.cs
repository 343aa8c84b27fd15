using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Harmonisation and scaling.</summary>
internal static class HarmonizationMethods
{
    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("combat", "neuroCombat::neuroCombat", "Features harmonised between centres.",
            [
                new("batch", "batch", "column of the centre"), new("covariates", "", "columns whose effect is kept; never the outcome"), new("features", "", "columns to harmonise; all other numeric ones when left out"),
                new("reference", "", "centre that stays as it is"), new("mean-only", "false", "align means alone"), new("no-eb", "false", "use each feature's own estimates"), new("non-parametric", "false", "non-parametric priors"),
            ],
            Harmonised),
        new("zscore", "base::scale", "Features less their mean, over their sample standard deviation.", [new("features", "", "columns to scale; all numeric ones when left out")], Scaled),
    ];

    private static StatisticTable Harmonised(StatisticInput input)
    {
        string batch = input.Text("batch");
        IReadOnlyList<string> covariates = input.List("covariates"), features = input.ColumnsOf("features", [batch, "label", .. covariates]);
        var options = new CombatOptions
        {
            ReferenceBatch = input.Optional("reference"), MeanOnly = input.Flag("mean-only"), EmpiricalBayes = !input.Flag("no-eb"), Parametric = !input.Flag("non-parametric"),
        };
        CombatFit fit = Combat.Fit([.. features.Select(input.Numbers)], input.Texts(batch), options, [.. covariates.Select(input.Numbers)]);
        return WithIds(input, features, fit.Harmonised);
    }

    private static StatisticTable Scaled(StatisticInput input)
    {
        IReadOnlyList<string> features = input.ColumnsOf("features");
        return WithIds(input, features, [.. features.Select(f =>
        {
            double[] values = input.Numbers(f), present = [.. values.Where(v => !double.IsNaN(v))];
            (double mean, double variance) = Scaling.SampleMoments(present);
            return values.Select(v => (v - mean) / Math.Sqrt(variance)).ToArray();
        })]);
    }

    private static StatisticTable WithIds(StatisticInput input, IReadOnlyList<string> features, IReadOnlyList<double[]> values)
    {
        var answer = new StatisticTable();
        string[]? ids = input.Columns.Contains("id") ? input.Texts("id") : null;
        for (int i = 0; i < input.Cases; i++)
        {
            IEnumerable<(string, object)> row = features.Select((f, j) => (f, (object)values[j][i]));
            answer.Add([.. ids is null ? row : row.Prepend(("id", ids[i]))]);
        }

        return answer;
    }
}
