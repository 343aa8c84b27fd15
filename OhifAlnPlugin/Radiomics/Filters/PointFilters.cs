namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>
/// Filters of single voxels, rescaled to the range of the image: M = max |x| over the whole image that was prepared, margin
/// included, so that M depends on cropping and resampling.
/// </summary>
/// <remarks>As in PyRadiomics 3.0.1. The square is never negative and the exponential is not mirrored for negative values.</remarks>
internal static class PointFilters
{
    /// <summary>(x/√M)².</summary>
    public static IEnumerable<FilteredImage> Square(FilterRequest request)
    {
        double scale = 1 / Math.Sqrt(request.Image.LargestMagnitude);
        yield return Map(request, "square", x => scale * x * (scale * x));
    }

    /// <summary>sign(x) √(|x| M).</summary>
    public static IEnumerable<FilteredImage> SquareRoot(FilterRequest request)
    {
        double largest = request.Image.LargestMagnitude;
        yield return Map(request, "squareroot", x => x < 0 ? -Math.Sqrt(-x * largest) : Math.Sqrt(x * largest));
    }

    /// <summary>sign(x) ln(|x| + 1) · M / ln(M + 1).</summary>
    public static IEnumerable<FilteredImage> Logarithm(FilterRequest request)
    {
        double largest = request.Image.LargestMagnitude, scale = largest / Math.Log(largest + 1);
        yield return Map(request, "logarithm", x => (x < 0 ? -Math.Log(1 - x) : Math.Log(x + 1)) * scale);
    }

    /// <summary>exp(x ln(M)/M).</summary>
    public static IEnumerable<FilteredImage> Exponential(FilterRequest request)
    {
        double largest = request.Image.LargestMagnitude, rate = Math.Log(largest) / largest;
        yield return Map(request, "exponential", x => Math.Exp(rate * x));
    }

    private static FilteredImage Map(FilterRequest request, string name, Func<double, double> filter)
    {
        double[] values = request.Image.Block(request.Box);
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = filter(values[n]);
        }

        return new(name, values, SinglePrecision: false);
    }
}
