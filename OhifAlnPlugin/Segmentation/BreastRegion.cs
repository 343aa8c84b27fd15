using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Body and breasts of a prone patient, found from the pre-contrast image and the body's outline alone.</summary>
/// <remarks>
/// The skin over the sternum is the deepest place of the outline between the breasts. Behind it the chest wall is taken as
/// a half-ellipse; heart, liver and great vessels lie behind that curve, breast tissue in front of it.
/// </remarks>
internal sealed class BreastRegion
{
    private const double BehindSkinMm = 14, ThoraxHalfWidthMm = 165, ThoraxHalfDepthMm = 110;
    private const double LeastProtrusionMm = 12, WindowMm = 12;

    private BreastRegion(Mask body, float[] skinDepthMm) =>
        (Body, Breasts, Hanging, SkinDepthMm) = (body, new Mask(body.Geometry), new Mask(body.Geometry), skinDepthMm);

    /// <summary>Everything inside the skin.</summary>
    public Mask Body { get; }

    /// <summary>The body in front of the chest wall.</summary>
    public Mask Breasts { get; }

    /// <summary>The part of the breasts that hangs in front of the skin over the sternum; axillary nodes lie behind it.</summary>
    public Mask Hanging { get; }

    /// <summary>Distance of every voxel of the body to the air, mm; 0 outside.</summary>
    public float[] SkinDepthMm { get; }

    /// <summary>Finds the region.</summary>
    /// <param name="pre">Pre-contrast image.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static BreastRegion Find(Volume pre, CancellationToken cancellation)
    {
        Mask body = BodyMask.Of(pre);
        cancellation.ThrowIfCancellationRequested();
        float[] depth = EuclideanDistance.SquaredDepthMm(body, cancellation);
        for (int n = 0; n < depth.Length; n++)
        {
            depth[n] = MathF.Sqrt(depth[n]);
        }

        var region = new BreastRegion(body, depth);
        region.FillInFrontOfChestWall();
        return region;
    }

    private void FillInFrontOfChestWall()
    {
        var axes = new PatientAxes(Body.Geometry);
        int[,] front = Outline(Body, axes);
        (double[] sternum, double middle) = Sternum(front, axes);
        for (int up = 0; up < axes.Height; up++)
        {
            for (int left = 0; left < axes.Width; left++)
            {
                double aside = Math.Min(1, Math.Abs(left - middle) * axes.WidthMm / ThoraxHalfWidthMm);
                double wall = sternum[up] + ((BehindSkinMm + (ThoraxHalfDepthMm * (1 - Math.Sqrt(1 - (aside * aside))))) / axes.DepthMm);
                for (int back = front[left, up]; back < Math.Min(axes.Depth, wall); back++)
                {
                    int n = axes.Offset(left, back, up);
                    Breasts.Voxels[n] = Body.Voxels[n];
                    Hanging.Voxels[n] = back <= sternum[up] ? Body.Voxels[n] : (byte)0;
                }
            }
        }
    }

    /// <summary>First voxel of the body from the front in every column; the grid's depth where there is none.</summary>
    private static int[,] Outline(Mask body, PatientAxes axes)
    {
        int[,] front = new int[axes.Width, axes.Height];
        for (int up = 0; up < axes.Height; up++)
        {
            for (int left = 0; left < axes.Width; left++)
            {
                int back = 0;
                while (back < axes.Depth && body.Voxels[axes.Offset(left, back, up)] == 0)
                {
                    back++;
                }

                front[left, up] = back;
            }
        }

        return front;
    }

    /// <summary>Depth of the skin over the sternum at every height, and where the middle lies; both in voxels.</summary>
    private static (double[] Depth, double Middle) Sternum(int[,] front, PatientAxes axes)
    {
        var valleys = new (int Depth, int Left)?[axes.Height];
        for (int up = 0; up < axes.Height; up++)
        {
            valleys[up] = Valley(front, up, axes);
        }

        (int Depth, int Left)[] found = [.. valleys.OfType<(int, int)>()];
        if (found.Length < axes.Height / 5.0)
        {
            double flat = ChestLevel(front, axes);
            return ([.. Enumerable.Repeat(flat, axes.Height)], (axes.Width - 1) / 2.0);
        }

        int window = Math.Max(1, (int)(WindowMm / axes.HeightMm));
        double usual = Median(found.Select(v => v.Depth));
        double[] depth = [.. Enumerable.Range(0, axes.Height).Select(up =>
        {
            int[] near = [.. valleys[Math.Max(0, up - window)..Math.Min(axes.Height, up + window + 1)].OfType<(int Depth, int Left)>().Select(v => v.Depth)];
            return near.Length > 0 ? Median(near) : usual;
        })];
        return (depth, Median(found.Select(v => v.Left)));
    }

    /// <summary>The deepest place of a slice's outline that has the outline clearly further to the front on both sides.</summary>
    private static (int Depth, int Left)? Valley(int[,] front, int up, PatientAxes axes)
    {
        int least = (int)(LeastProtrusionMm / axes.DepthMm);
        int[] fromRight = new int[axes.Width];
        for (int left = 0, nearest = int.MaxValue; left < axes.Width; left++)
        {
            fromRight[left] = nearest = Math.Min(nearest, front[left, up]);
        }

        (int Depth, int Left)? best = null;
        for (int left = axes.Width - 1, nearest = int.MaxValue; left >= 0; left--)
        {
            nearest = Math.Min(nearest, front[left, up]);
            int depth = front[left, up];
            bool between = depth < axes.Depth && depth - Math.Max(fromRight[left], nearest) >= least;
            if (between && (best is null || depth > best.Value.Depth))
            {
                best = (depth, left);
            }
        }

        return best;
    }

    /// <summary>Where the chest lies when there are not two breasts: almost the deepest outline.</summary>
    private static double ChestLevel(int[,] front, PatientAxes axes)
    {
        int[] levels = [.. front.Cast<int>().Where(f => f < axes.Depth).Order()];
        return levels.Length == 0 ? 0 : levels[(int)(0.9 * (levels.Length - 1))];
    }

    private static double Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }
}
