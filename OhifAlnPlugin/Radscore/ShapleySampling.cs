using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Shapley values of many features by sampled orders, with their standard errors.</summary>
/// <remarks>
/// φᵢ is the mean, over all orders of the features and all background cases, of what feature i changes when the patient's values replace the background
/// case's one after another (Castro, Gómez and Tejada 2009, Comput Oper Res 36:1726). Every background case gets the same number of random orders, each
/// with its reverse (antithetic); only the choice of orders is random, and the standard error is that of the stratified mean. Every order's changes add up
/// to score − score of the background case, so that the contributions sum to score − baseline whatever was drawn. The same input gives the same bits.
/// </remarks>
internal static class ShapleySampling
{
    /// <summary>Scores computed, about; it bounds the time.</summary>
    private const int Evaluations = 40_000;

    /// <summary>Pairs of orders per background case, at least: fewer have no standard error.</summary>
    private const int FewestPairs = 2;

    private const ulong Seed = 1;

    /// <summary>Computes them.</summary>
    /// <param name="score">The score of one case; called from several threads.</param>
    /// <param name="patient">The patient's features.</param>
    /// <param name="background">Background cases, each as long as <paramref name="patient"/>.</param>
    public static ShapleyValues Compute(CaseScore score, double[] patient, IReadOnlyList<double[]> background)
    {
        int features = patient.Length, pairs = Math.Max(FewestPairs, Evaluations / (2 * background.Count * features));
        double[][] means = new double[background.Count][], variances = new double[background.Count][];
        double[] scores = new double[background.Count];
        SeededRandom random = new(Seed);
        Parallel.For(0, background.Count, row =>
        {
            (means[row], variances[row]) = OfCase(score, patient, background[row], pairs, random.Fork((ulong)row));
            scores[row] = score(background[row]);
        });
        double rows = background.Count;
        double[] contributions = [.. Enumerable.Range(0, features).Select(i => means.Sum(m => m[i]) / rows)];
        double[] errors = [.. Enumerable.Range(0, features).Select(i => Math.Sqrt(variances.Sum(v => v[i]) / pairs) / rows)];
        return new ShapleyValues(scores.Sum() / rows, contributions, errors);
    }

    /// <summary>Mean change by each feature against one background case, and the sample variance over pairs of orders.</summary>
    private static (double[] Mean, double[] Variance) OfCase(CaseScore score, double[] patient, double[] background, int pairs, SeededRandom random)
    {
        int features = patient.Length;
        double[] sum = new double[features], squares = new double[features], mixed = new double[features];
        int[] order = [.. Enumerable.Range(0, features)];
        for (int p = 0; p < pairs; p++)
        {
            double[] change = new double[features];
            random.Shuffle(order.AsSpan());
            Walk(score, patient, background, order, mixed, change);
            Array.Reverse(order);
            Walk(score, patient, background, order, mixed, change);
            for (int i = 0; i < features; i++)
            {
                double half = change[i] / 2;
                sum[i] += half;
                squares[i] += half * half;
            }
        }

        double[] mean = [.. sum.Select(s => s / pairs)];
        return (mean, [.. squares.Select((q, i) => Math.Max(q - (pairs * mean[i] * mean[i]), 0) / (pairs - 1))]);
    }

    /// <summary>Replaces the background case's values by the patient's in an order, and adds what each replacement changes.</summary>
    private static void Walk(CaseScore score, double[] patient, double[] background, int[] order, double[] mixed, double[] change)
    {
        background.CopyTo(mixed, 0);
        double before = score(mixed);
        foreach (int i in order)
        {
            mixed[i] = patient[i];
            double after = score(mixed);
            change[i] += after - before;
            before = after;
        }
    }
}
