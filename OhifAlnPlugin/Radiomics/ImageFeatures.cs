using OhifAlnPlugin.Radiomics.Features;
using OhifAlnPlugin.Radiomics.Features.FirstOrder;
using OhifAlnPlugin.Radiomics.Features.Glcm;
using OhifAlnPlugin.Radiomics.Features.Gldm;
using OhifAlnPlugin.Radiomics.Features.Glrlm;
using OhifAlnPlugin.Radiomics.Features.Glszm;
using OhifAlnPlugin.Radiomics.Features.Ngtdm;
using OhifAlnPlugin.Radiomics.Features.Shape;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Filters;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics;

/// <summary>Computes the planned classes of one image; what classes share is computed once.</summary>
internal static class ImageFeatures
{
    /// <summary>Computes features of intensity and texture.</summary>
    /// <param name="image">The filtered image.</param>
    /// <param name="roi">Layout of the ROI.</param>
    /// <param name="settings">Settings of the classes.</param>
    /// <param name="classes">What is planned.</param>
    /// <param name="values">Receives the values at their places.</param>
    /// <returns>Number of grey levels, Ng.</returns>
    /// <exception cref="RadiomicsException">A ROI value is not finite, or there are too many grey levels.</exception>
    public static int Compute(FilteredImage image, RoiGrid roi, TextureSettings settings, IReadOnlyList<PlannedClass> classes, double[] values)
    {
        double[] intensities = roi.Gather(image.Values);
        RequireFinite(intensities, image.Name);
        GreyLevels grey = Discretisation.Discretise(roi, intensities, image.SinglePrecision, settings);
        Neighbourhoods? neighbours = null;
        foreach (PlannedClass planned in classes)
        {
            switch (planned.Class)
            {
                case FirstOrderFeatures.Class:
                    var statistics = new IntensityStatistics(intensities, grey.Counts, settings.VoxelArrayShift, roi.SpacingX * roi.SpacingY * roi.SpacingZ);
                    Evaluate(FirstOrderFeatures.All, planned, [statistics], values);
                    break;
                case GlcmFeatures.Class:
                    Evaluate(GlcmFeatures.All, planned, CooccurrenceMatrices.Of(grey, settings), values);
                    break;
                case GlrlmFeatures.Class:
                    Evaluate(GlrlmFeatures.All, planned, RunLengthMatrices.Of(grey, settings), values);
                    break;
                case GlszmFeatures.Class:
                    Evaluate(GlszmFeatures.All, planned, [SizeZoneMatrix.Of(grey, settings)], values);
                    break;
                case GldmFeatures.Class:
                    Evaluate(GldmFeatures.All, planned, [DependenceMatrix.Of(grey, neighbours ??= new(grey, settings))], values);
                    break;
                default:
                    Evaluate(NgtdmFeatures.All, planned, [new ToneDifferenceMatrix(grey, neighbours ??= new(grey, settings))], values);
                    break;
            }
        }

        return grey.Highest;
    }

    /// <summary>Computes features of shape.</summary>
    /// <param name="roi">The ROI.</param>
    /// <param name="settings">The plane of two-dimensional shape.</param>
    /// <param name="classes">What is planned.</param>
    /// <param name="values">Receives the values; NaN where the ROI is not flat.</param>
    public static void ComputeShape(RoiGrid roi, TextureSettings settings, IReadOnlyList<PlannedClass> classes, double[] values)
    {
        foreach (PlannedClass planned in classes)
        {
            if (planned.Class == ShapeFeatures.Class)
            {
                Evaluate(ShapeFeatures.All, planned, [new RoiShape(roi)], values);
            }
            else
            {
                IReadOnlyList<RoiOutline> outlines = IsFlat(roi, settings) ? [new(roi, 2 - settings.Force2DDimension)] : [];
                Evaluate(Shape2DFeatures.All, planned, outlines, values);
            }
        }
    }

    /// <summary>Whether two-dimensional shape is defined: force2D is set and the ROI lies in one slice.</summary>
    public static bool IsFlat(RoiGrid roi, TextureSettings settings) =>
        settings.Force2D && (settings.Force2DDimension switch { 0 => roi.Box.SizeZ, 1 => roi.Box.SizeY, _ => roi.Box.SizeX }) == 1;

    /// <summary>Mean of each planned feature over its sources.</summary>
    private static void Evaluate<TSource>(Feature<TSource>[] all, PlannedClass planned, IReadOnlyList<TSource> sources, double[] values)
    {
        for (int n = 0; n < planned.Features.Count; n++)
        {
            values[planned.First + n] = MeanOver(Array.Find(all, f => f.Name == planned.Features[n])!, sources);
        }
    }

    /// <summary>Mean of a feature over its sources, NaN left out; NaN without sources.</summary>
    public static double MeanOver<TSource>(Feature<TSource> feature, IReadOnlyList<TSource> sources)
    {
        double sum = 0;
        int count = 0;
        for (int n = 0; n < sources.Count; n++)
        {
            double value = feature.Compute(sources[n]);
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }

    /// <summary>Requires that every intensity is a number.</summary>
    /// <exception cref="RadiomicsException">One is not.</exception>
    public static void RequireFinite(double[] intensities, string image)
    {
        int undefined = intensities.Count(v => !double.IsFinite(v));
        if (undefined > 0)
        {
            throw new RadiomicsException($"{undefined} of {intensities.Length} ROI voxels of the image '{image}' are NaN or infinite; replace them or leave them out of the mask.");
        }
    }
}
