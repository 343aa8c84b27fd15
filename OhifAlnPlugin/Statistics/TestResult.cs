namespace OhifAlnPlugin.Statistics;

/// <summary>Outcome of a statistical test.</summary>
/// <param name="Statistic">The test statistic, as the method defines it.</param>
/// <param name="PValue">p in [0, 1]; NaN where the test is undefined.</param>
/// <param name="Method">What was done, e.g. <c>exact</c> or <c>normal approximation, continuity corrected</c>.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom, or null where the test has none.</param>
/// <param name="Interval">Confidence interval of the tested difference, or null.</param>
public sealed record TestResult(
    double Statistic, double PValue, string Method, double? DegreesOfFreedom = null, ConfidenceInterval? Interval = null);

/// <summary>Direction of a test.</summary>
public enum Alternative
{
    /// <summary>The groups differ.</summary>
    TwoSided,

    /// <summary>The first is smaller.</summary>
    Less,

    /// <summary>The first is greater.</summary>
    Greater,
}
