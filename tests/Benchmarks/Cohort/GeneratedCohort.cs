using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Benchmarks.Cohort;

/// <summary>A generated cohort: correlated features read twice, of several centres that differ in mean and variance, with an outcome.</summary>
internal sealed class GeneratedCohort
{
    private const int Factors = 40;

    private GeneratedCohort(double[][] first, double[][] second, string[] centres, bool[] outcomes)
    {
        First = first;
        Second = second;
        Centres = centres;
        Outcomes = outcomes;
    }

    /// <summary>First reading: one array per feature, one value per patient.</summary>
    public double[][] First { get; }

    /// <summary>Second reading, likewise.</summary>
    public double[][] Second { get; }

    /// <summary>Centre of each patient.</summary>
    public string[] Centres { get; }

    /// <summary>Outcome of each patient; about three in ten.</summary>
    public bool[] Outcomes { get; }

    /// <summary>Draws a cohort.</summary>
    /// <param name="patients">Number of patients.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="centres">Number of centres.</param>
    /// <param name="seed">Same seed, same cohort.</param>
    public static GeneratedCohort Draw(int patients, int features, int centres, ulong seed)
    {
        var random = new SeededRandom(seed);
        double[][] factors = [.. Enumerable.Range(0, patients).Select(_ => Normals(random, Factors))];
        int[] centre = [.. Enumerable.Range(0, patients).Select(i => i % centres)];
        bool[] outcomes = [.. factors.Select(f => (0.6 * f[0]) + (0.5 * f[1]) - (0.4 * f[2]) + random.Normal() > 0.75)];
        var first = new double[features][];
        var second = new double[features][];
        for (int j = 0; j < features; j++)
        {
            double[] loadings = Normals(random, 3), shift = Normals(random, centres);
            int from = random.Below(Factors - 2);
            double[] spread = [.. Enumerable.Range(0, centres).Select(_ => Math.Exp(0.2 * random.Normal()))];
            double readers = 0.05 + (0.6 * random.NextDouble());
            double[] values = [.. factors.Select((f, i) =>
                ((loadings[0] * f[from]) + (loadings[1] * f[from + 1]) + (loadings[2] * f[from + 2]) + (0.5 * random.Normal())) * spread[centre[i]] + (0.5 * shift[centre[i]]))];
            first[j] = values;
            second[j] = [.. values.Select(v => v + (readers * random.Normal()))];
        }

        return new GeneratedCohort(first, second, [.. centre.Select(c => $"Centre {c + 1}")], outcomes);
    }

    private static double[] Normals(SeededRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];
}
