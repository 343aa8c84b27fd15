namespace OhifAlnPlugin.Radscore;

/// <summary>One input of a radscore model: which feature, how it is explained, how it is scaled, how it was distributed in training.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RadscoreFeature
{
    /// <summary>Number of stored quantiles: 0 %, 1 %, … 100 %.</summary>
    public const int QuantileCount = TrainingQuantiles.Count;

    private readonly TrainingQuantiles _quantiles;

    /// <summary>Describes a feature.</summary>
    /// <param name="name">PyRadiomics key, e.g. <c>original_shape_Sphericity</c>.</param>
    /// <param name="label">Short name for the panel.</param>
    /// <param name="explanation">One line in a radiologist's words.</param>
    /// <param name="unit">Unit, <c>1</c> when dimensionless.</param>
    /// <param name="mean">Mean of the training cohort.</param>
    /// <param name="standardDeviation">Population standard deviation of the training cohort, &gt; 0.</param>
    /// <param name="quantiles">The 0 %, 1 %, … 100 % quantiles of the training cohort, never falling.</param>
    /// <exception cref="ArgumentException">A text is empty, a number is not finite, the standard deviation is not positive, or the quantiles are not 101 sorted numbers.</exception>
    public RadscoreFeature(
        string name, string label, string explanation, string unit, double mean, double standardDeviation, ReadOnlySpan<double> quantiles)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentException.ThrowIfNullOrWhiteSpace(explanation);
        ArgumentException.ThrowIfNullOrWhiteSpace(unit);
        FiniteNumbers.Require([mean, standardDeviation], $"The scaling of feature '{name}'", nameof(mean));
        if (standardDeviation <= 0)
        {
            throw new ArgumentException($"The standard deviation of feature '{name}' is {standardDeviation}; it must be positive.", nameof(standardDeviation));
        }

        Name = name;
        Label = label;
        Explanation = explanation;
        Unit = unit;
        Mean = mean;
        StandardDeviation = standardDeviation;
        _quantiles = new TrainingQuantiles(quantiles, $"feature '{name}'");
    }

    /// <summary>PyRadiomics key.</summary>
    public string Name { get; }

    /// <summary>Short name for the panel.</summary>
    public string Label { get; }

    /// <summary>One line in a radiologist's words, e.g. "how round the tumour is".</summary>
    public string Explanation { get; }

    /// <summary>Unit; <c>1</c> when dimensionless.</summary>
    public string Unit { get; }

    /// <summary>Mean of the training cohort.</summary>
    public double Mean { get; }

    /// <summary>Population standard deviation of the training cohort.</summary>
    public double StandardDeviation { get; }

    /// <summary>The 0 %, 1 %, … 100 % quantiles of the training cohort.</summary>
    public ReadOnlySpan<double> Quantiles => _quantiles.Values;

    /// <summary>z-score (value − mean)/standard deviation.</summary>
    /// <param name="value">Feature value.</param>
    public double Scale(double value) => (value - Mean) / StandardDeviation;

    /// <summary>Where a value lies in the training cohort.</summary>
    /// <param name="value">Feature value, finite.</param>
    /// <returns>Per cent in [0, 100]: linear between stored quantiles, the middle of the range where several quantiles are equal to the value.</returns>
    public double PercentileOf(double value) => _quantiles.PercentileOf(value);

    /// <summary>Whether a value lies outside everything seen in training.</summary>
    /// <param name="value">Feature value, finite.</param>
    public bool IsOutsideTraining(double value) => value < _quantiles.Least || value > _quantiles.Most;
}
