using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics;

/// <summary>What makes the values of an extraction doubtful.</summary>
internal static class ExtractionWarnings
{
    private const int FewLevels = 8;
    private const int ManyLevels = 256;
    private const int FewVoxels = 64;
    private const double Anisotropic = 2;

    /// <summary>Sentences, each naming the value and the limit.</summary>
    /// <param name="prepared">The prepared case.</param>
    /// <param name="levels">Number of grey levels per image.</param>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<string> Of(PreparedCase prepared, IReadOnlyDictionary<string, int> levels, ExtractionSettings settings)
    {
        List<string> warnings = [];
        int voxels = prepared.Mask.Count();
        if (voxels < FewVoxels)
        {
            warnings.Add($"The ROI has {voxels} voxels; texture of fewer than {FewVoxels} is hardly reproducible.");
        }

        var s = prepared.Image.Geometry.SpacingMm;
        double ratio = Math.Max(s.X, Math.Max(s.Y, s.Z)) / Math.Min(s.X, Math.Min(s.Y, s.Z));
        if (ratio > Anisotropic && !settings.Texture.Force2D)
        {
            warnings.Add($"Voxels of {s.X:0.###}×{s.Y:0.###}×{s.Z:0.###} mm are far from cubes (ratio {ratio:0.##}, limit {Anisotropic}): texture in three dimensions depends on the slice distance. Resample, or set force2D.");
        }

        AddLevels(warnings, levels.Where(l => l.Value < FewLevels), $"fewer than {FewLevels} grey levels: texture features are nearly constant. Choose a smaller binWidth, or binCount");
        AddLevels(warnings, levels.Where(l => l.Value > ManyLevels), $"more than {ManyLevels} grey levels: texture features are mostly noise. Choose a larger binWidth, or binCount");
        if (settings.FeatureClasses.Any(c => c.Class == "shape2D") && !settings.Texture.Force2D)
        {
            warnings.Add("Features of class shape2D are missing: they need force2D.");
        }
        else if (settings.FeatureClasses.Any(c => c.Class == "shape2D") && !ImageFeatures.IsFlat(new(prepared.ShapeMask, prepared.ShapeMask.BoundingBox()!.Value, 1), settings.Texture))
        {
            warnings.Add("Features of class shape2D are missing: the ROI extends over more than one slice.");
        }

        if (settings.Region == RegionOfInterest.Shell && settings.FeatureClasses.Any(c => c.Class is "shape"))
        {
            warnings.Add("Shape features of the shell are dominated by the hole that the tumour leaves in it.");
        }

        return warnings;
    }

    private static void AddLevels(List<string> warnings, IEnumerable<KeyValuePair<string, int>> levels, string sentence)
    {
        string[] images = [.. levels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key} ({l.Value})")];
        if (images.Length > 0)
        {
            warnings.Add($"{string.Join(", ", images)}: {sentence}.");
        }
    }
}
