using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Normalisation of intensities: (x − µ)/s, clipped, times a scale.</summary>
/// <param name="Mean">µ of the whole image.</param>
/// <param name="StandardDeviation">s of the whole image, with N − 1 as in ITK.</param>
/// <param name="Clip">Largest magnitude before scaling; null: none.</param>
/// <param name="Scale">Factor.</param>
internal sealed record Normalization(double Mean, double StandardDeviation, double? Clip, double Scale)
{
    /// <summary>2⁵³: sums of whole numbers up to here are exact.</summary>
    private const double LargestExact = 9_007_199_254_740_992;

    /// <summary>The normalisation that an image calls for.</summary>
    /// <param name="image">The whole image.</param>
    /// <param name="clip">Largest magnitude before scaling; null: none.</param>
    /// <param name="scale">Factor.</param>
    /// <returns>Mean and standard deviation from the sums of x and x², rounded as ITK rounds them.</returns>
    /// <exception cref="RadiomicsException">The image is constant, has a single voxel or holds values that are not finite.</exception>
    public static Normalization Of(ScalarImage image, double? clip, double scale)
    {
        (double sum, double squares) = WholeNumberSums(image) ?? CompensatedSums(image);
        double count = image.Geometry.VoxelCount, mean = sum / count;
        double variance = (squares - (sum * sum / count)) / (count - 1);
        if (!double.IsFinite(mean))
        {
            throw new RadiomicsException("The image holds NaN or infinite voxels, so that it cannot be normalised; replace them first.");
        }

        return variance > 0
            ? new(mean, Math.Sqrt(variance), clip, scale)
            : throw new RadiomicsException($"The image has the same value {mean:R} everywhere, so that it cannot be normalised; set normalize to false.");
    }

    /// <summary>Normalises values in place.</summary>
    public void Apply(Span<double> values)
    {
        double factor = 1 / StandardDeviation;
        for (int n = 0; n < values.Length; n++)
        {
            double value = (values[n] - Mean) * factor;
            if (Clip is { } clip)
            {
                value = Math.Clamp(value, -clip, clip);
            }

            values[n] = value * Scale;
        }
    }

    /// <summary>Σx and Σx² of whole numbers; null where they are too large to be exact in double precision, or not whole.</summary>
    /// <remarks>While no partial sum rounds, compensation has nothing to compensate: both ways give the same bits, this one several times faster.</remarks>
    private static (double Sum, double Squares)? WholeNumberSums(ScalarImage image)
    {
        if (image.Precision != Precision.Integer)
        {
            return null;
        }

        var g = image.Geometry;
        double[] row = new double[g.SizeX];
        double sum = 0, squares = 0;
        for (int k = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                image.CopyRow(0, j, k, row);
                (double rowSum, double rowSquares) = Sums(row);
                (sum, squares) = (sum + rowSum, squares + rowSquares);
            }
        }

        return squares <= LargestExact ? (sum, squares) : null;
    }

    private static (double Sum, double Squares) Sums(ReadOnlySpan<double> values)
    {
        Vector256<double> sum = default, squares = default;
        int n = 0;
        for (; n <= values.Length - Vector256<double>.Count; n += Vector256<double>.Count)
        {
            Vector256<double> v = Vector256.Create(values[n..]);
            sum += v;
            squares += v * v;
        }

        (double s, double q) = (Vector256.Sum(sum), Vector256.Sum(squares));
        for (; n < values.Length; n++)
        {
            (s, q) = (s + values[n], q + (values[n] * values[n]));
        }

        return (s, q);
    }

    /// <summary>Σx and Σx² with compensation for rounding (Kahan 1965), in the order of the voxels.</summary>
    private static (double Sum, double Squares) CompensatedSums(ScalarImage image)
    {
        var g = image.Geometry;
        double[] row = new double[g.SizeX];
        double sum = 0, lost = 0, squares = 0, lostSquares = 0;
        for (int k = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                image.CopyRow(0, j, k, row);
                foreach (double value in row)
                {
                    double y = value - lost, t = sum + y;
                    (lost, sum) = (t - sum - y, t);
                    y = (value * value) - lostSquares;
                    t = squares + y;
                    (lostSquares, squares) = (t - squares - y, t);
                }
            }
        }

        return (sum, squares);
    }
}
