using OhifAlnPlugin.Radiomics.Features;

namespace OhifAlnPlugin.Radscore;

/// <summary>How a feature is named and explained to a radiologist.</summary>
/// <param name="Label">Short name.</param>
/// <param name="Explanation">One line in plain words.</param>
/// <param name="Unit">Unit; <c>1</c> when dimensionless.</param>
public sealed record FeatureWording(string Label, string Explanation, string Unit)
{
    private const string Intensity = "normalised intensity";

    /// <summary>Wording of any feature.</summary>
    /// <param name="name">PyRadiomics key, or the name of a column of a feature table.</param>
    /// <returns>Words for the panel; for a feature that this product cannot compute they only repeat its name.</returns>
    public static FeatureWording For(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (OriginalShapeAndFirstOrder.TryGetValue(name, out FeatureWording? known))
        {
            return known;
        }

        return name.Split('_') is { Length: 3 } key && FeatureCatalogue.Find(key[1], key[2]) is { } definition
            ? In(key[0], definition)
            : new FeatureWording(name, $"column '{name}' of a feature table", "1");
    }

    /// <summary>Wording of a feature of an image or of what a filter made of it.</summary>
    private static FeatureWording In(string image, FeatureDefinition definition)
    {
        (string label, string explanation) = OriginalShapeAndFirstOrder.TryGetValue($"original_{definition.Class}_{definition.Name}", out FeatureWording? plain)
            ? (plain.Label, plain.Explanation)
            : TextureWording.Words.GetValueOrDefault($"{definition.Class}_{definition.Name}", (definition.Name, definition.Formula));
        string unit = definition.Unit == "I" ? Intensity : definition.Unit;
        return image == "original" ? new(label, explanation, unit) : new($"{label}, {ImageName(image)}", $"{explanation}; in {ImageSentence(image)}", unit);
    }

    private static string ImageName(string image) => image.StartsWith("wavelet-", StringComparison.Ordinal) ? $"wavelet {image["wavelet-".Length..]}" : image;

    /// <summary>What a filter leaves of the image. A wavelet band is named by an L (coarse) or H (fine) for each of x, y and z.</summary>
    private static string ImageSentence(string image) => image switch
    {
        _ when image.StartsWith("wavelet-", StringComparison.Ordinal) => image.Contains('H', StringComparison.Ordinal)
            ? $"the fine detail along {string.Join(" and ", image["wavelet-".Length..].Zip("xyz").Where(a => a.First == 'H').Select(a => a.Second))} (wavelet band {image["wavelet-".Length..]})"
            : "the image without fine detail (wavelet band LLL)",
        _ when image.StartsWith("log-", StringComparison.Ordinal) => "the image with edges and blobs of one size brought out (Laplacian of Gaussian)",
        "square" or "squareroot" or "logarithm" or "exponential" => $"the image with its brightness rescaled ({image})",
        "gradient" => "the image of edges (gradient)",
        _ => $"the image '{image}'",
    };

    /// <summary>Wordings of the shape and first-order features of the original image, by PyRadiomics key.</summary>
    public static IReadOnlyDictionary<string, FeatureWording> OriginalShapeAndFirstOrder { get; } = new Dictionary<string, FeatureWording>(StringComparer.Ordinal)
    {
        ["original_shape_Elongation"] = new("Elongation", "how the second-longest axis of the tumour compares with the longest; 1 is not elongated", "1"),
        ["original_shape_Flatness"] = new("Flatness", "how the shortest axis of the tumour compares with the longest; 0 is flat", "1"),
        ["original_shape_LeastAxisLength"] = new("Shortest axis", "length of the tumour along its shortest axis", "mm"),
        ["original_shape_MajorAxisLength"] = new("Longest axis", "length of the tumour along its longest axis", "mm"),
        ["original_shape_Maximum2DDiameterColumn"] = new("Largest diameter, coronal grid plane", "largest diameter in the planes across the columns of the image", "mm"),
        ["original_shape_Maximum2DDiameterRow"] = new("Largest diameter, sagittal grid plane", "largest diameter in the planes across the rows of the image", "mm"),
        ["original_shape_Maximum2DDiameterSlice"] = new("Largest diameter in a slice", "largest diameter of the tumour within one slice", "mm"),
        ["original_shape_Maximum3DDiameter"] = new("Largest diameter", "largest distance between two points of the tumour's surface", "mm"),
        ["original_shape_MeshVolume"] = new("Volume", "volume of the tumour", "mm³"),
        ["original_shape_MinorAxisLength"] = new("Middle axis", "length of the tumour along its second-longest axis", "mm"),
        ["original_shape_Sphericity"] = new("Sphericity", "how round the tumour is; 1 is a ball", "1"),
        ["original_shape_SurfaceArea"] = new("Surface", "area of the tumour's surface", "mm²"),
        ["original_shape_SurfaceVolumeRatio"] = new("Surface to volume", "surface in relation to volume: high for small or jagged tumours", "1/mm"),
        ["original_shape_VoxelVolume"] = new("Volume by voxels", "volume of the tumour's voxels", "mm³"),
        ["original_firstorder_10Percentile"] = new("Darkest tenth", "brightness below which the darkest tenth of the tumour lies", Intensity),
        ["original_firstorder_90Percentile"] = new("Brightest tenth", "brightness above which the brightest tenth of the tumour lies", Intensity),
        ["original_firstorder_Energy"] = new("Energy", "sum of squared brightness: large for large, bright tumours", "normalised intensity²"),
        ["original_firstorder_Entropy"] = new("Entropy", "how many different brightness levels the tumour has", "bit"),
        ["original_firstorder_InterquartileRange"] = new("Spread of the middle half", "range of brightness of the middle half of the tumour", Intensity),
        ["original_firstorder_Kurtosis"] = new("Kurtosis", "how much a few very dark or bright parts stand out; 3 for a bell curve", "1"),
        ["original_firstorder_Maximum"] = new("Brightest voxel", "brightness of the brightest voxel", Intensity),
        ["original_firstorder_MeanAbsoluteDeviation"] = new("Mean deviation", "how far the brightness lies from its mean on average", Intensity),
        ["original_firstorder_Mean"] = new("Mean brightness", "mean brightness of the tumour at peak enhancement", Intensity),
        ["original_firstorder_Median"] = new("Median brightness", "brightness that half of the tumour exceeds", Intensity),
        ["original_firstorder_Minimum"] = new("Darkest voxel", "brightness of the darkest voxel", Intensity),
        ["original_firstorder_Range"] = new("Range of brightness", "from the darkest to the brightest voxel", Intensity),
        ["original_firstorder_RobustMeanAbsoluteDeviation"] = new("Mean deviation of the middle", "how uneven the brightness is without its extremes", Intensity),
        ["original_firstorder_RootMeanSquared"] = new("Root mean square", "overall brightness, bright parts counting more", Intensity),
        ["original_firstorder_Skewness"] = new("Skewness", "whether dark (negative) or bright (positive) parts form the longer tail", "1"),
        ["original_firstorder_TotalEnergy"] = new("Total energy", "sum of squared brightness times volume", "normalised intensity²·mm³"),
        ["original_firstorder_Uniformity"] = new("Uniformity", "how even the brightness is; 1 is one single level", "1"),
        ["original_firstorder_Variance"] = new("Variance", "how uneven the enhancement is", "normalised intensity²"),
    };
}
