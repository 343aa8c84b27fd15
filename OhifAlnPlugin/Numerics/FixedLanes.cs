using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Numerics;

/// <summary>Sums over arrays of doubles in sixteen fixed lanes: fast where there are vector instructions, and the same bits everywhere.</summary>
/// <remarks>Lane l adds the terms l, l + 16, …; the lanes are added in one fixed order, the rest of the terms last.</remarks>
internal static class FixedLanes
{
    private const int Step = 16;

    /// <summary>Σ aᵢ·bᵢ.</summary>
    /// <param name="a">First factors.</param>
    /// <param name="b">Second factors, as many.</param>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b[..a.Length]);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint i = 0, whole = (nuint)(a.Length - (a.Length % Step));
        for (; i < whole; i += Step)
        {
            s0 += Vector256.LoadUnsafe(ref x, i) * Vector256.LoadUnsafe(ref y, i);
            s1 += Vector256.LoadUnsafe(ref x, i + 4) * Vector256.LoadUnsafe(ref y, i + 4);
            s2 += Vector256.LoadUnsafe(ref x, i + 8) * Vector256.LoadUnsafe(ref y, i + 8);
            s3 += Vector256.LoadUnsafe(ref x, i + 12) * Vector256.LoadUnsafe(ref y, i + 12);
        }

        double sum = Total(s0, s1, s2, s3);
        for (int rest = (int)whole; rest < a.Length; rest++)
        {
            sum += a[rest] * b[rest];
        }

        return sum;
    }

    /// <summary>Σ wᵢ·xᵢ².</summary>
    /// <param name="w">Weights.</param>
    /// <param name="x">Values, as many.</param>
    public static double WeightedSquares(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        ref double u = ref MemoryMarshal.GetReference(w), v = ref MemoryMarshal.GetReference(x[..w.Length]);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint i = 0, whole = (nuint)(w.Length - (w.Length % Step));
        for (; i < whole; i += Step)
        {
            Vector256<double> a = Vector256.LoadUnsafe(ref v, i), b = Vector256.LoadUnsafe(ref v, i + 4);
            Vector256<double> c = Vector256.LoadUnsafe(ref v, i + 8), d = Vector256.LoadUnsafe(ref v, i + 12);
            s0 += Vector256.LoadUnsafe(ref u, i) * a * a;
            s1 += Vector256.LoadUnsafe(ref u, i + 4) * b * b;
            s2 += Vector256.LoadUnsafe(ref u, i + 8) * c * c;
            s3 += Vector256.LoadUnsafe(ref u, i + 12) * d * d;
        }

        double sum = Total(s0, s1, s2, s3);
        for (int rest = (int)whole; rest < w.Length; rest++)
        {
            sum += w[rest] * x[rest] * x[rest];
        }

        return sum;
    }

    /// <summary>Σ (xᵢ − c).</summary>
    /// <param name="x">Values.</param>
    /// <param name="centre">c; 0 for the plain sum.</param>
    public static double Sum(ReadOnlySpan<double> x, double centre = 0)
    {
        ref double v = ref MemoryMarshal.GetReference(x);
        var c = Vector256.Create(centre);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint i = 0, whole = (nuint)(x.Length - (x.Length % Step));
        for (; i < whole; i += Step)
        {
            s0 += Vector256.LoadUnsafe(ref v, i) - c;
            s1 += Vector256.LoadUnsafe(ref v, i + 4) - c;
            s2 += Vector256.LoadUnsafe(ref v, i + 8) - c;
            s3 += Vector256.LoadUnsafe(ref v, i + 12) - c;
        }

        double sum = Total(s0, s1, s2, s3);
        for (int rest = (int)whole; rest < x.Length; rest++)
        {
            sum += x[rest] - centre;
        }

        return sum;
    }

    /// <summary>Σ (xᵢ − c)².</summary>
    /// <param name="x">Values.</param>
    /// <param name="centre">c.</param>
    public static double SquaresAround(ReadOnlySpan<double> x, double centre)
    {
        ref double v = ref MemoryMarshal.GetReference(x);
        var c = Vector256.Create(centre);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        nuint i = 0, whole = (nuint)(x.Length - (x.Length % Step));
        for (; i < whole; i += Step)
        {
            Vector256<double> d0 = Vector256.LoadUnsafe(ref v, i) - c, d1 = Vector256.LoadUnsafe(ref v, i + 4) - c;
            Vector256<double> d2 = Vector256.LoadUnsafe(ref v, i + 8) - c, d3 = Vector256.LoadUnsafe(ref v, i + 12) - c;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }

        double sum = Total(s0, s1, s2, s3);
        for (int rest = (int)whole; rest < x.Length; rest++)
        {
            sum += (x[rest] - centre) * (x[rest] - centre);
        }

        return sum;
    }

    /// <summary>yᵢ ← yᵢ + f·wᵢ·xᵢ.</summary>
    /// <param name="y">Changed in place.</param>
    /// <param name="factor">f.</param>
    /// <param name="w">Weights, as many.</param>
    /// <param name="x">Values, as many.</param>
    public static void AddWeighted(Span<double> y, double factor, ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        ref double target = ref MemoryMarshal.GetReference(y);
        ref double u = ref MemoryMarshal.GetReference(w[..y.Length]), v = ref MemoryMarshal.GetReference(x[..y.Length]);
        var f = Vector256.Create(factor);
        nuint i = 0, whole = (nuint)(y.Length - (y.Length % 4));
        for (; i < whole; i += 4)
        {
            (Vector256.LoadUnsafe(ref target, i) + (f * Vector256.LoadUnsafe(ref u, i) * Vector256.LoadUnsafe(ref v, i))).StoreUnsafe(ref target, i);
        }

        for (int rest = (int)whole; rest < y.Length; rest++)
        {
            y[rest] += factor * w[rest] * x[rest];
        }
    }

    /// <summary>yᵢ ← yᵢ + f·xᵢ.</summary>
    /// <param name="y">Changed in place.</param>
    /// <param name="factor">f.</param>
    /// <param name="x">Values, as many.</param>
    public static void AddScaled(Span<double> y, double factor, ReadOnlySpan<double> x)
    {
        ref double target = ref MemoryMarshal.GetReference(y), v = ref MemoryMarshal.GetReference(x[..y.Length]);
        var f = Vector256.Create(factor);
        nuint i = 0, whole = (nuint)(y.Length - (y.Length % 4));
        for (; i < whole; i += 4)
        {
            (Vector256.LoadUnsafe(ref target, i) + (f * Vector256.LoadUnsafe(ref v, i))).StoreUnsafe(ref target, i);
        }

        for (int rest = (int)whole; rest < y.Length; rest++)
        {
            y[rest] += factor * x[rest];
        }
    }

    private static double Total(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        Vector256<double> s = (a + b) + (c + d);
        return (s[0] + s[1]) + (s[2] + s[3]);
    }
}
