using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>McNemar's test against R stats (golden 09_mcnemar).</summary>
public sealed class McNemarTests
{
    [Fact]
    public void Every_table_is_that_of_R()
    {
        GoldenTable input = GoldenTable.Read("09_mcnemar", "input.csv"), expected = GoldenTable.Read("09_mcnemar", "expected.csv");
        for (int row = 0; row < input.Rows; row++)
        {
            string name = input.Text(row, "case");
            int b = (int)input.Number(row, "A_correct_B_wrong"), c = (int)input.Number(row, "A_wrong_B_correct");
            TestResult corrected = McNemar.ChiSquare(b, c), plain = McNemar.ChiSquare(b, c, corrected: false);

            corrected.Statistic.ShouldBeNear(expected.Number(row, "chi2_corrected"), 1e-10, name);
            corrected.PValue.ShouldBeNear(expected.Number(row, "p_corrected"), 1e-10, name);
            plain.Statistic.ShouldBeNear(expected.Number(row, "chi2_uncorrected"), 1e-10, name);
            plain.PValue.ShouldBeNear(expected.Number(row, "p_uncorrected"), 1e-10, name);
            McNemar.Exact(b, c).PValue.ShouldBeNear(expected.Number(row, "p_exact"), 1e-10, name);
            McNemar.Exact(b, c, midP: true).PValue.ShouldBeNear(expected.Number(row, "p_midp"), 1e-10, name);
        }
    }

    [Fact]
    public void Negative_counts_are_refused() => Should.Throw<ArgumentOutOfRangeException>(() => McNemar.Exact(-1, 3));
}
