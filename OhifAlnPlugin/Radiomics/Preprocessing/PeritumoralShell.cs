using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>The tissue around a tumour: voxels whose centre lies within a distance of a tumour voxel's centre, without the tumour.</summary>
public static class PeritumoralShell
{
    /// <summary>Thickness of the shell in the published work: 15 voxels on a 1 mm grid.</summary>
    public const double DefaultThicknessMm = 15;

    /// <summary>Makes the shell.</summary>
    /// <param name="tumour">The tumour; the paper's shell needs a grid of 1 mm.</param>
    /// <param name="thicknessMm">Largest Euclidean distance, mm, &gt; 0.</param>
    /// <param name="body">Where the shell may lie; null: everywhere in the image.</param>
    /// <returns>The shell on the grid of the tumour; empty when the tumour is.</returns>
    /// <exception cref="ArgumentException">The body lies on another grid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The thickness is not greater than 0.</exception>
    public static Mask Of(Mask tumour, double thicknessMm = DefaultThicknessMm, Mask? body = null)
    {
        ArgumentNullException.ThrowIfNull(tumour);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(thicknessMm);
        var g = tumour.Geometry;
        if (body is not null && !body.Geometry.IsCloseTo(g))
        {
            throw new ArgumentException("The body lies on another grid than the tumour.", nameof(body));
        }

        if (tumour.BoundingBox() is not { } box)
        {
            return new Mask(g);
        }

        int reach = (int)Math.Min(int.MaxValue / 4, Math.Ceiling(thicknessMm / Math.Min(g.SpacingMm.X, Math.Min(g.SpacingMm.Y, g.SpacingMm.Z))));
        IndexBox around = box.Grow(reach, g);
        Mask near = tumour.Crop(around), shell = new(near.Geometry);
        Mask? inside = body?.Crop(around);
        double limit = thicknessMm * thicknessMm;
        double[] squared = SquaredDistances(near, thicknessMm);
        for (int n = 0; n < squared.Length; n++)
        {
            shell.Voxels[n] = squared[n] <= limit && near.Voxels[n] == 0 && inside?.Voxels[n] != 0 ? (byte)1 : (byte)0;
        }

        return shell.Uncrop(g, around);
    }

    /// <summary>Squared distance to the nearest tumour voxel, mm², exact up to the thickness: the minimum is taken along one axis after the other.</summary>
    private static double[] SquaredDistances(Mask tumour, double reachMm)
    {
        var g = tumour.Geometry;
        double[] squared = [.. tumour.Voxels.Select(v => v != 0 ? 0 : double.PositiveInfinity)];
        AlongAxis(squared, g.SizeX, 1, g.SpacingMm.X, reachMm);
        AlongAxis(squared, g.SizeY, g.SizeX, g.SpacingMm.Y, reachMm);
        AlongAxis(squared, g.SizeZ, g.SliceLength, g.SpacingMm.Z, reachMm);
        return squared;
    }

    private static void AlongAxis(double[] squared, int size, int stride, double spacing, double reachMm)
    {
        int reach = Math.Min(size - 1, (int)Math.Floor(reachMm / spacing));
        double[] line = new double[size];
        for (int start = 0; start < squared.Length; start++)
        {
            if (start / stride % size != 0)
            {
                continue;
            }

            bool reachable = false;
            for (int n = 0; n < size; n++)
            {
                line[n] = squared[start + (n * stride)];
                reachable |= double.IsFinite(line[n]);
            }

            for (int n = 0; n < size && reachable; n++)
            {
                double least = double.PositiveInfinity;
                for (int m = Math.Max(0, n - reach); m <= Math.Min(size - 1, n + reach); m++)
                {
                    double d = (n - m) * spacing;
                    least = Math.Min(least, line[m] + (d * d));
                }

                squared[start + (n * stride)] = least;
            }
        }
    }
}
