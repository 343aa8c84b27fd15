using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Harmonization;

/// <summary>A centre's own estimates, before shrinking, from standardised features.</summary>
/// <param name="Name">The centre.</param>
/// <param name="Cases">Indices of its cases.</param>
/// <param name="Shift">γ̂: mean of each standardised feature.</param>
/// <param name="Scale">δ̂: sample variance of each; 1 when only means are aligned.</param>
internal sealed record BatchEffect(string Name, int[] Cases, double[] Shift, double[] Scale)
{
    /// <summary>Estimates the effect of a centre.</summary>
    /// <param name="name">The centre.</param>
    /// <param name="standardised">One array per feature, one value per case, NaN where missing.</param>
    /// <param name="cases">The centre's cases.</param>
    /// <param name="meanOnly">Whether variances are left alone.</param>
    public static BatchEffect Estimate(string name, IReadOnlyList<double[]> standardised, int[] cases, bool meanOnly)
    {
        double[] shift = new double[standardised.Count], scale = new double[standardised.Count];
        for (int j = 0; j < standardised.Count; j++)
        {
            double[] present = [.. cases.Select(i => standardised[j][i]).Where(v => !double.IsNaN(v))];
            (shift[j], double variance) = present.Length > 0 ? Scaling.SampleMoments(present) : (double.NaN, double.NaN);
            scale[j] = meanOnly ? 1 : variance;
        }

        return new BatchEffect(name, cases, shift, scale);
    }
}
