namespace OhifAlnPlugin.Radscore;

/// <summary>Features and outcome of the patients of a cohort.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RadscoreCohort
{
    /// <summary>Puts a cohort together.</summary>
    /// <param name="name">Name of the cohort, as it appears in the model card.</param>
    /// <param name="featureNames">Distinct feature names.</param>
    /// <param name="cases">One array per patient with one value per feature; NaN where undefined.</param>
    /// <param name="highBurden">Whether each patient has a high burden.</param>
    /// <exception cref="ArgumentException">Counts differ or a name occurs twice.</exception>
    public RadscoreCohort(string name, IReadOnlyList<string> featureNames, IReadOnlyList<double[]> cases, IReadOnlyList<bool> highBurden)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(highBurden);
        if (cases.Count != highBurden.Count)
        {
            throw new ArgumentException($"The cohort '{name}' has {cases.Count} cases and {highBurden.Count} outcomes.", nameof(highBurden));
        }

        if (featureNames.Distinct(StringComparer.Ordinal).Count() != featureNames.Count)
        {
            throw new ArgumentException($"A feature name occurs twice in the cohort '{name}'.", nameof(featureNames));
        }

        for (int c = 0; c < cases.Count; c++)
        {
            if (cases[c].Length != featureNames.Count)
            {
                throw new ArgumentException($"Case {c + 1} of the cohort '{name}' has {cases[c].Length} values for {featureNames.Count} features.", nameof(cases));
            }
        }

        Name = name;
        FeatureNames = [.. featureNames];
        Cases = [.. cases];
        HighBurden = [.. highBurden];
    }

    /// <summary>Name of the cohort.</summary>
    public string Name { get; }

    /// <summary>Feature names, in the order of the values of a case.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>One array per patient.</summary>
    public IReadOnlyList<double[]> Cases { get; }

    /// <summary>Whether each patient has a high burden.</summary>
    public IReadOnlyList<bool> HighBurden { get; }

    /// <summary>All patients' values of one feature.</summary>
    /// <param name="feature">Index of the feature.</param>
    internal double[] Column(int feature) => [.. Cases.Select(c => c[feature])];
}
