namespace OhifAlnPlugin.Statistics;

/// <summary>Mean squares of a table of cases × readers.</summary>
/// <param name="Cases">Number of cases n.</param>
/// <param name="Readers">Number of readers k.</param>
/// <param name="Between">Between cases.</param>
/// <param name="Within">Within cases.</param>
/// <param name="Raters">Between readers.</param>
/// <param name="Error">Residual of the two-way table.</param>
internal sealed record MeanSquares(int Cases, int Readers, double Between, double Within, double Raters, double Error)
{
    /// <summary>Sums of squares below this part of the squared values are rounding noise and taken as 0.</summary>
    private const double Noise = 1e-26;

    public static MeanSquares Of(IReadOnlyList<double[]> readings)
    {
        Require(readings);
        int k = readings.Count, n = readings[0].Length;
        double[] caseMeans = [.. Enumerable.Range(0, n).Select(i => readings.Average(r => r[i]))];
        double[] readerMeans = [.. readings.Select(r => CompensatedSum.Mean(r))];
        double grand = CompensatedSum.Mean(caseMeans), between = 0, raters = 0, within = 0, error = 0, size = 0;
        for (int i = 0; i < n; i++)
        {
            between += k * Square(caseMeans[i] - grand);
            for (int j = 0; j < k; j++)
            {
                double x = readings[j][i];
                within += Square(x - caseMeans[i]);
                error += Square(x - caseMeans[i] - readerMeans[j] + grand);
                size += x * x;
            }
        }

        foreach (double mean in readerMeans)
        {
            raters += n * Square(mean - grand);
        }

        double Clean(double sum) => sum <= Noise * size ? 0 : sum;
        return new MeanSquares(
            n, k, Clean(between) / (n - 1), Clean(within) / (n * (k - 1.0)), Clean(raters) / (k - 1), Clean(error) / ((n - 1) * (k - 1.0)));
    }

    private static double Square(double x) => x * x;

    private static void Require(IReadOnlyList<double[]> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        if (readings.Count < 2 || readings[0].Length < 2)
        {
            throw new ArgumentException(
                $"There are {readings.Count} readers and {(readings.Count > 0 ? readings[0].Length : 0)} cases; at least two of each are needed.", nameof(readings));
        }

        for (int j = 0; j < readings.Count; j++)
        {
            if (readings[j].Length != readings[0].Length)
            {
                throw new ArgumentException($"Reader {j + 1} has {readings[j].Length} cases, the first has {readings[0].Length}.", nameof(readings));
            }

            if (Array.FindIndex(readings[j], x => !double.IsFinite(x)) is var at && at >= 0)
            {
                throw new ArgumentException($"Reader {j + 1} has the value {readings[j][at]} for case {at + 1}; leave out cases that lack a reading.", nameof(readings));
            }
        }
    }
}
