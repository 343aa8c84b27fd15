using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace OhifAlnPlugin.Numerics;

/// <summary>Quantiles of distributions, to the last few bits of double precision.</summary>
public static class Quantiles
{
    /// <summary>z with P(Z ≤ z) = p for the standard normal distribution.</summary>
    /// <param name="p">In [0, 1].</param>
    public static double Normal(double p)
    {
        double z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p);
        if (!double.IsFinite(z))
        {
            return z;
        }

        // One Newton step removes the error of the rational approximation.
        double error = z > 0 ? (1 - p) - TailProbabilities.NormalUpper(z) : TailProbabilities.NormalUpper(-z) - p;
        return z - (error / MathNet.Numerics.Distributions.Normal.PDF(0, 1, z));
    }

    /// <summary>x with I_x(a, b) = p: the quantile of the beta distribution.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <param name="a">First shape, &gt; 0.</param>
    /// <param name="b">Second shape, &gt; 0.</param>
    public static double Beta(double p, double a, double b) => p switch
    {
        <= 0 => 0,
        >= 1 => 1,
        _ => Bisect(x => SpecialFunctions.BetaRegularized(a, b, x) - p, 0, 1),
    };

    /// <summary>t with P(T ≤ t) = p for Student's distribution.</summary>
    /// <param name="p">In (0, 1).</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    public static double Student(double p, double degreesOfFreedom)
    {
        if (p < 0.5)
        {
            return -Student(1 - p, degreesOfFreedom);
        }

        double high = 1;
        while (TailProbabilities.StudentUpper(high, degreesOfFreedom) > 1 - p)
        {
            high *= 2;
        }

        return Bisect(t => (1 - p) - TailProbabilities.StudentUpper(t, degreesOfFreedom), 0, high);
    }

    /// <summary>f with P(F ≤ f) = p for Fisher's distribution.</summary>
    /// <param name="p">In (0, 1).</param>
    /// <param name="numerator">d₁ &gt; 0.</param>
    /// <param name="denominator">d₂ &gt; 0.</param>
    public static double Fisher(double p, double numerator, double denominator)
    {
        double high = 1;
        while (TailProbabilities.FisherUpper(high, numerator, denominator) > 1 - p)
        {
            high *= 2;
        }

        return Bisect(f => (1 - p) - TailProbabilities.FisherUpper(f, numerator, denominator), 0, high);
    }

    /// <summary>x with P(X ≤ x) = p for the χ² distribution.</summary>
    /// <param name="p">In (0, 1).</param>
    /// <param name="degreesOfFreedom">ν &gt; 0.</param>
    public static double ChiSquare(double p, double degreesOfFreedom)
    {
        double high = 1;
        while (TailProbabilities.ChiSquareUpper(high, degreesOfFreedom) > 1 - p)
        {
            high *= 2;
        }

        return Bisect(x => (1 - p) - TailProbabilities.ChiSquareUpper(x, degreesOfFreedom), 0, high);
    }

    /// <summary>Halves the interval around the root of a rising function until it holds no number between its ends.</summary>
    private static double Bisect(Func<double, double> rising, double low, double high)
    {
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (rising(middle) < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}
