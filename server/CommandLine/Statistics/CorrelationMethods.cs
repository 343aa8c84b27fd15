using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Correlation of columns.</summary>
internal static class CorrelationMethods
{
    private static readonly StatisticOption Columns = new("columns", "", "columns to correlate; all numeric ones when left out");

    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        new("spearman", "stats::cor.test(method = \"spearman\")", "Spearman's correlation of every pair of columns, with Benjamini-Hochberg p.", [Columns], i => Pairs(i, CorrelationKind.Spearman)),
        new("pearson", "stats::cor.test", "Pearson's correlation of every pair of columns, with Benjamini-Hochberg p.", [Columns], i => Pairs(i, CorrelationKind.Pearson)),
        new("findcorrelation", "caret::findCorrelation", "Columns to leave out so that no two of the rest are correlated more strongly than a cut-off.",
            [Columns, new("cutoff", "0.9", "largest |r| that may remain"), new("method", "pearson", "pearson or spearman"), new("exact", "", "true or false; exact below 100 columns when left out")], ToRemove),
    ];

    private static StatisticTable Pairs(StatisticInput input, CorrelationKind kind)
    {
        IReadOnlyList<string> columns = input.ColumnsOf("columns");
        List<(string A, string B, int N, TestResult Test, double R)> pairs = [];
        for (int i = 0; i < columns.Count; i++)
        {
            for (int j = i + 1; j < columns.Count; j++)
            {
                StatisticInput complete = input.Complete(columns[i], columns[j]);
                double[] x = complete.Numbers(columns[i]), y = complete.Numbers(columns[j]);
                (TestResult test, double r) = kind == CorrelationKind.Spearman
                    ? (Correlation.SpearmanTest(x, y), Correlation.Spearman(x, y))
                    : (Correlation.PearsonTest(x, y), Correlation.Pearson(x, y));
                pairs.Add((columns[i], columns[j], complete.Cases, test, r));
            }
        }

        double[] adjusted = PValueAdjustment.BenjaminiHochberg([.. pairs.Select(p => p.Test.PValue)]);
        var answer = new StatisticTable();
        for (int k = 0; k < pairs.Count; k++)
        {
            (string a, string b, int n, TestResult test, double r) = pairs[k];
            answer.Add(("a", a), ("b", b), (kind == CorrelationKind.Spearman ? "rho" : "r", r), ("statistic", test.Statistic), ("p", test.PValue), ("p_BH", adjusted[k]), ("n", n));
        }

        return answer;
    }

    private static StatisticTable ToRemove(StatisticInput input)
    {
        IReadOnlyList<string> columns = input.ColumnsOf("columns");
        StatisticInput complete = input.Complete(columns);
        CorrelationKind kind = input.Text("method") switch
        {
            "pearson" => CorrelationKind.Pearson,
            "spearman" => CorrelationKind.Spearman,
            string other => throw new CommandException($"--method is '{other}'; there are pearson and spearman."),
        };
        bool? exact = input.Optional("exact") is { } text ? text == "true" : null;
        var answer = new StatisticTable();
        foreach (int column in CorrelatedFeatures.ToRemove(Correlation.Matrix([.. columns.Select(complete.Numbers)], kind), input.Number("cutoff"), exact))
        {
            answer.Add(("removed", columns[column]), ("index", column + 1));
        }

        return answer;
    }
}
