using System.Numerics;
using System.Text;

namespace OhifAlnPlugin.Numerics;

/// <summary>Pseudo-random numbers that follow from a seed alone: the same seed gives the same sequence everywhere.</summary>
/// <remarks>
/// xoshiro256** 1.0 (Blackman and Vigna 2021, ACM Trans. Math. Softw. 47:36), its state filled by SplitMix64 as the
/// authors advise. Period 2²⁵⁶−1. Not for secrets. Not safe for threads: <see cref="Fork(ulong)"/> gives each its own.
/// </remarks>
public sealed class SeededRandom
{
    private readonly ulong _seed;
    private ulong _s0, _s1, _s2, _s3;
    private double _spareNormal = double.NaN;

    /// <summary>Starts the sequence of a seed.</summary>
    /// <param name="seed">Any value; seeds that differ by one bit give unrelated sequences.</param>
    public SeededRandom(ulong seed)
    {
        _seed = seed;
        (_s0, _s1, _s2, _s3) = (SplitMix(seed, 1), SplitMix(seed, 2), SplitMix(seed, 3), SplitMix(seed, 4));
    }

    internal SeededRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>The n-th output of SplitMix64 started at a state: a fast, stateless hash of (state, n).</summary>
    /// <param name="state">Start state, any value.</param>
    /// <param name="n">Which output, 1 for the first.</param>
    /// <returns>64 uniform bits.</returns>
    /// <remarks>Steele, Lea and Flood 2014, OOPSLA: finaliser of state + n·0x9E3779B97F4A7C15.</remarks>
    public static ulong SplitMix(ulong state, ulong n)
    {
        ulong z = state + (n * 0x9E3779B97F4A7C15UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Another sequence that depends on this one's seed and a number, and not on how much was drawn so far.</summary>
    /// <param name="stream">Which sequence, e.g. a patient's number.</param>
    /// <returns>A new generator.</returns>
    public SeededRandom Fork(ulong stream) => new(SplitMix(_seed ^ 0xD1B54A32D192ED03UL, stream));

    /// <summary>Another sequence that depends on this one's seed and a name, and not on how much was drawn so far.</summary>
    /// <param name="stream">Name of the sequence, e.g. "vessels".</param>
    /// <returns>A new generator.</returns>
    public SeededRandom Fork(string stream)
    {
        ulong hash = 0xCBF29CE484222325UL;
        foreach (byte b in Encoding.UTF8.GetBytes(stream))
        {
            hash = (hash ^ b) * 0x100000001B3UL;
        }

        return Fork(hash);
    }

    /// <summary>The next 64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform deviate in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform deviate in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end, ≥ low.</param>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A uniform integer in [0, <paramref name="count"/>), without modulo bias.</summary>
    /// <param name="count">Number of outcomes, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">count &lt; 1.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ulong limit = ulong.MaxValue - (ulong.MaxValue % (ulong)count);
        ulong bits = NextUInt64();
        while (bits >= limit)
        {
            bits = NextUInt64();
        }

        return (int)(bits % (ulong)count);
    }

    /// <summary>True with a probability.</summary>
    /// <param name="probability">P(true), in [0, 1].</param>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A normal deviate.</summary>
    /// <param name="mean">μ.</param>
    /// <param name="standardDeviation">σ ≥ 0.</param>
    /// <remarks>Marsaglia's polar method (1964); both deviates of a pair are used.</remarks>
    public double Normal(double mean = 0, double standardDeviation = 1)
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return mean + (standardDeviation * spare);
        }

        double u, v, s;
        do
        {
            (u, v) = (Uniform(-1, 1), Uniform(-1, 1));
            s = (u * u) + (v * v);
        }
        while (s is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Math.Log(s) / s);
        _spareNormal = v * scale;
        return mean + (standardDeviation * u * scale);
    }

    /// <summary>One of several outcomes with given weights.</summary>
    /// <param name="weights">Weights ≥ 0, at least one &gt; 0; they need not sum to 1.</param>
    /// <returns>Index of the outcome.</returns>
    /// <exception cref="ArgumentException">No weight is positive.</exception>
    public int Weighted(params ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double w in weights)
        {
            total += w;
        }

        if (!(total > 0))
        {
            throw new ArgumentException("At least one weight must be greater than 0.", nameof(weights));
        }

        double at = NextDouble() * total;
        int n = 0;
        while (n < weights.Length - 1 && (at -= weights[n]) >= 0)
        {
            n++;
        }

        return n;
    }

    /// <summary>Permutes in place, every order equally likely (Fisher and Yates).</summary>
    /// <param name="items">The items.</param>
    /// <typeparam name="T">Type of an item.</typeparam>
    public void Shuffle<T>(Span<T> items)
    {
        for (int n = items.Length - 1; n > 0; n--)
        {
            int m = Below(n + 1);
            (items[n], items[m]) = (items[m], items[n]);
        }
    }
}
