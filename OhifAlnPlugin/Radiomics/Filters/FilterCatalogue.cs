using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>All image types: one row each.</summary>
internal static class FilterCatalogue
{
    private static readonly Dictionary<ImageType, Filter> Filters = new()
    {
        [ImageType.Original] = new((_, _, _) => ["original"], r => [new("original", r.Image.Block(r.Box), r.Image.Precision == Preprocessing.Precision.Single)]),
        [ImageType.Wavelet] = new((t, s, _) => WaveletFilter.Names(t, s), WaveletFilter.Apply),
        [ImageType.LoG] = new((t, _, g) => LaplacianOfGaussianFilter.Names(t, g), LaplacianOfGaussianFilter.Apply),
        [ImageType.Square] = new((_, _, _) => ["square"], PointFilters.Square),
        [ImageType.SquareRoot] = new((_, _, _) => ["squareroot"], PointFilters.SquareRoot),
        [ImageType.Logarithm] = new((_, _, _) => ["logarithm"], PointFilters.Logarithm),
        [ImageType.Exponential] = new((_, _, _) => ["exponential"], PointFilters.Exponential),
        [ImageType.Gradient] = new((_, _, _) => ["gradient"], GradientFilter.Apply),
        [ImageType.LBP2D] = new((_, _, _) => ["lbp-2D"], LocalBinaryPatternFilter.Apply),
    };

    /// <summary>Names of the images a type makes.</summary>
    /// <param name="type">The image type and its options.</param>
    /// <param name="texture">Settings that filters share with the feature classes.</param>
    /// <param name="geometry">Grid of the prepared image; null: of an image large enough for every filter.</param>
    public static IReadOnlyList<string> Names(ImageTypeSettings type, TextureSettings texture, VolumeGeometry? geometry = null) =>
        Filters[type.Type].Names(type, texture, geometry);

    /// <summary>The images, in the order of <see cref="Names"/>, those not wanted left out; each is made when it is reached.</summary>
    public static IEnumerable<FilteredImage> Apply(FilterRequest request) => Filters[request.Settings.Type].Apply(request);

    private sealed record Filter(
        Func<ImageTypeSettings, TextureSettings, VolumeGeometry?, IReadOnlyList<string>> Names, Func<FilterRequest, IEnumerable<FilteredImage>> Apply);
}
