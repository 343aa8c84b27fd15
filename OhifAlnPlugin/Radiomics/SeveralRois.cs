using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics;

/// <summary>Features of several ROIs of one image, e.g. variants of one outline: the whole image is normalised once, the ROIs are computed side by side.</summary>
public static class SeveralRois
{
    /// <summary>Computes the features of each ROI.</summary>
    /// <param name="image">The image.</param>
    /// <param name="masks">The ROIs.</param>
    /// <param name="settings">Everything that decides the values.</param>
    /// <param name="names">Features to compute.</param>
    /// <param name="cancellation">Ends the work between ROIs and images.</param>
    /// <returns>One entry per ROI, in order: the same values that <see cref="FeatureExtractor"/> gives, or why there are none.</returns>
    public static IReadOnlyList<RoiExtraction> Extract(
        Volume image, IReadOnlyList<Mask> masks, ExtractionSettings settings, IReadOnlyList<string> names, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(names);
        RoiExtraction[] results = new RoiExtraction[masks.Count];
        Normalization? normalization;
        try
        {
            normalization = settings is { Normalize: true, Equalize: false }
                ? Normalization.Of(ScalarImage.Of(image), settings.RemoveOutliers, settings.NormalizeScale)
                : null;
        }
        catch (RadiomicsException reason)
        {
            return [.. masks.Select(_ => new RoiExtraction(null, reason))];
        }

        Parallel.For(0, masks.Count, new ParallelOptions { CancellationToken = cancellation }, m =>
        {
            try
            {
                PreparedCase prepared = Preparation.Prepare(image, masks[m], settings, maxThreads: -1, normalization);
                results[m] = new RoiExtraction(FeatureExtractor.Extract(prepared, settings, names, maxThreads: -1, cancellation), null);
            }
            catch (RadiomicsException reason)
            {
                results[m] = new RoiExtraction(null, reason);
            }
        });
        return results;
    }
}

/// <summary>The features of one ROI, or why there are none.</summary>
/// <param name="Extraction">Features, diagnostics and warnings; null where they cannot be computed.</param>
/// <param name="Reason">Why not.</param>
public sealed record RoiExtraction(Extraction? Extraction, RadiomicsException? Reason);
