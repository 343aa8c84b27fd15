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
        Mean = PairwiseSum.Of(intensities, default(Identity)) / intensities.Length;
        _sorted = new(() =>
        {
            double[] sorted = [.. intensities];
            Array.Sort(sorted);
            return sorted;
        });
        _moments = new(() => CentralMoments(intensities, Mean));
        _energy = new(() => PairwiseSum.Of(intensities, new ShiftedPower(-shift, 2)));
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
        double mean = PairwiseSum.Of(x, default(Identity)) / x.Length;
        return PairwiseSum.Of(x, new Distance(mean)) / x.Length;
    }

    private static (double M2, double M3, double M4) CentralMoments(double[] x, double mean) => (
        PairwiseSum.Of(x, new ShiftedPower(mean, 2)) / x.Length,
        PairwiseSum.Of(x, new ShiftedPower(mean, 3)) / x.Length,
        PairwiseSum.Of(x, new ShiftedPower(mean, 4)) / x.Length);
}
