using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Training;

/// <summary>How a study is scaled before a network sees it: once for the whole volume, never slice by slice.</summary>
/// <param name="Peak">99th percentile of the peak phase inside the body; both phases are divided by it.</param>
/// <param name="Subtraction">99.7th percentile of peak − pre-contrast inside the body, at least 2 % of <paramref name="Peak"/>; the subtraction is divided by it.</param>
/// <remarks>The body is where the peak phase exceeds a tenth of its 99.5th percentile. A slice without a tumour keeps its weak noise this way.</remarks>
public readonly record struct TrainingScale(float Peak, float Subtraction)
{
    /// <summary>Scale of the subtraction after both phases have been divided by <see cref="Peak"/>.</summary>
    public float SubtractionScale => Subtraction / Peak;

    /// <summary>Finds the scale of a study.</summary>
    /// <param name="voxels">Both phases of voxels spread over the whole volume; at least one.</param>
    /// <returns>The scale; 1 where the images are empty.</returns>
    /// <exception cref="ArgumentException">There is no voxel.</exception>
    public static TrainingScale Of(IEnumerable<(float Pre, float Peak)> voxels)
    {
        (float Pre, float Peak)[] all = [.. voxels];
        float threshold = 0.1f * Quantile.OfScratch((float[])[.. all.Select(v => v.Peak)], 0.995);
        (float Pre, float Peak)[] body = [.. all.Where(v => v.Peak > threshold)];
        if (body.Length == 0)
        {
            return new(1, 1);
        }

        float peak = Quantile.OfScratch((float[])[.. body.Select(v => v.Peak)], 0.99);
        float subtraction = Quantile.OfScratch((float[])[.. body.Select(v => v.Peak - v.Pre)], 0.997);
        return new(peak, Math.Max(subtraction, 0.02f * peak));
    }
}
