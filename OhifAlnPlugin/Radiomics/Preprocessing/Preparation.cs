using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Normalises, resamples, crops, checks and resegments, in the order of PyRadiomics 3.0.1.</summary>
internal static class Preparation
{
    /// <summary>Prepares one case.</summary>
    /// <param name="volume">The image.</param>
    /// <param name="mask">The mask of the ROI.</param>
    /// <param name="settings">What to do.</param>
    /// <param name="maxThreads">Threads to use; −1: one per core. Values do not depend on it.</param>
    /// <param name="known">The image's normalisation where it was computed before.</param>
    /// <returns>The prepared case.</returns>
    /// <exception cref="RadiomicsException">Image, mask and settings do not go together.</exception>
    public static PreparedCase Prepare(Volume volume, Mask mask, ExtractionSettings settings, int maxThreads = 1, Normalization? known = null)
    {
        IndexBox roi = mask.BoundingBox() ?? throw new RadiomicsException($"The mask has no voxel with label {settings.Label}.");
        var image = ScalarImage.Of(volume);
        List<PreparationStage> stages = [new("original", image, mask, null)];
        if (settings.Equalize)
        {
            (image, mask) = Equalized(image, mask, roi, settings, maxThreads);
        }
        else
        {
            image = settings.Normalize ? image.Normalized(known ?? Normalization.Of(image, settings.RemoveOutliers, settings.NormalizeScale)) : image;
            (image, mask) = Placed(image, mask, roi, settings, maxThreads);
        }

        if (!ReferenceEquals(stages[0].Mask, mask))
        {
            stages.Add(new("interpolated", image, mask, image));
        }

        mask = Checked(image, mask, settings, stages);
        Mask region = RegionSelection.Of(mask, volume, settings);
        if (!ReferenceEquals(region, mask))
        {
            MaskCheck.Require(region, settings, $"as region '{RegionNames.Of(settings.Region)}'");
            stages.Add(new("region", null, region, image));
            mask = region;
        }

        Mask resegmented = Resegmentation.Apply(image, mask, settings);
        if (!ReferenceEquals(resegmented, mask))
        {
            MaskCheck.Require(resegmented, settings, "after resegmentation");
            stages.Add(new("resegmented", null, resegmented, image));
        }

        return new(image, settings.ResegmentShape ? resegmented : mask, resegmented, resegmented.BoundingBox()!.Value, stages);
    }

    /// <summary>Prepares the ROI that has the label of the settings.</summary>
    /// <param name="volume">The image.</param>
    /// <param name="labels">Labels of several ROIs.</param>
    /// <param name="settings">What to do; its label says which ROI.</param>
    /// <param name="maxThreads">Threads to use; −1: one per core. Values do not depend on it.</param>
    /// <returns>The prepared case.</returns>
    /// <exception cref="RadiomicsException">The label is absent, or image, mask and settings do not go together.</exception>
    public static PreparedCase Prepare(Volume volume, LabelMap labels, ExtractionSettings settings, int maxThreads = 1)
    {
        MaskCheck.RequireLabel(labels, settings.Label);
        return Prepare(volume, labels.Select(settings.Label), settings, maxThreads) with { Labels = labels };
    }

    /// <summary>Image and mask resampled, or cropped, or as they are.</summary>
    private static (ScalarImage Image, Mask Mask) Placed(ScalarImage image, Mask mask, IndexBox roi, ExtractionSettings settings, int maxThreads)
    {
        if (settings is { Interpolator: { } interpolator, ResampledPixelSpacing: not null })
        {
            MaskCheck.RequireInside(image.Geometry, mask.Geometry, roi);
            return ResamplingGrid.Of(image.Geometry, mask.Geometry, roi, settings) is { } grid
                ? (ImageResampler.Resample(image, grid, interpolator, maxThreads), MaskResampler.Resample(mask, grid))
                : Cropped(image, Checked(image, mask, settings, null), settings);
        }

        return settings.PreCrop ? Cropped(image, Checked(image, mask, settings, null), settings) : (image, mask);
    }

    /// <summary>The whole volume resampled, equalised and normalised, then cropped.</summary>
    private static (ScalarImage Image, Mask Mask) Equalized(ScalarImage image, Mask mask, IndexBox roi, ExtractionSettings settings, int maxThreads)
    {
        MaskCheck.RequireInside(image.Geometry, mask.Geometry, roi);
        if (settings is { Interpolator: { } interpolator, ResampledPixelSpacing: not null }
            && ResamplingGrid.Of(image.Geometry, mask.Geometry, roi, settings with { PadDistance = int.MaxValue }) is { } grid)
        {
            (image, mask) = (ImageResampler.Resample(image, grid, interpolator, maxThreads), MaskResampler.Resample(mask, grid));
        }

        mask = Checked(image, mask, settings, null);
        image = HistogramEqualization.Equalize(image);
        image = settings.Normalize ? image.Normalized(Normalization.Of(image, settings.RemoveOutliers, settings.NormalizeScale)) : image;
        return Cropped(image, mask, settings);
    }

    private static (ScalarImage Image, Mask Mask) Cropped(ScalarImage image, Mask mask, ExtractionSettings settings)
    {
        Vector3 spacing = mask.Geometry.SpacingMm;
        int reach = (int)Math.Ceiling(settings.ReachMm / Math.Min(spacing.X, Math.Min(spacing.Y, spacing.Z)));
        IndexBox box = mask.BoundingBox()!.Value.Grow(Math.Max(settings.PadDistance, reach), mask.Geometry);
        ScalarImage cropped = image.Crop(box);
        var part = new Mask(cropped.Geometry);
        for (int k = 0, at = 0; k < box.SizeZ; k++)
        {
            for (int j = 0; j < box.SizeY; j++, at += box.SizeX)
            {
                mask.Voxels.AsSpan(mask.Geometry.Offset(box.MinI, box.MinJ + j, box.MinK + k), box.SizeX).CopyTo(part.Voxels.AsSpan(at));
            }
        }

        return (cropped, part);
    }

    /// <summary>The mask on the grid of the image, checked.</summary>
    private static Mask Checked(ScalarImage image, Mask mask, ExtractionSettings settings, List<PreparationStage>? stages)
    {
        Mask corrected = MaskCheck.OnGridOf(image.Geometry, mask, settings);
        MaskCheck.Require(corrected, settings, "");
        if (!ReferenceEquals(corrected, mask))
        {
            stages?.Add(new("corrected", null, corrected, image));
        }

        return corrected;
    }
}
