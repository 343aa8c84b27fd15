using MathNet.Numerics;

namespace OhifAlnPlugin.Numerics;

/// <summary>Probabilities beyond a value, computed without the cancellation of 1 − CDF.</summary>
public static class TailProbabilities
{
    /// <summary>P(Z &gt; z) of the standard normal distribution.</summary>
    /// <param name="z">Any value.</param>
    public static double NormalUpper(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);

    /// <summary>P(|Z| &gt; |z|) of the standard normal distribution.</summary>
    /// <param name="z">Any value; NaN gives NaN.</param>
    public static double NormalTwoSided(double z) => double.IsNaN(z) ? double.NaN : SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);

    /// <summary>P(|T| &gt; |t|) of Student's distribution: I_{ν/(ν+t²)}(ν/2, ½).</summary>
    /// <param name="t">Any value; NaN gives NaN.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    public static double StudentTwoSided(double t, double degreesOfFreedom)
    {
        if (double.IsNaN(t) || double.IsNaN(degreesOfFreedom))
        {
            return double.NaN;
        }

        return double.IsInfinity(t) ? 0 : SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));
    }

    /// <summary>P(T &gt; t) of Student's distribution.</summary>
    /// <param name="t">Any value; NaN gives NaN.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    public static double StudentUpper(double t, double degreesOfFreedom)
    {
        double half = StudentTwoSided(t, degreesOfFreedom) / 2;
        return t < 0 ? 1 - half : half;
    }

    /// <summary>P(X &gt; x) of the χ² distribution: Q(ν/2, x/2).</summary>
    /// <param name="x">Any value; NaN gives NaN, negative gives 1.</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    public static double ChiSquareUpper(double x, double degreesOfFreedom)
    {
        if (double.IsNaN(x) || double.IsNaN(degreesOfFreedom))
        {
            return double.NaN;
        }

        return x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>P(F &gt; f) of Fisher's distribution: I_{d₂/(d₂+d₁f)}(d₂/2, d₁/2).</summary>
    /// <param name="f">Any value; NaN gives NaN, negative gives 1.</param>
    /// <param name="numerator">d₁ &gt; 0.</param>
    /// <param name="denominator">d₂ &gt; 0.</param>
    public static double FisherUpper(double f, double numerator, double denominator)
    {
        if (double.IsNaN(f))
        {
            return double.NaN;
        }

        return f <= 0 ? 1 : double.IsInfinity(f) ? 0 : SpecialFunctions.BetaRegularized(denominator / 2, numerator / 2, denominator / (denominator + (numerator * f)));
    }
}
