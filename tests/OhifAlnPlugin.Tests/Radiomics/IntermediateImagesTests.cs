using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Filters;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Images between the steps of an extraction, voxel for voxel, against those that ITK, PyWavelets and scikit-image made.</summary>
public sealed class IntermediateImagesTests
{
    private static readonly (string Phantom, string[] Images)[] Filtered =
    [
        ("p01_aniso", ["exponential", "gradient", "lbp-2D", "log-sigma-1-0-mm-3D", "log-sigma-3-0-mm-3D", "logarithm", "square", "squareroot", .. Bands()]),
        ("p02_rotated", Bands()),
    ];

    public static TheoryData<string, string> ResampledCases()
    {
        var data = new TheoryData<string, string>();
        foreach (string phantom in (string[])["p01_aniso", "p02_rotated", "p03_negative_float"])
        {
            foreach (string step in (string[])["lin1mm", "lin1mm_norm100", "bspline1mm", "bspline1mm_norm100"])
            {
                data.Add(phantom, step);
            }
        }

        return data;
    }

    public static TheoryData<string, string> FilteredCases()
    {
        var data = new TheoryData<string, string>();
        foreach (var (phantom, images) in Filtered)
        {
            foreach (string image in images)
            {
                data.Add(phantom, image);
            }
        }

        return data;
    }

    [ReferenceTheory]
    [MemberData(nameof(ResampledCases))]
    public void Resampling_and_normalisation_are_those_of_ITK(string phantom, string step)
    {
        string interpolator = step.StartsWith("lin", StringComparison.Ordinal) ? "sitkLinear" : "sitkBSpline";
        string normalize = step.EndsWith("norm100", StringComparison.Ordinal) ? "normalize: true, normalizeScale: 100" : "normalize: false";
        ExtractionSettings settings = ParameterFile.Parse($"setting: {{resampledPixelSpacing: [1, 1, 1], interpolator: {interpolator}, {normalize}}}");
        PreparedCase prepared = Preparation.Prepare(Image("phantoms", $"{phantom}_image"), Labels("phantoms", $"{phantom}_label").Select(1), settings);
        prepared.Mask.Voxels.ShouldBe(Labels("intermediate", $"{phantom}_{step}_label").Select(1).Voxels);
        ShouldAgree(Values(prepared.Image), Image("intermediate", $"{phantom}_{step}_image"), interpolator == "sitkBSpline" ? 1e-6 : 1e-7);
    }

    [ReferenceTheory]
    [MemberData(nameof(FilteredCases))]
    public void Filtered_images_are_those_of_PyRadiomics(string phantom, string image)
    {
        ScalarImage original = ScalarImage.Of(Image("phantoms", $"{phantom}_image"));
        ExtractionSettings settings = ParameterFile.Parse("imageType: {Wavelet: {}, LoG: {sigma: [1.0, 3.0]}, Square: {}, SquareRoot: {}, Logarithm: {}, Exponential: {}, Gradient: {}, LBP2D: {}}");
        FilteredImage filtered = settings.ImageTypes
            .SelectMany(t => FilterCatalogue.Apply(new(original, original.Geometry.WholeBox(), t, settings.Texture, n => n == image))).First(f => f.Name == image);
        double tolerance = image.StartsWith("log-sigma", StringComparison.Ordinal) || image == "gradient" ? 1e-5 : 1e-6;
        ShouldAgree(filtered.Values, Image("intermediate", $"{phantom}_native_{image}"), tolerance);
    }

    [ReferenceFact]
    public void Equalised_images_are_those_of_scikit_image() =>
        ShouldAgree(
            Values(HistogramEqualization.Equalize(ScalarImage.Of(Image("phantoms", "p01_aniso_image")))),
            Image("intermediate", "p01_aniso_skimage_equalize_hist_256"), 1e-7);

    [ReferenceFact]
    public void Wavelet_filters_are_those_of_PyWavelets()
    {
        using var filters = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Reference.PathOf("radiomics", "intermediate", "wavelet_filters.json")));
        foreach (var family in filters.RootElement.EnumerateObject())
        {
            WaveletFamily.Named(family.Name).LowPass.ShouldBe(family.Value.GetProperty("dec_lo").EnumerateArray().Select(t => t.GetDouble()), family.Name);
            WaveletFamily.Named(family.Name).HighPass.ShouldBe(family.Value.GetProperty("dec_hi").EnumerateArray().Select(t => t.GetDouble()), family.Name);
        }
    }

    private static string[] Bands() => ["wavelet-LLH", "wavelet-LHL", "wavelet-LHH", "wavelet-HLL", "wavelet-HLH", "wavelet-HHL", "wavelet-HHH", "wavelet-LLL"];

    private static double[] Values(ScalarImage image) => image.Block(image.Geometry.WholeBox());

    /// <summary>Agreement relative to the largest value: the files hold single precision, and a difference of nearly equal values has no digits of its own.</summary>
    private static void ShouldAgree(double[] actual, Volume expected, double tolerance)
    {
        actual.Length.ShouldBe(expected.Voxels.Length);
        double largest = expected.Voxels.Max(Math.Abs), worst = actual.Zip(expected.Voxels, (a, e) => Math.Abs(a - e)).Max();
        worst.ShouldBeLessThanOrEqualTo(tolerance * largest);
    }

    private static Volume Image(string folder, string name) => Phantom.Image(Phantom.PathOf(folder, name + ".nrrd"));

    private static LabelMap Labels(string folder, string name) => Phantom.Labels(Phantom.PathOf(folder, name + ".nrrd"));
}
