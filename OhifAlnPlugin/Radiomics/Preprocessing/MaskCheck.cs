using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Whether a mask fits its image and holds a ROI that features can be computed on.</summary>
internal static class MaskCheck
{
    /// <summary>How far, in voxels, a ROI may stick out of the image through rounding.</summary>
    private const double OutsideTolerance = 1e-3;

    /// <summary>The mask on the grid of the image: itself, or resampled when <see cref="ExtractionSettings.CorrectMask"/> allows it.</summary>
    /// <exception cref="RadiomicsException">The grids differ and correctMask is off, or the ROI lies outside the image.</exception>
    public static Mask OnGridOf(VolumeGeometry image, Mask mask, ExtractionSettings settings)
    {
        VolumeGeometry grid = mask.Geometry;
        if (Difference(image, grid, settings.GeometryTolerance) is not { } difference)
        {
            return mask;
        }

        if (!settings.CorrectMask)
        {
            throw new RadiomicsException($"Image and mask lie on different grids: {difference}. Set correctMask to true to bring the mask to the grid of the image by nearest neighbour, or geometryTolerance above the difference.");
        }

        RequireInside(image, grid, mask.BoundingBox()!.Value);
        return MaskResampler.Resample(mask, image);
    }

    /// <summary>Requires that a label occurs.</summary>
    /// <returns>Its voxels, ≥ 1.</returns>
    /// <exception cref="RadiomicsException">It does not; the message lists the labels that do.</exception>
    public static int RequireLabel(LabelMap labels, int label)
    {
        var present = labels.Counts();
        return present.TryGetValue(label, out int voxels) ? voxels : throw new RadiomicsException(present.Count == 0
            ? "The mask has no label at all: every voxel is 0."
            : $"The mask has no voxel with label {label}; it has {string.Join(", ", present.Select(l => $"{l.Key} ({l.Value} voxels)"))}.");
    }

    /// <summary>Requires a ROI large enough.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="settings">Smallest ROI.</param>
    /// <param name="when">When in the preparation, for the message; may be empty.</param>
    /// <exception cref="RadiomicsException">The ROI is empty, a single voxel, too flat or too small.</exception>
    public static void Require(Mask mask, ExtractionSettings settings, string when)
    {
        string after = when.Length > 0 ? $" {when}" : "";
        int count = mask.Count();
        if (mask.BoundingBox() is not { } box)
        {
            throw new RadiomicsException($"The ROI with label {settings.Label} is empty{after}.");
        }

        if (count == 1)
        {
            throw new RadiomicsException($"The ROI with label {settings.Label} is a single voxel{after}; features need at least 2.");
        }

        int dimensions = (box.SizeX > 1 ? 1 : 0) + (box.SizeY > 1 ? 1 : 0) + (box.SizeZ > 1 ? 1 : 0);
        if (dimensions < settings.MinimumRoiDimensions)
        {
            throw new RadiomicsException($"The ROI with label {settings.Label} extends over {box.SizeX}×{box.SizeY}×{box.SizeZ} voxels{after}: {dimensions} dimension(s), minimumROIDimensions asks for {settings.MinimumRoiDimensions}.");
        }

        if (count <= settings.MinimumRoiSize)
        {
            throw new RadiomicsException($"The ROI with label {settings.Label} has {count} voxels{after}; minimumROISize asks for more than {settings.MinimumRoiSize}.");
        }
    }

    /// <summary>Requires that the box of the ROI lies inside the image.</summary>
    /// <exception cref="RadiomicsException">It does not.</exception>
    public static void RequireInside(VolumeGeometry image, VolumeGeometry mask, IndexBox roi)
    {
        var mapping = new GridMapping(mask, image);
        for (int corner = 0; corner < 8; corner++)
        {
            var (x, y, z) = mapping.Index(
                (corner & 1) == 0 ? roi.MinI : roi.MaxI, (corner & 2) == 0 ? roi.MinJ : roi.MaxJ, (corner & 4) == 0 ? roi.MinK : roi.MaxK);
            double outside = Math.Max(
                Math.Max(Math.Max(-0.5 - x, x - image.SizeX + 0.5), Math.Max(-0.5 - y, y - image.SizeY + 0.5)),
                Math.Max(-0.5 - z, z - image.SizeZ + 0.5));
            if (outside > OutsideTolerance)
            {
                throw new RadiomicsException($"The ROI lies outside the image: a corner of its bounding box is at voxel ({x:0.##}, {y:0.##}, {z:0.##}) of an image of {image.SizeX}×{image.SizeY}×{image.SizeZ}.");
            }
        }
    }

    private static string? Difference(VolumeGeometry image, VolumeGeometry mask, double tolerance)
    {
        Vector3 origin = mask.OriginMm - image.OriginMm, spacing = mask.SpacingMm - image.SpacingMm;
        if ((image.SizeX, image.SizeY, image.SizeZ) != (mask.SizeX, mask.SizeY, mask.SizeZ))
        {
            return $"the image has {image.SizeX}×{image.SizeY}×{image.SizeZ} voxels, the mask {mask.SizeX}×{mask.SizeY}×{mask.SizeZ}; the origins differ by ({origin.X:G6}, {origin.Y:G6}, {origin.Z:G6}) mm, the spacings by ({spacing.X:G6}, {spacing.Y:G6}, {spacing.Z:G6}) mm";
        }

        double limit = tolerance * image.SpacingMm.X;
        if (Largest(origin) > limit)
        {
            return $"the origins differ by ({origin.X:G6}, {origin.Y:G6}, {origin.Z:G6}) mm, the limit is {limit:G3} mm";
        }

        if (Largest(spacing) > limit)
        {
            return $"the spacings differ by ({spacing.X:G6}, {spacing.Y:G6}, {spacing.Z:G6}) mm, the limit is {limit:G3} mm";
        }

        double axes = Math.Max(Largest(mask.AxisX - image.AxisX), Math.Max(Largest(mask.AxisY - image.AxisY), Largest(mask.AxisZ - image.AxisZ)));
        return axes > tolerance ? $"the direction cosines differ by up to {axes:G3}, the limit is {tolerance:G3}; the far corners are {image.LargestCornerDistanceMm(mask):G3} mm apart" : null;
    }

    private static double Largest(Vector3 v) => Math.Max(Math.Abs(v.X), Math.Max(Math.Abs(v.Y), Math.Abs(v.Z)));
}
