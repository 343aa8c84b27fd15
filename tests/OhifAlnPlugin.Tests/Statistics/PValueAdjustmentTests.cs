using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Adjusted p-values against R stats 4.2.2 (golden 15_fdr_bh).</summary>
public sealed class PValueAdjustmentTests
{
    [Fact]
    public void Every_method_is_that_of_R()
    {
        GoldenTable expected = GoldenTable.Read("15_fdr_bh", "expected.csv");
        foreach (string set in expected.TextColumn("set").Distinct())
        {
            int[] rows = expected.RowsWhere("set", set);
            double[] p = [.. rows.Select(r => expected.Number(r, "p"))];
            RequireColumn("BH", PValueAdjustment.BenjaminiHochberg(p));
            RequireColumn("BY", PValueAdjustment.BenjaminiYekutieli(p));
            RequireColumn("holm", PValueAdjustment.Holm(p));
            RequireColumn("bonferroni", PValueAdjustment.Bonferroni(p));
            RequireColumn("hochberg", PValueAdjustment.Hochberg(p));

            void RequireColumn(string column, double[] found)
            {
                for (int k = 0; k < rows.Length; k++)
                {
                    found[k].ShouldBeNear(expected.Number(rows[k], column), 1e-14, $"{set} {column}");
                }
            }
        }
    }

    [Fact]
    public void A_value_that_is_no_probability_is_named() =>
        Should.Throw<ArgumentException>(() => PValueAdjustment.Holm([0.1, 1.5])).Message.ShouldContain("p-value 2 is 1.5");
}
