using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Radiomics.Features.FirstOrder;

/// <summary>The distribution of the ROI's intensities: what the first-order features are computed from.</summary>
internal sealed class IntensityStatistics
{
    /// <summary>Added to p inside every logarithm, as in PyRadiomics: the spacing of doubles at 1.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    private readonly double[] _intensities;
    private readonly Lazy<double[]> _sorted;
    private readonly Lazy<(double M2, double M3, double M4)> _moments;
    private readonly Lazy<double> _energy;

    /// <summary>Wraps the intensities of a ROI.</summary>
    /// <param name="intensities">ROI voxels, at least one, finite.</param>
    /// <param name="levelCounts">ROI voxels per grey level, shape (Ng,).</param>
    /// <param name="shift">Constant c added before squaring in Energy.</param>
    /// <param name="voxelVolumeMm3">Volume of one voxel, mm³.</param>
    public IntensityStatistics(double[] intensities, IReadOnlyList<int> levelCounts, double shift, double voxelVolumeMm3)
    {
        (_intensities, LevelCounts, VoxelVolumeMm3) = (intensities, levelCounts, voxelVolumeMm3);
        Mean = Sum(intensities) / intensities.Length;
        _sorted = new(() =>
        {
            double[] sorted = [.. intensities];
            Array.Sort(sorted);
            return sorted;
        });
        _moments = new(() => CentralMoments(intensities, Mean));
        _energy = new(() => SumOfSquares(intensities, shift));
    }

    /// <summary>Number of ROI voxels, Np.</summary>
    public int Count => _intensities.Length;

    /// <summary>Volume of one voxel, mm³.</summary>
    public double VoxelVolumeMm3 { get; }

    /// <summary>ROI voxels per grey level.</summary>
    public IReadOnlyList<int> LevelCounts { get; }

    /// <summary>Mean µ.</summary>
    public double Mean { get; }

    /// <summary>Σ(x + c)².</summary>
    public double Energy => _energy.Value;

    /// <summary>Second central moment, divided by Np.</summary>
    public double M2 => _moments.Value.M2;

    /// <summary>Third central moment, divided by Np.</summary>
    public double M3 => _moments.Value.M3;

    /// <summary>Fourth central moment, divided by Np.</summary>
    public double M4 => _moments.Value.M4;

    /// <summary>Smallest intensity.</summary>
    public double Minimum => _sorted.Value[0];

    /// <summary>Largest intensity.</summary>
    public double Maximum => _sorted.Value[^1];

    /// <summary>Percentile, 0 … 100.</summary>
    public double Percentile(double percent) => Percentiles.Of(_sorted.Value, percent);

    /// <summary>Mean distance from the mean.</summary>
    public double MeanAbsoluteDeviation() => MeanAbsoluteDeviation(_intensities);

    /// <summary>Mean distance from their own mean of the voxels between the 10th and 90th percentile, both included; NaN when there are none.</summary>
    public double RobustMeanAbsoluteDeviation()
    {
        double low = Percentile(10), high = Percentile(90);
        double[] sorted = _sorted.Value;
        int first = 0, end = sorted.Length;
        while (first < end && sorted[first] < low)
        {
            first++;
        }

        while (end > first && sorted[end - 1] > high)
        {
            end--;
        }

        return end > first ? MeanAbsoluteDeviation(sorted.AsSpan(first, end - first)) : double.NaN;
    }

    /// <summary>−Σ p log₂(p + ε) over the grey levels.</summary>
    public double Entropy()
    {
        double entropy = 0;
        foreach (int count in LevelCounts)
        {
            double p = (double)count / Count;
            entropy -= p * Math.Log2(p + Epsilon);
        }

        return entropy;
    }

    /// <summary>Σ p² over the grey levels.</summary>
    public double Uniformity()
    {
        double sum = 0;
        foreach (int count in LevelCounts)
        {
            double p = (double)count / Count;
            sum += p * p;
        }

        return sum;
    }

    private static double MeanAbsoluteDeviation(ReadOnlySpan<double> x)
    {
        double mean = Sum(x) / x.Length;
        Vector256<double> mu = Vector256.Create(mean), total = default;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            total += Vector256.Abs(Vector256.Create(x[i..]) - mu);
        }

        double sum = Vector256.Sum(total);
        for (; i < x.Length; i++)
        {
            sum += Math.Abs(x[i] - mean);
        }

        return sum / x.Length;
    }

    private static double Sum(ReadOnlySpan<double> x)
    {
        Vector256<double> total = default;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            total += Vector256.Create(x[i..]);
        }

        double sum = Vector256.Sum(total);
        for (; i < x.Length; i++)
        {
            sum += x[i];
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<double> x, double shift)
    {
        Vector256<double> c = Vector256.Create(shift), total = default;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> shifted = Vector256.Create(x[i..]) + c;
            total += shifted * shifted;
        }

        double sum = Vector256.Sum(total);
        for (; i < x.Length; i++)
        {
            sum += (x[i] + shift) * (x[i] + shift);
        }

        return sum;
    }

    private static (double M2, double M3, double M4) CentralMoments(ReadOnlySpan<double> x, double mean)
    {
        Vector256<double> mu = Vector256.Create(mean), s2 = default, s3 = default, s4 = default;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> d = Vector256.Create(x[i..]) - mu, d2 = d * d;
            s2 += d2;
            s3 += d2 * d;
            s4 += d2 * d2;
        }

        double m2 = Vector256.Sum(s2), m3 = Vector256.Sum(s3), m4 = Vector256.Sum(s4);
        for (; i < x.Length; i++)
        {
            double d = x[i] - mean, d2 = d * d;
            m2 += d2;
            m3 += d2 * d;
            m4 += d2 * d2;
        }

        return (m2 / x.Length, m3 / x.Length, m4 / x.Length);
    }
}
