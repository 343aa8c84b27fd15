using System.Globalization;

namespace OhifAlnPlugin.Benchmarks.Cohort;

/// <summary>Seconds per step and round, of ours and of R.</summary>
internal sealed class StepTimes
{
    private readonly Dictionary<string, List<double>> _ours = [];
    private readonly Dictionary<string, List<double>> _theirs = [];

    /// <summary>Takes our times; those of a round that does not count are dropped.</summary>
    public Action<string, double> Ours(bool counts) => (step, seconds) => Add(_ours, step, seconds, counts);

    /// <summary>Takes R's times, likewise.</summary>
    public Action<string, double> Theirs(bool counts) => (step, seconds) => Add(_theirs, step, seconds, counts);

    /// <summary>A row of the table.</summary>
    /// <param name="step">The step.</param>
    /// <param name="words">The same for a reader.</param>
    /// <param name="difference">Largest difference of the results; NaN when not compared.</param>
    public string Row(string step, string words, double difference)
    {
        double ours = Median(_ours[step]);
        bool both = _theirs.TryGetValue(step, out List<double>? theirs);
        string r = both ? Median(theirs!).ToString("F3", CultureInfo.InvariantCulture) : "–";
        string ratio = both ? Median([.. theirs!.Zip(_ours[step], (t, o) => t / o)]).ToString("F1", CultureInfo.InvariantCulture) : "–";
        return string.Create(CultureInfo.InvariantCulture, $"| {words} | {ours:F3} | {r} | {ratio} | {(double.IsNaN(difference) ? "–" : difference.ToString("E1", CultureInfo.InvariantCulture))} |");
    }

    /// <summary>Sum of our medians of some steps, seconds.</summary>
    public double Sum(params string[] steps) => steps.Sum(s => Median(_ours[s]));

    private static void Add(Dictionary<string, List<double>> times, string step, double seconds, bool counts)
    {
        if (counts)
        {
            times.TryAdd(step, []);
            times[step].Add(seconds);
        }
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
