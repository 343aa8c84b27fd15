using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Finds where regions of enhancement may start: the brightest local maxima inside the breasts, sharp and blurred.</summary>
internal static class SeedSearch
{
    private const double LeastSkinDepthMm = 4, ApartMm = 4;

    /// <summary>Widths of the blur, mm, and how many maxima are kept of each: small lesions and vessels stand out in the first, masses in the second.</summary>
    private static readonly (double SigmaMm, int Count)[] Scales = [(1.5, 60), (4, 40)];

    /// <summary>The seeds, brightest first within each width; those close to an earlier one left out.</summary>
    /// <param name="enhancement">Peak − pre-contrast.</param>
    /// <param name="region">Body and breasts.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static IReadOnlyList<VoxelSeed> Find(Volume enhancement, BreastRegion region, CancellationToken cancellation)
    {
        var seeds = new List<VoxelSeed>();
        foreach ((double sigma, int count) in Scales)
        {
            Volume blurred = GaussianFilter.Smooth(enhancement, sigma, cancellation);
            int most = seeds.Count + count;
            foreach (int n in Maxima(blurred, region).OrderByDescending(n => blurred.Voxels[n]).ThenBy(n => n))
            {
                (int i, int j, int k) = enhancement.Geometry.IndicesOf(n);
                if (seeds.Count < most && seeds.TrueForAll(s => IsApart(s, i, j, k, enhancement.Geometry)))
                {
                    seeds.Add(new(i, j, k));
                }
            }
        }

        return seeds;
    }

    private static bool IsApart(VoxelSeed s, int i, int j, int k, VolumeGeometry g)
    {
        Vector3 d = new((s.I - i) * g.SpacingMm.X, (s.J - j) * g.SpacingMm.Y, (s.K - k) * g.SpacingMm.Z);
        return d.Length > ApartMm;
    }

    private static List<int> Maxima(Volume blurred, BreastRegion region)
    {
        VolumeGeometry g = blurred.Geometry;
        var maxima = new List<int>();
        for (int k = 0, n = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                for (int i = 0; i < g.SizeX; i++, n++)
                {
                    if (region.Breasts.Voxels[n] != 0 && region.SkinDepthMm[n] >= LeastSkinDepthMm && blurred.Voxels[n] > 0 && IsMaximum(blurred, i, j, k))
                    {
                        maxima.Add(n);
                    }
                }
            }
        }

        return maxima;
    }

    private static bool IsMaximum(Volume v, int i, int j, int k)
    {
        VolumeGeometry g = v.Geometry;
        float value = v[i, j, k];
        for (int z = Math.Max(0, k - 1); z <= Math.Min(g.SizeZ - 1, k + 1); z++)
        {
            for (int y = Math.Max(0, j - 1); y <= Math.Min(g.SizeY - 1, j + 1); y++)
            {
                for (int x = Math.Max(0, i - 1); x <= Math.Min(g.SizeX - 1, i + 1); x++)
                {
                    if (v[x, y, z] > value)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }
}
