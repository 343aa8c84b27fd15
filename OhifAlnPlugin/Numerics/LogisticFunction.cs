namespace OhifAlnPlugin.Numerics;

/// <summary>The logistic function, the inverse of the logit.</summary>
public static class LogisticFunction
{
    /// <summary>1/(1 + e^−x).</summary>
    /// <param name="x">Log odds, any value.</param>
    /// <returns>A probability in [0, 1].</returns>
    public static double Of(double x) => 1 / (1 + Math.Exp(-x));
}
