namespace OhifAlnPlugin.Radiomics.Features.Texture;

/// <summary>
/// A count matrix P(i, j) over grey level i ≥ 1 and size j ≥ 1: run lengths, zone sizes or dependences.
/// GLRLM, GLSZM and GLDM features are the same functions of it.
/// </summary>
internal sealed class LevelSizeMatrix
{
    private readonly double[] _byLevel;
    private readonly double[] _bySize;
    private readonly double _pLogP;

    /// <summary>Sums a matrix up.</summary>
    /// <param name="levels">Grey level i of each cell with P &gt; 0.</param>
    /// <param name="sizes">Size j of each cell.</param>
    /// <param name="counts">P(i, j) of each cell, &gt; 0.</param>
    public LevelSizeMatrix(ReadOnlySpan<int> levels, ReadOnlySpan<int> sizes, ReadOnlySpan<double> counts)
    {
        Total = Sum(counts);
        int[] sizeIndex = Ranks(sizes, out int[] distinctSizes);
        int highest = 0;
        foreach (int level in levels)
        {
            highest = Math.Max(highest, level);
        }

        (_byLevel, _bySize, Sizes) = (new double[highest + 1], new double[distinctSizes.Length], distinctSizes);
        for (int n = 0; n < counts.Length; n++)
        {
            double p = counts[n], i2 = (double)levels[n] * levels[n], j2 = (double)sizes[n] * sizes[n];
            _byLevel[levels[n]] += p;
            _bySize[sizeIndex[n]] += p;
            double share = p / Total;
            _pLogP += share * Math.Log2(share + FirstOrder.IntensityStatistics.Epsilon);
            LowLevelSmallSize += p / (i2 * j2);
            HighLevelSmallSize += p * i2 / j2;
            LowLevelLargeSize += p * j2 / i2;
            HighLevelLargeSize += p * i2 * j2;
        }
    }

    private int[] Sizes { get; }

    /// <summary>N = Σᵢⱼ P(i, j): number of runs, zones or voxels.</summary>
    public double Total { get; }

    /// <summary>Σ P(i, j) · j: number of voxels counted.</summary>
    public double Voxels => WeightedBySize(1);

    /// <summary>Σ P(i, j) / j² ÷ N.</summary>
    public double SmallSize => WeightedBySize(-2) / Total;

    /// <summary>Σ P(i, j) · j² ÷ N.</summary>
    public double LargeSize => WeightedBySize(2) / Total;

    /// <summary>Σ P(i, j) / i² ÷ N.</summary>
    public double LowLevel => WeightedByLevel(-2) / Total;

    /// <summary>Σ P(i, j) · i² ÷ N.</summary>
    public double HighLevel => WeightedByLevel(2) / Total;

    /// <summary>Σ P(i, j) / (i² j²), not divided by N.</summary>
    public double LowLevelSmallSize { get; }

    /// <summary>Σ P(i, j) i² / j², not divided by N.</summary>
    public double HighLevelSmallSize { get; }

    /// <summary>Σ P(i, j) j² / i², not divided by N.</summary>
    public double LowLevelLargeSize { get; }

    /// <summary>Σ P(i, j) i² j², not divided by N.</summary>
    public double HighLevelLargeSize { get; }

    /// <summary>Σᵢ (Σⱼ P(i, j))² ÷ N.</summary>
    public double LevelNonUniformity => SumOfSquares(_byLevel) / Total;

    /// <summary>Σⱼ (Σᵢ P(i, j))² ÷ N.</summary>
    public double SizeNonUniformity => SumOfSquares(_bySize) / Total;

    /// <summary>−Σ p log₂(p + ε), p = P/N.</summary>
    public double Entropy => -_pLogP;

    /// <summary>Σ p (i − µ)², µ = Σ p i.</summary>
    public double LevelVariance
    {
        get
        {
            double mean = WeightedByLevel(1) / Total, sum = 0;
            for (int i = 1; i < _byLevel.Length; i++)
            {
                sum += _byLevel[i] * (i - mean) * (i - mean);
            }

            return sum / Total;
        }
    }

    /// <summary>Σ p (j − µ)², µ = Σ p j.</summary>
    public double SizeVariance
    {
        get
        {
            double mean = WeightedBySize(1) / Total, sum = 0;
            for (int n = 0; n < _bySize.Length; n++)
            {
                sum += _bySize[n] * (Sizes[n] - mean) * (Sizes[n] - mean);
            }

            return sum / Total;
        }
    }

    private double WeightedByLevel(int power)
    {
        double sum = 0;
        for (int i = 1; i < _byLevel.Length; i++)
        {
            sum += _byLevel[i] != 0 ? _byLevel[i] * Math.Pow(i, power) : 0;
        }

        return sum;
    }

    private double WeightedBySize(int power)
    {
        double sum = 0;
        for (int n = 0; n < _bySize.Length; n++)
        {
            sum += _bySize[n] * Math.Pow(Sizes[n], power);
        }

        return sum;
    }

    private static int[] Ranks(ReadOnlySpan<int> values, out int[] distinct)
    {
        int[] sorted = values.ToArray();
        Array.Sort(sorted);
        int count = 0;
        for (int n = 0; n < sorted.Length; n++)
        {
            if (n == 0 || sorted[n] != sorted[count - 1])
            {
                sorted[count++] = sorted[n];
            }
        }

        distinct = sorted[..count];
        int[] ranks = new int[values.Length];
        for (int n = 0; n < ranks.Length; n++)
        {
            ranks[n] = Array.BinarySearch(distinct, values[n]);
        }

        return ranks;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static double SumOfSquares(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }
}
