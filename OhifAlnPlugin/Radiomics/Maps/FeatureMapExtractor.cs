using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Filters;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Maps;

/// <summary>Computes feature maps: each feature in the cube around every ROI voxel, as PyRadiomics 3.0.1 does when it is voxel-based.</summary>
/// <remarks>
/// Grey levels are taken once over the ROI (over the whole box when the kernel is not masked), so that neighbouring kernels
/// can be compared. The kernel has 2r + 1 voxels along each axis, one along the axis that force2D leaves out, and is cut where
/// the box of the ROI, grown by r, ends. A kernel's directions without a pair of voxels are left out of the mean over
/// directions. PyRadiomics does the same for every feature but two: its JointAverage is NaN where a direction is left out, and
/// its MCC fails for every kernel of a batch that holds such a kernel; with <c>voxelBatch: 1</c> it gives the values given here.
/// </remarks>
public static class FeatureMapExtractor
{
    /// <summary>Computes maps one after the other, so that memory holds those of one feature class at a time.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">The ROI.</param>
    /// <param name="settings">Everything that decides the values; kernel radius, masked kernel and initial value among them.</param>
    /// <param name="names">Features to map, e.g. original_glcm_Contrast; null: all that the settings enable, shape left out.</param>
    /// <param name="maxThreads">Threads to use, ≥ 1; −1: one per core. Values do not depend on it.</param>
    /// <param name="progress">Receives the share of the work that is done, 0 … 1.</param>
    /// <param name="cancellation">Ends the work between kernels.</param>
    /// <returns>The maps, in the order of PyRadiomics.</returns>
    /// <exception cref="RadiomicsException">Image, ROI and settings do not go together, or a feature has no map.</exception>
    public static IEnumerable<FeatureMap> Extract(
        Volume image, Mask mask, ExtractionSettings settings, IReadOnlyList<string>? names = null,
        int maxThreads = -1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(settings);
        return Extract(() => Preparation.Prepare(image, mask, settings), settings, names, maxThreads, progress, cancellation);
    }

    /// <summary>Computes maps of the ROI that has the label of the settings.</summary>
    /// <param name="image">The image.</param>
    /// <param name="labels">Labels of several ROIs.</param>
    /// <param name="settings">Everything that decides the values; its label says which ROI.</param>
    /// <param name="names">Features to map; null: all that the settings enable, shape left out.</param>
    /// <param name="maxThreads">Threads to use, ≥ 1; −1: one per core.</param>
    /// <param name="progress">Receives the share of the work that is done, 0 … 1.</param>
    /// <param name="cancellation">Ends the work between kernels.</param>
    /// <returns>The maps, in the order of PyRadiomics.</returns>
    /// <exception cref="RadiomicsException">The label is absent, image, ROI and settings do not go together, or a feature has no map.</exception>
    public static IEnumerable<FeatureMap> Extract(
        Volume image, LabelMap labels, ExtractionSettings settings, IReadOnlyList<string>? names = null,
        int maxThreads = -1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(settings);
        return Extract(() => Preparation.Prepare(image, labels, settings), settings, names, maxThreads, progress, cancellation);
    }

    private static IEnumerable<FeatureMap> Extract(
        Func<PreparedCase> prepare, ExtractionSettings settings, IReadOnlyList<string>? names, int maxThreads, IProgress<double>? progress, CancellationToken cancellation)
    {
        ExtractionPlan plan = PlanOf(settings, names);
        PreparedCase prepared = prepare();
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxThreads, CancellationToken = cancellation };
        return Maps(prepared, settings, names is null ? ExtractionPlan.Of(settings, prepared.Image.Geometry) : plan, options, progress);
    }

    /// <summary>Names of the maps that are computed.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="names">Features to map; null: all that the settings enable.</param>
    /// <returns>The names.</returns>
    /// <exception cref="RadiomicsException">A feature has no map, or nothing is left to map.</exception>
    public static IReadOnlyList<string> Names(ExtractionSettings settings, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ExtractionPlan plan = PlanOf(settings, names);
        return [.. plan.Images.SelectMany(plan.On).SelectMany(c => plan.Names.Skip(c.First).Take(c.Features.Count))];
    }

    private static ExtractionPlan PlanOf(ExtractionSettings settings, IReadOnlyList<string>? names)
    {
        ExtractionPlan plan = names is null ? ExtractionPlan.Of(settings, geometry: null) : ExtractionPlan.Of(settings, names);
        if (names is not null && plan.OnMask.Count > 0)
        {
            throw new RadiomicsException($"There is no map of '{plan.Names[plan.OnMask[0].First]}': shape belongs to the whole ROI, not to a voxel. Maps are computed of firstorder, glcm, glrlm, glszm, gldm and ngtdm.");
        }

        return plan.Images.Count > 0
            ? plan
            : throw new RadiomicsException("The settings enable shape only, of which there are no maps; enable firstorder, glcm, glrlm, glszm, gldm or ngtdm.");
    }

    private static IEnumerable<FeatureMap> Maps(PreparedCase prepared, ExtractionSettings settings, ExtractionPlan plan, ParallelOptions options, IProgress<double>? progress)
    {
        int radius = settings.KernelRadius;
        IndexBox box = prepared.Box.Grow(radius, prepared.Mask.Geometry);
        VolumeGeometry grid = prepared.Image.Crop(box).Geometry;
        var roi = new RoiGrid(prepared.Mask, box, radius);
        RoiGrid source = settings.MaskedKernel ? roi : RoiGrid.Whole(prepared.Mask.Geometry, box, radius);
        long work = plan.Images.Sum(i => (long)plan.On(i).Count) * roi.Count, finished = 0;
        void Done(int kernels) => progress?.Report((double)Interlocked.Add(ref finished, kernels) / work);

        foreach (ImageTypeSettings type in settings.ImageTypes)
        {
            TextureSettings texture = type.Texture ?? settings.Texture;
            foreach (FilteredImage filtered in FilterCatalogue.Apply(new(prepared.Image, box, type, texture, n => plan.On(n).Count > 0)).Where(f => plan.On(f.Name).Count > 0))
            {
                var image = new KernelImage(filtered, source, roi.PaddedOffsets, texture, radius);
                foreach (PlannedClass planned in plan.On(filtered.Name))
                {
                    double[][] values = KernelFeatures.Compute(image, planned, options, Done);
                    for (int n = 0; n < values.Length; n++)
                    {
                        yield return new(plan.Names[planned.First + n], grid, roi.BoxOffsets, values[n], settings.InitValue);
                    }
                }
            }
        }
    }
}
