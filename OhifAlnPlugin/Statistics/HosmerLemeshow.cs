using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Hosmer-Lemeshow test: do events in groups of rising predicted probability come as often as predicted?</summary>
/// <remarks>Hosmer and Lemeshow 1980; groups by quantiles (type 7) of the predictions, as R <c>ResourceSelection::hoslem.test</c>. A large p is no proof of good calibration.</remarks>
public static class HosmerLemeshow
{
    /// <summary>Tests predictions.</summary>
    /// <param name="probabilities">Predicted probability of each case, in [0, 1].</param>
    /// <param name="outcomes">Its outcome.</param>
    /// <param name="groups">Number of groups asked for; equal predictions may leave fewer.</param>
    /// <returns>χ² = Σ (O − E)²/E over groups and outcomes, with groups − 2 degrees of freedom.</returns>
    /// <exception cref="ArgumentException">Counts differ, a probability is out of range, or fewer than three groups remain.</exception>
    public static HosmerLemeshowResult Test(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, int groups = 10)
    {
        Calibration.Require(probabilities, outcomes);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 3);
        double[] sorted = [.. probabilities.Order()];
        double[] ends = [.. Enumerable.Range(0, groups + 1).Select(g => Scaling.Quantile(sorted, g / (double)groups)).Distinct()];
        if (ends.Length < 4)
        {
            throw new ArgumentException($"The predictions take too few values: {ends.Length - 1} groups of the {groups} asked for can be told apart, and 3 are needed.", nameof(probabilities));
        }

        CalibrationGroup[] made = new CalibrationGroup[ends.Length - 1];
        for (int g = 0; g < made.Length; g++)
        {
            int[] cases = [.. Enumerable.Range(0, probabilities.Count).Where(i => probabilities[i] <= ends[g + 1] && (probabilities[i] > ends[g] || (g == 0 && probabilities[i] >= ends[0])))];
            made[g] = new CalibrationGroup(ends[g], ends[g + 1], cases.Length, cases.Count(i => outcomes[i]), cases.Sum(i => probabilities[i]));
        }

        double statistic = made.Sum(g => (Square(g.Events - g.Expected) / g.Expected) + (Square(g.Events - g.Expected) / (g.Cases - g.Expected)));
        int degrees = made.Length - 2;
        return new HosmerLemeshowResult(new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, degrees), "Hosmer-Lemeshow", degrees), made);
    }

    private static double Square(double v) => v * v;
}

/// <summary>A Hosmer-Lemeshow test.</summary>
/// <param name="Test">χ² and p.</param>
/// <param name="Groups">The groups, predictions rising.</param>
public sealed record HosmerLemeshowResult(TestResult Test, IReadOnlyList<CalibrationGroup> Groups);

/// <summary>Cases of similar prediction.</summary>
/// <param name="Low">Smallest prediction, excluded but for the first group.</param>
/// <param name="High">Largest prediction.</param>
/// <param name="Cases">Cases.</param>
/// <param name="Events">Events observed.</param>
/// <param name="Expected">Events expected: sum of the predictions.</param>
public sealed record CalibrationGroup(double Low, double High, int Cases, int Events, double Expected);
