using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>How well features agree between two readings of the same patients: ICC(A,1).</summary>
/// <param name="Reading">Name of the second reading.</param>
/// <param name="Patients">Patients read twice.</param>
/// <param name="Features">Every feature with its ICC; NaN where nothing varies.</param>
public sealed record FeatureAgreement(string Reading, int Patients, IReadOnlyList<(string Feature, IccResult Icc)> Features)
{
    /// <summary>ICC above which a feature counts as reproducible.</summary>
    public const double Threshold = 0.75;

    /// <summary>Features above <see cref="Threshold"/>.</summary>
    public int Reproducible => Features.Count(f => f.Icc.Value > Threshold);

    /// <summary>Computes it.</summary>
    /// <param name="reading">Name of the second reading.</param>
    /// <param name="features">Names of the features.</param>
    /// <param name="first">Per feature, one value per patient of the first reading.</param>
    /// <param name="second">The same of the second reading, patients in the same order.</param>
    /// <exception cref="ArgumentException">Counts differ, or there are fewer than two patients.</exception>
    public static FeatureAgreement Of(string reading, IReadOnlyList<string> features, IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (features.Count == 0 || first[0].Length < 2)
        {
            throw new ArgumentException($"Agreement of '{reading}' needs a feature and two patients read twice; there are {features.Count} features.", nameof(features));
        }

        return new FeatureAgreement(reading, first[0].Length, [.. features.Select((name, f) => (name, Agreement(first[f], second[f])))]);
    }

    private static IccResult Agreement(double[] first, double[] second)
    {
        int[] complete = [.. Enumerable.Range(0, first.Length).Where(p => double.IsFinite(first[p]) && double.IsFinite(second[p]))];
        return complete.Length < 2
            ? new IccResult(double.NaN, new ConfidenceInterval(double.NaN, double.NaN, 0.95), new TestResult(double.NaN, double.NaN, "F"))
            : IntraclassCorrelation.Compute([[.. complete.Select(p => first[p])], [.. complete.Select(p => second[p])]], IccForm.Agreement);
    }
}
