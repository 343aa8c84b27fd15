using OhifAlnPlugin.Radiomics.Features.FirstOrder;
using OhifAlnPlugin.Radiomics.Features.Glcm;
using OhifAlnPlugin.Radiomics.Features.Gldm;
using OhifAlnPlugin.Radiomics.Features.Glrlm;
using OhifAlnPlugin.Radiomics.Features.Glszm;
using OhifAlnPlugin.Radiomics.Features.Kinetics;
using OhifAlnPlugin.Radiomics.Features.Ngtdm;
using OhifAlnPlugin.Radiomics.Features.Shape;

namespace OhifAlnPlugin.Radiomics.Features;

/// <summary>Every feature there is: the source of the extraction, the command line's list, the API and the reference page.</summary>
public static class FeatureCatalogue
{
    private static readonly FeatureDefinition[] Definitions =
    [
        .. ShapeFeatures.All.Select(f => f.Describe(ShapeFeatures.Class)),
        .. Shape2DFeatures.All.Select(f => f.Describe(Shape2DFeatures.Class)),
        .. FirstOrderFeatures.All.Select(f => f.Describe(FirstOrderFeatures.Class)),
        .. GlcmFeatures.All.Select(f => f.Describe(GlcmFeatures.Class)),
        .. GlrlmFeatures.All.Select(f => f.Describe(GlrlmFeatures.Class)),
        .. GlszmFeatures.All.Select(f => f.Describe(GlszmFeatures.Class)),
        .. GldmFeatures.All.Select(f => f.Describe(GldmFeatures.Class)),
        .. NgtdmFeatures.All.Select(f => f.Describe(NgtdmFeatures.Class)),
        .. KineticFeatures.All.Select(f => f.Describe(KineticFeatures.Class)),
    ];

    /// <summary>All features, class by class in the order of PyRadiomics.</summary>
    public static IReadOnlyList<FeatureDefinition> All => Definitions;

    /// <summary>Names of the feature classes.</summary>
    public static IReadOnlyList<string> Classes { get; } = [.. Definitions.Select(f => f.Class).Distinct()];

    /// <summary>Names of the classes computed on one image and mask, which a parameter file can enable; kinetics need a dynamic series.</summary>
    public static IReadOnlyList<string> ImageClasses { get; } = [.. Classes.Where(c => c != KineticFeatures.Class)];

    /// <summary>Features of one class.</summary>
    /// <param name="featureClass">Name of the class.</param>
    public static IEnumerable<FeatureDefinition> Of(string featureClass) => Definitions.Where(f => f.Class == featureClass);

    /// <summary>Finds a feature.</summary>
    /// <param name="featureClass">Name of the class.</param>
    /// <param name="name">Name of the feature.</param>
    /// <returns>The feature; null when there is none.</returns>
    public static FeatureDefinition? Find(string featureClass, string name) =>
        Array.Find(Definitions, f => f.Class == featureClass && f.Name == name);
}
