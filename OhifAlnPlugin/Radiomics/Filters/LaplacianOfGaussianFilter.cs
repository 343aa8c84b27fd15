using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>Laplacian of Gaussian, times σ², by recursive filters; one image per σ.</summary>
/// <remarks>
/// As itk::LaplacianRecursiveGaussianImageFilter: per axis the second derivative, then smoothing along the other axes, each
/// pass rounded to single precision, divided by the squared spacing and summed.
/// </remarks>
internal static class LaplacianOfGaussianFilter
{
    /// <summary>Fewest voxels along an axis that the recursion works on.</summary>
    private const int FewestVoxels = 4;

    /// <summary>Reach of the filter in σ: its slowest term has fallen below 10⁻⁹ there.</summary>
    private const double Reach = 16;

    /// <summary>Names of the images; a σ that is too large for the image gives none.</summary>
    public static IReadOnlyList<string> Names(ImageTypeSettings settings, VolumeGeometry? geometry) =>
        [.. settings.Sigma.Where(s => geometry is null || Fits(s.Mm, geometry)).Select(Name)];

    /// <summary>Computes the wanted images in the box of the ROI.</summary>
    public static IEnumerable<FilteredImage> Apply(FilterRequest request)
    {
        foreach (LogSigma sigma in request.Settings.Sigma)
        {
            if (Fits(sigma.Mm, request.Image.Geometry) && request.Wanted(Name(sigma)))
            {
                yield return new(Name(sigma), Laplacian(request, sigma.Mm), SinglePrecision: true);
            }
        }
    }

    private static string Name(LogSigma sigma) => $"log-sigma-{sigma.Text.Replace('.', '-')}-mm-3D";

    private static bool Fits(double sigma, VolumeGeometry g)
    {
        bool Along(int size, double spacing) => size >= FewestVoxels && size >= Math.Ceiling(sigma / spacing) + 1;
        return Along(g.SizeX, g.SpacingMm.X) && Along(g.SizeY, g.SpacingMm.Y) && Along(g.SizeZ, g.SpacingMm.Z);
    }

    private static double[] Laplacian(FilterRequest request, double sigma)
    {
        var g = request.Image.Geometry;
        double[] spacing = [g.SpacingMm.X, g.SpacingMm.Y, g.SpacingMm.Z];
        IndexBox box = Around(request.Box, g, sigma, spacing);
        float[] block = [.. request.Image.Block(box).Select(v => (float)v)];
        float[] sum = new float[block.Length];
        for (int axis = 0; axis < 3; axis++)
        {
            float[] term = [.. block];
            RecursiveGaussian.SecondDerivative(sigma / spacing[axis], sigma).Apply(term, box, axis);
            for (int other = 0; other < 3; other++)
            {
                if (other != axis)
                {
                    RecursiveGaussian.Smoothing(sigma / spacing[other]).Apply(term, box, other);
                }
            }

            double squared = spacing[axis] * spacing[axis];
            for (int n = 0; n < sum.Length; n++)
            {
                sum[n] = (float)(sum[n] + (term[n] / squared));
            }
        }

        return Cut(sum, box, request.Box);
    }

    private static IndexBox Around(IndexBox roi, VolumeGeometry g, double sigma, double[] spacing)
    {
        int Margin(int axis) => (int)Math.Ceiling(Reach * sigma / spacing[axis]) + FewestVoxels;
        return new(
            Math.Max(0, roi.MinI - Margin(0)), Math.Max(0, roi.MinJ - Margin(1)), Math.Max(0, roi.MinK - Margin(2)),
            Math.Min(g.SizeX - 1, roi.MaxI + Margin(0)), Math.Min(g.SizeY - 1, roi.MaxJ + Margin(1)), Math.Min(g.SizeZ - 1, roi.MaxK + Margin(2)));
    }

    private static double[] Cut(float[] block, IndexBox box, IndexBox roi)
    {
        double[] values = new double[roi.SizeX * roi.SizeY * roi.SizeZ];
        for (int k = 0, at = 0; k < roi.SizeZ; k++)
        {
            for (int j = 0; j < roi.SizeY; j++)
            {
                int from = roi.MinI - box.MinI + (box.SizeX * (roi.MinJ - box.MinJ + j + (box.SizeY * (roi.MinK - box.MinK + k))));
                for (int i = 0; i < roi.SizeX; i++, at++)
                {
                    values[at] = block[from + i];
                }
            }
        }

        return values;
    }
}
