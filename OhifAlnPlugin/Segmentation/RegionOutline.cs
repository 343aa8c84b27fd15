using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>A region with its outline at half of the local peak.</summary>
internal sealed class RegionOutline
{
    private const double LimitMm = 2, LeastPartAtLimit = 0.01;

    private readonly Mask _mask;

    /// <summary>Grows the region.</summary>
    /// <param name="region">The prepared region.</param>
    public RegionOutline(GeodesicRegion region) => (Region, _mask) = (region, region.Grow());

    /// <summary>The prepared region.</summary>
    public GeodesicRegion Region { get; }

    /// <summary>Whether there is nothing inside.</summary>
    public bool IsEmpty => _mask.Count() == 0;

    /// <summary>Whether a voxel of the whole image lies inside.</summary>
    public bool Contains(VoxelSeed voxel)
    {
        (int i, int j, int k) = (voxel.I - Region.Box.MinI, voxel.J - Region.Box.MinJ, voxel.K - Region.Box.MinK);
        return _mask.Geometry.Contains(i, j, k) && _mask[i, j, k];
    }

    /// <summary>Where the region is best started.</summary>
    public VoxelSeed Core()
    {
        (int i, int j, int k) = _mask.Geometry.IndicesOf(RegionCore.Of(_mask, Region.Enhancement));
        return OnImage(i, j, k);
    }

    /// <summary>Whether 1 % of the region or more lies at the limit of the search.</summary>
    public bool ReachesLimit(double radiusMm)
    {
        VolumeGeometry g = _mask.Geometry;
        Vector3 seed = g.ToPatient(Region.Seed.I - Region.Box.MinI, Region.Seed.J - Region.Box.MinJ, Region.Seed.K - Region.Box.MinK);
        int count = 0, atLimit = 0;
        for (int n = 0; n < _mask.Voxels.Length; n++)
        {
            if (_mask.Voxels[n] != 0)
            {
                (int i, int j, int k) = g.IndicesOf(n);
                count++;
                atLimit += (g.ToPatient(i, j, k) - seed).Length > radiusMm - LimitMm ? 1 : 0;
            }
        }

        return atLimit > 0 && atLimit >= LeastPartAtLimit * count;
    }

    /// <summary>The voxel nearest to the region's centroid; it need not lie inside.</summary>
    public VoxelSeed Middle()
    {
        long i = 0, j = 0, k = 0, count = 0;
        for (int n = 0; n < _mask.Voxels.Length; n++)
        {
            if (_mask.Voxels[n] != 0)
            {
                (int x, int y, int z) = _mask.Geometry.IndicesOf(n);
                (i, j, k, count) = (i + x, j + y, k + z, count + 1);
            }
        }

        return OnImage(Rounded(i), Rounded(j), Rounded(k));

        int Rounded(long sum) => (int)Math.Round((double)sum / count);
    }

    private VoxelSeed OnImage(int i, int j, int k) => new(i + Region.Box.MinI, j + Region.Box.MinJ, k + Region.Box.MinK);
}
