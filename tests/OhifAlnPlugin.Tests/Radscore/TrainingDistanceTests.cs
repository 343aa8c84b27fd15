using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Tests.Statistics;

namespace OhifAlnPlugin.Tests.Radscore;

/// <summary>The distance to the training cohort against R <c>mahalanobis</c> (golden 27_mahalanobis).</summary>
public sealed class TrainingDistanceTests
{
    private const string Folder = "27_mahalanobis";
    private const double Tolerance = 1e-9;
    private static readonly string[] Names = ["f1", "f2", "f3", "f4"];

    [Fact]
    public void Distances_and_shares_of_new_cases_are_those_of_R()
    {
        double[][] cases = Rows("input_new.csv");
        GoldenTable expected = GoldenTable.Read(Folder, "expected_new.csv");
        TrainingDistance distance = TrainingDistance.Of(Rows("input.csv"));
        for (int row = 0; row < cases.Length; row++)
        {
            TrainingDistanceReading found = distance.Measure(cases[row]);
            found.Distance.ShouldBe(expected.Number(row, "distance"), Tolerance);
            found.Shares.Select((s, i) => Math.Abs(s - expected.Number(row, $"share{i + 1}"))).Max().ShouldBeLessThan(Tolerance);
            found.Shares.Sum().ShouldBe(1, 1e-12);
        }
    }

    [Fact]
    public void Every_training_case_is_measured_against_the_others_as_in_R()
    {
        GoldenTable quantiles = GoldenTable.Read(Folder, "expected_quantiles.csv");
        double[] found = TrainingDistance.Of(Rows("input.csv")).LeaveOneOut.ToArray();

        found.Zip(quantiles.Column("quantile"), (f, e) => Math.Abs(f - e)).Max().ShouldBeLessThan(Tolerance);
    }

    [Fact]
    public void The_band_follows_the_cohorts_own_distances()
    {
        TrainingDistance distance = TrainingDistance.Of(Rows("input.csv"));
        double[] quantiles = distance.LeaveOneOut.ToArray();
        double perUnit = distance.Measure(Along(distance, 1)).Distance;

        distance.Measure(Along(distance, 0)).Band.ShouldBe(TrainingBand.Inside);
        distance.Measure(Along(distance, quantiles[94] / perUnit)).Band.ShouldBe(TrainingBand.Inside);
        distance.Measure(Along(distance, quantiles[97] / perUnit)).Band.ShouldBe(TrainingBand.Edge);
        distance.Measure(Along(distance, 1.01 * quantiles[99] / perUnit)).Band.ShouldBe(TrainingBand.Outside);
        distance.Measure(Along(distance, 0)).Shares.ShouldAllBe(s => s == 0);
    }

    [Fact]
    public void Features_that_are_copies_of_each_other_still_have_a_distance()
    {
        double[][] twice = [.. Rows("input.csv").Select(r => new[] { r[0], r[0] })];

        TrainingDistance.Of(twice).Measure([5, 5]).Distance.ShouldBeInRange(1, 1e4);
        TrainingDistance.Of(twice).Measure([5, -5]).Band.ShouldBe(TrainingBand.Outside);
    }

    [Fact]
    public void Too_few_cases_and_constant_features_are_refused()
    {
        Should.Throw<ArgumentException>(() => TrainingDistance.Of([[1, 2], [2, 1]])).Message.ShouldContain("has 2 cases; a distance to it needs at least 3");
        Should.Throw<ArgumentException>(() => TrainingDistance.Of([[1, 2], [2, 2], [3, 2]])).Message.ShouldContain("variance of feature 2 in the training cohort is 0");
    }

    private static double[] Along(TrainingDistance distance, double step) => [.. distance.Centre.Select(c => c + step)];

    private static double[][] Rows(string file)
    {
        GoldenTable table = GoldenTable.Read(Folder, file);
        return [.. Enumerable.Range(0, table.Rows).Select(r => Names.Select(n => table.Number(r, n)).ToArray())];
    }
}
