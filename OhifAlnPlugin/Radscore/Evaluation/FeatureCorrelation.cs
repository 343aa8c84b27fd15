using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>How a radscore's features go together: Spearman's ρ of each pair.</summary>
/// <param name="Features">Names of the features.</param>
/// <param name="Patients">Patients of whom all features are known.</param>
/// <param name="Rho">ρ of each pair, NaN where a feature does not vary.</param>
public sealed record FeatureCorrelation(IReadOnlyList<string> Features, int Patients, double[,] Rho)
{
    /// <summary>Computes it.</summary>
    /// <param name="features">Names of the features.</param>
    /// <param name="values">Per feature, one value per patient; patients with a missing one are left out.</param>
    /// <exception cref="ArgumentException">Fewer than three patients have all features.</exception>
    public static FeatureCorrelation Of(IReadOnlyList<string> features, IReadOnlyList<double[]> values)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(values);
        int[] complete = [.. Enumerable.Range(0, values[0].Length).Where(p => values.All(v => double.IsFinite(v[p])))];
        return complete.Length < 3
            ? throw new ArgumentException($"{complete.Length} patients have all features; a correlation needs 3.", nameof(values))
            : new FeatureCorrelation([.. features], complete.Length, Correlation.Matrix([.. values.Select(v => complete.Select(p => v[p]).ToArray())], CorrelationKind.Spearman));
    }
}
