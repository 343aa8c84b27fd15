namespace OhifAlnPlugin.Harmonization;

/// <summary>A centre's own estimates, before shrinking, on standardised features; cases in which a feature is missing are left out.</summary>
/// <param name="count">Number of features.</param>
/// <param name="meanOnly">Whether variances are left alone.</param>
internal sealed class BatchEffect(int count, bool meanOnly)
{
    private readonly double[] _squares = new double[count];

    /// <summary>n: number of the centre's cases that have each feature.</summary>
    public int[] Present { get; } = new int[count];

    /// <summary>γ̂: mean of each standardised feature.</summary>
    public double[] Shift { get; } = new double[count];

    /// <summary>δ̂: sample variance of each; 1 when only means are aligned.</summary>
    public double[] Scale { get; } = new double[count];

    /// <summary>Sum of squares of a standardised feature around any value: Σ(z − z̄)² + n(z̄ − c)².</summary>
    /// <param name="feature">Index of the feature.</param>
    /// <param name="centre">c.</param>
    public double SquaresAround(int feature, double centre)
    {
        double distance = Shift[feature] - centre;
        return _squares[feature] + (Present[feature] * distance * distance);
    }

    /// <summary>Sets the estimates of one feature.</summary>
    /// <param name="feature">Index of the feature.</param>
    /// <param name="residuals">Around the centre's mean, in the feature's unit.</param>
    /// <param name="shift">γ̂.</param>
    /// <param name="deviation">Standard deviation of the standardisation.</param>
    public void Set(int feature, Residuals residuals, double shift, double deviation)
    {
        Present[feature] = residuals.Present;
        Shift[feature] = shift;
        _squares[feature] = residuals.Squares / (deviation * deviation);
        Scale[feature] = meanOnly ? 1 : _squares[feature] / (residuals.Present - 1);
    }
}
