using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>The two decomposition filters of a discrete wavelet.</summary>
public sealed class WaveletFamily
{
    private static readonly WaveletFamily[] All =
    [
        Orthogonal("haar", 0.7071067811865476, 0.7071067811865476),
        Orthogonal("db1", 0.7071067811865476, 0.7071067811865476),
        Orthogonal("db2", -0.12940952255126037, 0.2241438680420134, 0.8365163037378079, 0.48296291314453416),
        Orthogonal("db3", 0.03522629188570953, -0.08544127388202666, -0.13501102001025458, 0.45987750211849154, 0.8068915093110925, 0.33267055295008263),
        Orthogonal("db4", -0.010597401785069032, 0.0328830116668852, 0.030841381835560764, -0.18703481171909309, -0.027983769416859854, 0.6308807679298589, 0.7148465705529157, 0.2303778133088965),
        Orthogonal("sym2", -0.12940952255126037, 0.2241438680420134, 0.8365163037378079, 0.48296291314453416),
        Orthogonal("sym3", 0.03522629188570953, -0.08544127388202666, -0.13501102001025458, 0.45987750211849154, 0.8068915093110925, 0.33267055295008263),
        Orthogonal("sym4", -0.07576571478927333, -0.02963552764599851, 0.49761866763201545, 0.8037387518059161, 0.29785779560527736, -0.09921954357684722, -0.012603967262037833, 0.0322231006040427),
        Orthogonal("coif1", -0.015655728135791993, -0.07273261951252645, 0.3848648468648578, 0.8525720202116004, 0.3378976624574818, -0.07273261951252645),
        new("bior1.1", [0.7071067811865476, 0.7071067811865476], [-0.7071067811865476, 0.7071067811865476]),
        new(
            "bior1.3",
            [-0.08838834764831845, 0.08838834764831845, 0.7071067811865476, 0.7071067811865476, 0.08838834764831845, -0.08838834764831845],
            [0, 0, -0.7071067811865476, 0.7071067811865476, 0, 0]),
    ];

    private WaveletFamily(string name, double[] low, double[] high) => (Name, LowPass, HighPass) = (name, low, high);

    /// <summary>A tap in single precision. Coiflets are tabulated divided by √2 in PyWavelets, so that theirs are rounded twice.</summary>
    internal float Single(double tap) =>
        Name.StartsWith("coif", StringComparison.Ordinal) ? (float)(tap / Math.Sqrt(2)) * (float)Math.Sqrt(2) : (float)tap;

    /// <summary>Name as in PyWavelets.</summary>
    public string Name { get; }

    /// <summary>Low-pass decomposition filter, shape (L,), L even.</summary>
    public IReadOnlyList<double> LowPass { get; }

    /// <summary>High-pass decomposition filter, shape (L,).</summary>
    public IReadOnlyList<double> HighPass { get; }

    /// <summary>Names of the families there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>Finds a family.</summary>
    /// <param name="name">Name as in PyWavelets.</param>
    /// <returns>The family.</returns>
    /// <exception cref="RadiomicsException">There is no such family here.</exception>
    public static WaveletFamily Named(string name) =>
        Array.Find(All, f => f.Name == name)
        ?? throw new RadiomicsException($"Unknown wavelet '{name}'; did you mean '{NearestName.To(name, Names)}'? Known: {string.Join(", ", Names)}.");

    /// <summary>The high-pass filter of an orthogonal wavelet is its low-pass filter in reverse with alternating signs.</summary>
    private static WaveletFamily Orthogonal(string name, params double[] low)
    {
        double[] high = new double[low.Length];
        for (int k = 0; k < low.Length; k++)
        {
            high[k] = (k % 2 == 0 ? -1 : 1) * low[low.Length - 1 - k];
        }

        return new(name, low, high);
    }
}
