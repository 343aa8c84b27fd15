namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Normalisation of intensities: (x − µ)/s, clipped, times a scale.</summary>
/// <param name="Mean">µ of the whole image.</param>
/// <param name="StandardDeviation">s of the whole image, with N − 1 as in ITK.</param>
/// <param name="Clip">Largest magnitude before scaling; null: none.</param>
/// <param name="Scale">Factor.</param>
internal sealed record Normalization(double Mean, double StandardDeviation, double? Clip, double Scale)
{
    /// <summary>The normalisation that an image calls for.</summary>
    /// <param name="image">The whole image.</param>
    /// <param name="clip">Largest magnitude before scaling; null: none.</param>
    /// <param name="scale">Factor.</param>
    /// <returns>Mean and standard deviation found in two passes.</returns>
    /// <exception cref="RadiomicsException">The image is constant, has a single voxel or holds values that are not finite.</exception>
    public static Normalization Of(ScalarImage image, double? clip, double scale)
    {
        long count = image.Geometry.VoxelCount;
        double mean = Sum(image, 0, squared: false) / count;
        double variance = Sum(image, mean, squared: true) / (count - 1);
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

    private static double Sum(ScalarImage image, double centre, bool squared)
    {
        var g = image.Geometry;
        double[] row = new double[g.SizeX];
        double total = 0;
        for (int k = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                image.CopyRow(0, j, k, row);
                double sum = 0;
                foreach (double value in row)
                {
                    double d = value - centre;
                    sum += squared ? d * d : d;
                }

                total += sum;
            }
        }

        return total;
    }
}
