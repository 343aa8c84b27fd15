using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>ICC against R psych 2.2.9 and irr 0.84.1 (golden 01_icc).</summary>
public sealed class IntraclassCorrelationTests
{
    private const string Folder = "01_icc";

    private static readonly Dictionary<string, IccForm> Psych = new()
    {
        ["ICC1"] = IccForm.OneWay,
        ["ICC2"] = IccForm.Agreement,
        ["ICC3"] = IccForm.Consistency,
        ["ICC1k"] = IccForm.OneWayAverage,
        ["ICC2k"] = IccForm.AgreementAverage,
        ["ICC3k"] = IccForm.ConsistencyAverage,
    };

    private static readonly GoldenTable Input = GoldenTable.Read(Folder, "input_50cases_2readers.csv");

    [Theory]
    [InlineData("f1")]
    [InlineData("f2")]
    [InlineData("f3")]
    [InlineData("f4")]
    [InlineData("f5")]
    [InlineData("f6")]
    [InlineData("f7")]
    [InlineData("f8")]
    [InlineData("f10")]
    [InlineData("f11")]
    public void Every_form_is_that_of_psych(string feature)
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_psych.csv");
        foreach (int row in expected.RowsWhere("dataset", feature))
        {
            string type = expected.Text(row, "type");
            IccResult found = IntraclassCorrelation.Compute(Readings(feature), Psych[type]);

            found.Value.ShouldBeNear(expected.Number(row, "ICC"), 1e-9, type);
            found.Interval.Low.ShouldBeNear(expected.Number(row, "lower95"), 1e-9, type);
            found.Interval.High.ShouldBeNear(expected.Number(row, "upper95"), 1e-9, type);
            found.Test.PValue.ShouldBeNear(expected.Number(row, "p"), 1e-9, type);
            found.Test.DegreesOfFreedom.ShouldBe(expected.Number(row, "df2"), type);
            if (feature != "f11")
            {
                found.Test.Statistic.ShouldBeNear(expected.Number(row, "F"), 1e-9, type);
            }
        }
    }

    [Fact]
    public void Single_forms_and_their_intervals_are_those_of_irr()
    {
        GoldenTable expected = GoldenTable.Read(Folder, "expected_irr.csv");
        foreach (int row in expected.RowsWhere("unit", "single").Where(r => expected.Text(r, "dataset") is not ("shrout_fleiss" or "f9" or "f11")))
        {
            IccForm form = expected.Text(row, "model") == "oneway" ? IccForm.OneWay : expected.Text(row, "type") == "agreement" ? IccForm.Agreement : IccForm.Consistency;
            IccResult found = IntraclassCorrelation.Compute(Readings(expected.Text(row, "dataset")), form);

            found.Value.ShouldBeNear(expected.Number(row, "ICC"), 1e-9);
            found.Interval.Low.ShouldBeNear(expected.Number(row, "lower95"), 1e-9);
            found.Interval.High.ShouldBeNear(expected.Number(row, "upper95"), 1e-9);
        }
    }

    [ReferenceFact]
    public void The_table_of_Shrout_and_Fleiss_is_met()
    {
        double[][] judges = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]];
        string[] lines = File.ReadAllLines(Reference.PathOf("stats", "01_icc", "expected_psych.csv"));
        foreach (string line in lines.Where(l => l.StartsWith("\"shrout_fleiss\"", StringComparison.Ordinal)))
        {
            string[] fields = line.Replace("\"", "", StringComparison.Ordinal).Split(',');
            IccResult found = IntraclassCorrelation.Compute(judges, Psych[fields[2]]);
            found.Value.ShouldBeNear(double.Parse(fields[3]), 1e-9, fields[2]);
            found.Interval.Low.ShouldBeNear(double.Parse(fields[8]), 1e-9, fields[2]);
            found.Interval.High.ShouldBeNear(double.Parse(fields[9]), 1e-9, fields[2]);
        }
    }

    [Fact]
    public void A_feature_that_never_varies_has_no_icc()
    {
        IccResult found = IntraclassCorrelation.Compute(Readings("f9"), IccForm.Agreement);

        found.Value.ShouldBe(double.NaN);
        found.Interval.Low.ShouldBe(double.NaN);
    }

    [Fact]
    public void A_missing_reading_is_named() =>
        Should.Throw<ArgumentException>(() => IntraclassCorrelation.Compute([[1, 2, 3], [1, double.NaN, 3]], IccForm.Agreement))
            .Message.ShouldContain("Reader 2 has the value NaN for case 2");

    private static double[][] Readings(string feature) => [Input.Column($"{feature}_reader1"), Input.Column($"{feature}_reader2")];
}
