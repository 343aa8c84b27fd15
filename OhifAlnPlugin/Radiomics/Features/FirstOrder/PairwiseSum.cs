using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Radiomics.Features.FirstOrder;

/// <summary>What is summed: a function of each value.</summary>
internal interface ITerm
{
    /// <summary>Term of four values.</summary>
    Vector256<double> Of(Vector256<double> x);

    /// <summary>Term of one value.</summary>
    double Of(double x);
}

/// <summary>x itself.</summary>
internal readonly struct Identity : ITerm
{
    public Vector256<double> Of(Vector256<double> x) => x;

    public double Of(double x) => x;
}

/// <summary>|x − centre|.</summary>
internal readonly struct Distance(double centre) : ITerm
{
    public Vector256<double> Of(Vector256<double> x) => Vector256.Abs(x - Vector256.Create(centre));

    public double Of(double x) => Math.Abs(x - centre);
}

/// <summary>(x − centre)² , ³ or ⁴.</summary>
internal readonly struct ShiftedPower(double centre, int power) : ITerm
{
    public Vector256<double> Of(Vector256<double> x)
    {
        Vector256<double> d = x - Vector256.Create(centre), d2 = d * d;
        return power switch { 2 => d2, 3 => d2 * d, _ => d2 * d2 };
    }

    public double Of(double x)
    {
        double d = x - centre, d2 = d * d;
        return power switch { 2 => d2, 3 => d2 * d, _ => d2 * d2 };
    }
}

/// <summary>Pairwise summation in the order of numpy: blocks of at most 128 values with eight running sums, blocks added in pairs.</summary>
/// <remarks>
/// The error grows with log n instead of n, and the same order gives the same bits as numpy, so that the mean of equal
/// values is the same on both sides. Vector256, not Vector&lt;T&gt;: a fixed lane count gives the same bits everywhere.
/// </remarks>
internal static class PairwiseSum
{
    private const int Block = 128;

    /// <summary>Sums a term over values.</summary>
    /// <param name="x">Values, shape (n,).</param>
    /// <param name="term">What is summed.</param>
    /// <returns>Σ term(x); 0 when empty.</returns>
    public static double Of<TTerm>(ReadOnlySpan<double> x, TTerm term)
        where TTerm : struct, ITerm
    {
        if (x.Length <= Block)
        {
            return x.Length < 8 ? Few(x, term) : OfBlock(x, term);
        }

        int half = x.Length / 2;
        half -= half % 8;
        return Of(x[..half], term) + Of(x[half..], term);
    }

    private static double Few<TTerm>(ReadOnlySpan<double> x, TTerm term)
        where TTerm : struct, ITerm
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += term.Of(value);
        }

        return sum;
    }

    private static double OfBlock<TTerm>(ReadOnlySpan<double> x, TTerm term)
        where TTerm : struct, ITerm
    {
        Vector256<double> a = term.Of(Vector256.Create(x)), b = term.Of(Vector256.Create(x[4..]));
        int i = 8;
        for (; i <= x.Length - 8; i += 8)
        {
            a += term.Of(Vector256.Create(x[i..]));
            b += term.Of(Vector256.Create(x[(i + 4)..]));
        }

        double sum = a[0] + a[1] + (a[2] + a[3]) + (b[0] + b[1] + (b[2] + b[3]));
        for (; i < x.Length; i++)
        {
            sum += term.Of(x[i]);
        }

        return sum;
    }
}
