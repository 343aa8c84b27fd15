using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features;
using OhifAlnPlugin.Radiomics.Features.Shape;
using OhifAlnPlugin.Radiomics.Filters;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics;

/// <summary>Features of one class to compute on one image.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Features">Names of the features.</param>
/// <param name="First">Position of the first in the output.</param>
internal sealed record PlannedClass(string Class, IReadOnlyList<string> Features, int First);

/// <summary>What is to be computed: which images, which classes on each, which features of each; nothing else is.</summary>
internal sealed class ExtractionPlan
{
    private readonly Dictionary<string, List<PlannedClass>> _byImage = [];
    private readonly List<string> _names = [];

    private ExtractionPlan()
    {
    }

    /// <summary>Names of all planned features, in the order in which they are computed.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Classes planned on an image.</summary>
    public IReadOnlyList<PlannedClass> On(string image) => _byImage.GetValueOrDefault(image) ?? [];

    /// <summary>Shape classes, planned on the mask.</summary>
    public IReadOnlyList<PlannedClass> OnMask => On("");

    /// <summary>Images on which something is planned, in the order of the output.</summary>
    public IReadOnlyList<string> Images => [.. _byImage.Where(i => i.Key.Length > 0 && i.Value.Count > 0).Select(i => i.Key)];

    /// <summary>Everything the settings enable.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="geometry">Grid of the prepared image; null: one large enough for every filter.</param>
    public static ExtractionPlan Of(ExtractionSettings settings, VolumeGeometry? geometry)
    {
        var plan = new ExtractionPlan();
        foreach (FeatureClassSettings enabled in settings.FeatureClasses.Where(c => IsShape(c.Class)))
        {
            plan.Add("", "original", enabled.Class, FeaturesOf(enabled));
        }

        foreach (string image in settings.ImageTypes.SelectMany(t => FilterCatalogue.Names(t, t.Texture ?? settings.Texture, geometry)))
        {
            foreach (FeatureClassSettings enabled in settings.FeatureClasses.Where(c => !IsShape(c.Class)))
            {
                plan.Add(image, image, enabled.Class, FeaturesOf(enabled));
            }
        }

        return plan;
    }

    /// <summary>Named features only; feature classes need not be enabled, image types must be.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="names">Names such as original_glcm_Contrast.</param>
    /// <exception cref="RadiomicsException">A name is none of a feature on the image types of the settings.</exception>
    public static ExtractionPlan Of(ExtractionSettings settings, IReadOnlyList<string> names)
    {
        HashSet<string> images = [.. settings.ImageTypes.SelectMany(t => FilterCatalogue.Names(t, t.Texture ?? settings.Texture))];
        var plan = new ExtractionPlan();
        foreach (var group in names.Distinct().Select(n => Parse(n, images)).GroupBy(p => (p.Image, p.Class)))
        {
            plan.Add(IsShape(group.Key.Class) ? "" : group.Key.Image, group.Key.Image, group.Key.Class, [.. group.Select(p => p.Feature)]);
        }

        return plan;
    }

    private static bool IsShape(string featureClass) => featureClass is ShapeFeatures.Class or Shape2DFeatures.Class;

    private static IReadOnlyList<string> FeaturesOf(FeatureClassSettings enabled) =>
        enabled.Features ?? [.. FeatureCatalogue.Of(enabled.Class).Where(f => !f.OnRequest).Select(f => f.Name)];

    private static (string Image, string Class, string Feature) Parse(string name, HashSet<string> images)
    {
        string[] parts = name.Split('_');
        if (parts.Length != 3 || !FeatureCatalogue.ImageClasses.Contains(parts[1]) || FeatureCatalogue.Find(parts[1], parts[2]) is null)
        {
            string nearest = NearestName.To(name, images.Append("original").SelectMany(i => FeatureCatalogue.All.Select(f => $"{i}_{f.Class}_{f.Name}")));
            throw new RadiomicsException($"There is no feature '{name}'; did you mean '{nearest}'?");
        }

        bool fits = IsShape(parts[1]) ? parts[0] == "original" : images.Contains(parts[0]);
        return fits
            ? (parts[0], parts[1], parts[2])
            : throw new RadiomicsException($"Feature '{name}' needs the image '{parts[0]}', which the settings' image types do not make; they make {string.Join(", ", images)}.");
    }

    private void Add(string key, string prefix, string featureClass, IReadOnlyList<string> features)
    {
        if (!_byImage.TryGetValue(key, out var classes))
        {
            _byImage[key] = classes = [];
        }

        classes.Add(new(featureClass, features, _names.Count));
        _names.AddRange(features.Select(f => $"{prefix}_{featureClass}_{f}"));
    }
}
