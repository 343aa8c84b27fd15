using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Brings a mask to another grid by the nearest voxel.</summary>
internal static class MaskResampler
{
    /// <summary>Resamples a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="target">The grid.</param>
    /// <returns>The mask on the grid; outside its own grid it is empty.</returns>
    public static Mask Resample(Mask mask, VolumeGeometry target)
    {
        var result = new Mask(target);
        var mapping = new GridMapping(target, mask.Geometry);
        int size = target.SizeX;
        double[] x = new double[size], y = new double[size], z = new double[size];
        for (int k = 0, at = 0; k < target.SizeZ; k++)
        {
            for (int j = 0; j < target.SizeY; j++)
            {
                mapping.Row(j, k, x, y, z);
                for (int i = 0; i < size; i++, at++)
                {
                    int a = (int)Math.Floor(x[i] + 0.5), b = (int)Math.Floor(y[i] + 0.5), c = (int)Math.Floor(z[i] + 0.5);
                    result.Voxels[at] = mask.Geometry.Contains(a, b, c) ? mask.Voxels[mask.Geometry.Offset(a, b, c)] : (byte)0;
                }
            }
        }

        return result;
    }
}
