using System.Collections.Concurrent;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Filters;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics;

/// <summary>Computes radiomics features with the definitions, names and order of PyRadiomics 3.0.1.</summary>
public static class FeatureExtractor
{
    /// <summary>Computes the features of one ROI.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">The ROI.</param>
    /// <param name="settings">Everything that decides the values.</param>
    /// <param name="names">Features to compute, e.g. original_glcm_Contrast; nothing that they do not need is computed. Null: all that the settings enable.</param>
    /// <returns>The features, in the order of <paramref name="names"/> or of PyRadiomics; NaN where undefined.</returns>
    /// <exception cref="RadiomicsException">Image, ROI and settings do not go together; the message names the value and the limit.</exception>
    public static FeatureVector Extract(Volume image, Mask mask, ExtractionSettings settings, IReadOnlyList<string>? names = null) =>
        ExtractWithDiagnostics(image, mask, settings, names).Features;

    /// <summary>Computes the features of one ROI and reports what was done on the way.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">The ROI.</param>
    /// <param name="settings">Everything that decides the values.</param>
    /// <param name="names">Features to compute; null: all that the settings enable.</param>
    /// <param name="maxThreads">Threads to use, ≥ 1; −1: one per core. Values do not depend on it.</param>
    /// <param name="cancellation">Ends the work between images.</param>
    /// <returns>Features, diagnostics and warnings.</returns>
    /// <exception cref="RadiomicsException">Image, ROI and settings do not go together.</exception>
    public static Extraction ExtractWithDiagnostics(
        Volume image, Mask mask, ExtractionSettings settings, IReadOnlyList<string>? names = null, int maxThreads = -1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(settings);
        return Extract(Preparation.Prepare(image, mask, settings, maxThreads), settings, names, maxThreads, cancellation);
    }

    /// <summary>Computes the features of the ROI that has the label of the settings.</summary>
    /// <param name="image">The image.</param>
    /// <param name="labels">Labels of several ROIs.</param>
    /// <param name="settings">Everything that decides the values; its label says which ROI.</param>
    /// <param name="names">Features to compute; null: all that the settings enable.</param>
    /// <param name="maxThreads">Threads to use, ≥ 1; −1: one per core.</param>
    /// <param name="cancellation">Ends the work between images.</param>
    /// <returns>Features, diagnostics and warnings.</returns>
    /// <exception cref="RadiomicsException">The label is absent, or image, ROI and settings do not go together.</exception>
    public static Extraction ExtractWithDiagnostics(
        Volume image, LabelMap labels, ExtractionSettings settings, IReadOnlyList<string>? names = null, int maxThreads = -1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(settings);
        return Extract(Preparation.Prepare(image, labels, settings, maxThreads), settings, names, maxThreads, cancellation);
    }

    /// <summary>Requires that a label occurs.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="label">The label wanted.</param>
    /// <returns>Its voxels, ≥ 1.</returns>
    /// <exception cref="RadiomicsException">It does not; the message lists the labels that do.</exception>
    public static int RequireLabel(LabelMap labels, int label)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return MaskCheck.RequireLabel(labels, label);
    }

    /// <summary>Computes the features of a prepared case.</summary>
    internal static Extraction Extract(
        PreparedCase prepared, ExtractionSettings settings, IReadOnlyList<string>? names = null, int maxThreads = -1, CancellationToken cancellation = default)
    {
        ExtractionPlan plan = names is null ? ExtractionPlan.Of(settings, prepared.Image.Geometry) : ExtractionPlan.Of(settings, names);
        double[] values = new double[plan.Names.Count];
        Array.Fill(values, double.NaN);
        ConcurrentDictionary<string, int> levels = new();
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(Partitioner.Create(Work(prepared, plan, settings, values, levels), EnumerablePartitionerOptions.NoBuffering), options, work => work());
        }
        catch (AggregateException exception) when (exception.InnerExceptions is [var only, ..])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(only);
        }

        var features = new FeatureVector(plan.Names, values);
        return new(names is null ? features : features.Select(names), prepared, ExtractionWarnings.Of(prepared, levels, settings));
    }

    /// <summary>One piece of work per image and one for shape; each writes to its own places of the result.</summary>
    private static IEnumerable<Action> Work(
        PreparedCase prepared, ExtractionPlan plan, ExtractionSettings settings, double[] values, ConcurrentDictionary<string, int> levels)
    {
        if (plan.OnMask.Count > 0)
        {
            yield return () => ImageFeatures.ComputeShape(
                new(prepared.ShapeMask, prepared.ShapeMask.BoundingBox()!.Value, 1), settings.Texture, plan.OnMask, values);
        }

        Dictionary<int, RoiGrid> grids = [];
        foreach (ImageTypeSettings type in settings.ImageTypes)
        {
            TextureSettings texture = type.Texture ?? settings.Texture;
            if (!FilterCatalogue.Names(type, texture, prepared.Image.Geometry).Any(n => plan.On(n).Count > 0))
            {
                continue;
            }

            int margin = texture.Distances.Max();
            if (!grids.TryGetValue(margin, out var roi))
            {
                grids[margin] = roi = new(prepared.Mask, prepared.Box, margin);
            }

            foreach (FilteredImage filtered in FilterCatalogue.Apply(new(prepared.Image, prepared.Box, type, texture, n => plan.On(n).Count > 0)))
            {
                yield return () => levels[filtered.Name] = ImageFeatures.Compute(filtered, roi, texture, plan.On(filtered.Name), values);
            }
        }
    }
}
