using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Removal of correlated features against R caret 6.0-93 (golden 05_findcorrelation).</summary>
public sealed class CorrelatedFeaturesTests
{
    private const string Folder = "05_findcorrelation";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["A"] = "input_A_15features.csv",
        ["B"] = "input_B_120features.csv",
        ["C_zero_variance"] = "input_C_zero_variance_f4.csv",
        ["D_duplicates"] = "input_D_exact_duplicates.csv",
    };

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C_zero_variance")]
    [InlineData("D_duplicates")]
    [InlineData("single_feature")]
    public void The_same_features_go_as_in_R(string dataset)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected.csv");
        GoldenTable input = GoldenTable.Read(Folder, Files.GetValueOrDefault(dataset, Files["A"]));
        string[] names = dataset == "single_feature" ? ["f1"] : [.. input.Columns];
        double[][] features = [.. names.Select(input.Column)];
        foreach (int row in expected.RowsWhere("dataset", dataset))
        {
            double[,] r = Correlation.Matrix(features, expected.Text(row, "method") == "pearson" ? CorrelationKind.Pearson : CorrelationKind.Spearman);
            double cutOff = expected.Number(row, "cutoff");
            bool? exact = expected.Text(row, "exact") switch { "TRUE" => true, "FALSE" => false, _ => null };
            string what = $"{expected.Text(row, "method")} {cutOff} {exact}";
            if (expected.Text(row, "error").Length > 0)
            {
                Should.Throw<ArgumentException>(() => CorrelatedFeatures.ToRemove(r, cutOff, exact), what);
                continue;
            }

            IReadOnlyList<int> removed = CorrelatedFeatures.ToRemove(r, cutOff, exact);
            string.Join(';', removed.Order().Select(k => names[k])).ShouldBe(expected.Text(row, "removed"), what);
            string.Join(';', removed.Select(k => names[k])).ShouldBe(expected.Text(row, "removal_order_returned"), what);
        }
    }
}
