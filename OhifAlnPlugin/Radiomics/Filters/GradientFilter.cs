using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>Magnitude of the gradient by central differences, borders replicated, divided by the spacing unless told otherwise.</summary>
/// <remarks>As itk::GradientMagnitudeImageFilter; the result is in single precision.</remarks>
internal static class GradientFilter
{
    /// <summary>Computes the gradient in the box of the ROI.</summary>
    public static IEnumerable<FilteredImage> Apply(FilterRequest request)
    {
        var g = request.Image.Geometry;
        var box = request.Box.Grow(1, g);
        double[] block = request.Image.Block(box);
        bool spacing = request.Settings.GradientUseSpacing;
        double fx = 0.5 / (spacing ? g.SpacingMm.X : 1), fy = 0.5 / (spacing ? g.SpacingMm.Y : 1), fz = 0.5 / (spacing ? g.SpacingMm.Z : 1);
        double[] values = new double[request.Box.SizeX * request.Box.SizeY * request.Box.SizeZ];
        int at = 0;
        for (int k = request.Box.MinK - box.MinK; k <= request.Box.MaxK - box.MinK; k++)
        {
            for (int j = request.Box.MinJ - box.MinJ; j <= request.Box.MaxJ - box.MinJ; j++)
            {
                for (int i = request.Box.MinI - box.MinI; i <= request.Box.MaxI - box.MinI; i++, at++)
                {
                    double dx = (At(block, box, i + 1, j, k) - At(block, box, i - 1, j, k)) * fx;
                    double dy = (At(block, box, i, j + 1, k) - At(block, box, i, j - 1, k)) * fy;
                    double dz = (At(block, box, i, j, k + 1) - At(block, box, i, j, k - 1)) * fz;
                    values[at] = (float)Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
                }
            }
        }

        yield return new("gradient", values, SinglePrecision: true);
    }

    private static double At(double[] block, IndexBox box, int i, int j, int k) =>
        block[Math.Clamp(i, 0, box.SizeX - 1) + (box.SizeX * (Math.Clamp(j, 0, box.SizeY - 1) + (box.SizeY * Math.Clamp(k, 0, box.SizeZ - 1))))];
}
