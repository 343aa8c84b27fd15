namespace OhifAlnPlugin.Imaging;

/// <summary>The voxels of a mask that have a face to the outside; the grid's border counts as outside.</summary>
internal static class SurfaceVoxels
{
    /// <summary>The surface as a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>A new mask on the same grid.</returns>
    public static Mask Of(Mask mask)
    {
        VolumeGeometry g = mask.Geometry;
        var surface = new Mask(g);
        for (int k = 0, n = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                for (int i = 0; i < g.SizeX; i++, n++)
                {
                    surface.Voxels[n] = mask.Voxels[n] != 0 && HasFace(mask, i, j, k) ? (byte)1 : (byte)0;
                }
            }
        }

        return surface;
    }

    private static bool HasFace(Mask mask, int i, int j, int k) =>
        IsOutside(mask, i - 1, j, k) || IsOutside(mask, i + 1, j, k) || IsOutside(mask, i, j - 1, k)
        || IsOutside(mask, i, j + 1, k) || IsOutside(mask, i, j, k - 1) || IsOutside(mask, i, j, k + 1);

    private static bool IsOutside(Mask mask, int i, int j, int k) => !mask.Geometry.Contains(i, j, k) || !mask[i, j, k];
}
