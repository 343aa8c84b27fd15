using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Form of a brush.</summary>
public enum BrushForm
{
    /// <summary>A disc in the slice of each point.</summary>
    Circle,

    /// <summary>A ball around each point.</summary>
    Sphere,
}

/// <summary>A stroke of a brush: the places of its centre, its size, and whether it adds or removes.</summary>
/// <param name="Centres">Voxels that the centre passed.</param>
/// <param name="RadiusMm">Radius, mm, &gt; 0; a voxel belongs to the brush when its centre does.</param>
/// <param name="Form">Disc or ball.</param>
/// <param name="Erases">Whether voxels are removed instead of added.</param>
public sealed record BrushStroke(IReadOnlyList<VoxelSeed> Centres, double RadiusMm, BrushForm Form = BrushForm.Circle, bool Erases = false);

/// <summary>A brush that only touches voxels between two limits: drawn generously over a lesion, it keeps to the lesion.</summary>
public static class ThresholdBrush
{
    /// <summary>Draws a stroke.</summary>
    /// <param name="mask">The VOI; changed in place.</param>
    /// <param name="values">What is compared with the limits, on the VOI's grid.</param>
    /// <param name="stroke">The stroke; centres beside the image are left out.</param>
    /// <param name="lower">Least value, included.</param>
    /// <param name="upper">Greatest value, included.</param>
    /// <returns>Number of voxels that changed.</returns>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not greater than 0.</exception>
    public static int Draw(Mask mask, Volume values, BrushStroke stroke, double lower, double upper)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(stroke);
        if (!mask.Geometry.IsCloseTo(values.Geometry))
        {
            throw new ArgumentException("The values lie on another grid than the VOI.", nameof(values));
        }

        byte drawn = stroke.Erases ? (byte)0 : (byte)1;
        int changed = 0;
        foreach (VoxelSeed centre in stroke.Centres)
        {
            foreach (int n in Under(mask.Geometry, centre, stroke.RadiusMm, stroke.Form))
            {
                if (mask.Voxels[n] != drawn && values.Voxels[n] >= lower && values.Voxels[n] <= upper)
                {
                    mask.Voxels[n] = drawn;
                    changed++;
                }
            }
        }

        return changed;
    }

    /// <summary>Limits for a stroke that starts at a point: the smallest and the largest value under the brush there.</summary>
    /// <param name="values">What will be compared.</param>
    /// <param name="centre">Where the stroke starts, a voxel of the grid.</param>
    /// <param name="radiusMm">Radius, mm, &gt; 0.</param>
    /// <param name="form">Disc or ball.</param>
    /// <returns>Least and greatest value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The centre lies beside the image, or the radius is not greater than 0.</exception>
    public static (double Lower, double Upper) LimitsAt(Volume values, VoxelSeed centre, double radiusMm, BrushForm form)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!values.Geometry.Contains(centre.I, centre.J, centre.K))
        {
            throw new ArgumentOutOfRangeException(nameof(centre), centre, "The stroke must start on the image.");
        }

        (float lower, float upper) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (int n in Under(values.Geometry, centre, radiusMm, form))
        {
            (lower, upper) = (Math.Min(lower, values.Voxels[n]), Math.Max(upper, values.Voxels[n]));
        }

        return (lower, upper);
    }

    private static IEnumerable<int> Under(VolumeGeometry g, VoxelSeed centre, double radiusMm, BrushForm form)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radiusMm);
        int x = (int)(radiusMm / g.SpacingMm.X), y = (int)(radiusMm / g.SpacingMm.Y), z = form == BrushForm.Sphere ? (int)(radiusMm / g.SpacingMm.Z) : 0;
        for (int k = centre.K - z; k <= centre.K + z; k++)
        {
            for (int j = centre.J - y; j <= centre.J + y; j++)
            {
                for (int i = centre.I - x; i <= centre.I + x; i++)
                {
                    Vector3 d = new((i - centre.I) * g.SpacingMm.X, (j - centre.J) * g.SpacingMm.Y, (k - centre.K) * g.SpacingMm.Z);
                    if (g.Contains(i, j, k) && Vector3.Dot(d, d) <= radiusMm * radiusMm)
                    {
                        yield return g.Offset(i, j, k);
                    }
                }
            }
        }
    }
}
