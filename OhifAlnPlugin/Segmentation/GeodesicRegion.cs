using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// The enhancing region around a seed: connected voxels brighter than a fraction of the way from background to local
/// peak, near the seed along paths inside the region. Prepared once, it can be grown at any fraction without new smoothing.
/// </summary>
/// <remarks>
/// Enhancement is peak − pre-contrast, smoothed by 0.6 mm. Local peak: 75th percentile within 2.5 mm of the seed, then the
/// 65th percentile of the region above half of it. Background: median within the radius; where the tumour fills most of that ball, which the
/// median then shows by lying above half, the median of the dimmer voxels. Length along a path is weighted by
/// 1 + 96·max(0, f − 0.7·(1 − fraction))², f = (peak − value)/(peak − background), so that dim bridges to neighbouring
/// vessels count as long.
/// </remarks>
public sealed class GeodesicRegion
{
    private const double SmoothingMm = 0.6, SnapRadiusMm = 3, DarkestQuantile = 0.05;
    private const double RegionQuantile = 0.65, LargestGrowth = 1.6, SmallestGrowth = 0.3, LeastContrast = 1e-4;
    private const double DimPathWeight = 96, FreeDrop = 0.7, LongestPath = 1.6;

    private readonly VolumeGeometry _grid;
    private readonly float[] _drop;
    private readonly byte[] _ball;
    private readonly VoxelSeed _local;
    private readonly double _radiusMm;
    private byte[]? _first;

    private GeodesicRegion(IndexBox box, Volume smoothed, VoxelSeed local, double radiusMm, PeakSampling peak)
    {
        (Box, _grid, Enhancement, _local, _radiusMm) = (box, smoothed.Geometry, smoothed, local, radiusMm);
        (_ball, float[] inside, float[] near) = Neighbourhood(smoothed, local, radiusMm, peak.RadiusMm);
        LocalPeak = Quantile.OfScratch(near, peak.Quantile);
        Background = BackgroundOf(inside, LocalPeak);
        _drop = new float[_grid.VoxelCount];
        Measure();
        if (peak.FromRegion)
        {
            Recalibrate();
        }
    }

    /// <summary>The part of the series' grid within reach of the seed.</summary>
    public IndexBox Box { get; }

    /// <summary>The seed, on the series' grid.</summary>
    public VoxelSeed Seed => new(_local.I + Box.MinI, _local.J + Box.MinJ, _local.K + Box.MinK);

    /// <summary>Enhancement of the surroundings, signal units.</summary>
    public double Background { get; }

    /// <summary>Enhancement at the seed, signal units.</summary>
    public double LocalPeak { get; private set; }

    /// <summary>Smoothed enhancement on the grid of <see cref="Box"/>.</summary>
    internal Volume Enhancement { get; }

    /// <summary>Prepares the surroundings of a seed in peak − pre-contrast.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="seed">A voxel of its grid.</param>
    /// <param name="radiusMm">Farthest reach, mm, &gt; 0.</param>
    /// <returns>The prepared region.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The seed is not on the grid.</exception>
    public static GeodesicRegion Prepare(DynamicSeries series, VoxelSeed seed, double radiusMm)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Prepare(box => EnhancementIn(series, box), series.Geometry, seed, radiusMm, PeakSampling.AtSeed);
    }

    /// <summary>Prepares the surroundings of a seed in an image in which the tumour is bright, such as a subtraction.</summary>
    /// <param name="enhancement">The image.</param>
    /// <param name="seed">A voxel of its grid.</param>
    /// <param name="radiusMm">Farthest reach, mm, &gt; 0.</param>
    /// <returns>The prepared region.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The seed is not on the grid.</exception>
    public static GeodesicRegion Prepare(Volume enhancement, VoxelSeed seed, double radiusMm)
    {
        ArgumentNullException.ThrowIfNull(enhancement);
        return Prepare(enhancement.Crop, enhancement.Geometry, seed, radiusMm, PeakSampling.AtSeed);
    }

    /// <summary>Prepares the surroundings of a seed.</summary>
    /// <param name="crop">Gives the enhancement in a box.</param>
    /// <param name="geometry">The grid of the whole image.</param>
    /// <param name="seed">A voxel of it.</param>
    /// <param name="radiusMm">Farthest reach, mm, &gt; 0.</param>
    /// <param name="peak">Where the local peak is taken from.</param>
    internal static GeodesicRegion Prepare(Func<IndexBox, Volume> crop, VolumeGeometry geometry, VoxelSeed seed, double radiusMm, PeakSampling peak)
    {
        IndexBox box = BoxOf(geometry, seed, radiusMm);
        return new(box, GaussianFilter.Smooth(crop(box), SmoothingMm), new(seed.I - box.MinI, seed.J - box.MinJ, seed.K - box.MinK), radiusMm, peak);
    }

    /// <summary>Peak − pre-contrast in a box of a series.</summary>
    internal static Volume EnhancementIn(DynamicSeries series, IndexBox box)
    {
        Volume enhancement = series.Peak.Crop(box), pre = series.PreContrast.Crop(box);
        for (int n = 0; n < enhancement.Voxels.Length; n++)
        {
            enhancement.Voxels[n] -= pre.Voxels[n];
        }

        return enhancement;
    }

    /// <summary>Whether a voxel near the seed lies below half of the local peak.</summary>
    internal bool IsDim(VoxelSeed voxel) => !(_drop[_grid.Offset(voxel.I - Box.MinI, voxel.J - Box.MinJ, voxel.K - Box.MinK)] < 0.5);

    /// <summary>Grows the region.</summary>
    /// <param name="fraction">Where the outline cuts between background (0) and local peak (1), in (0, 1).</param>
    /// <returns>The region on the grid of <see cref="Box"/>, holes filled slice by slice; empty when nothing near the seed is bright enough.</returns>
    public Mask Grow(double fraction = 0.5)
    {
        float cut = (float)(1 - fraction);
        var region = new Mask(_grid);
        int start = LocalPeak > Background ? StartBelow(cut) : -1;
        if (start >= 0)
        {
            Spread(start, cut, region.Voxels);
            HoleFilling.FillSlices(region);
        }

        return region;
    }

    /// <summary>
    /// Takes the local peak from the whole region instead of the seed's surroundings, which may be the hottest spot of an
    /// uneven tumour or its dark centre; unless the region then leaks or falls apart, seen by a sudden change of its size.
    /// </summary>
    private void Recalibrate()
    {
        byte[] first = SpreadAtHalf();
        float[] inside = [.. Enhancement.Voxels.Where((_, n) => first[n] != 0)];
        if (inside.Length == 0)
        {
            return;
        }

        double atSeed = LocalPeak;
        LocalPeak = Quantile.OfScratch(inside, RegionQuantile);
        Measure();
        _first = first;
        double growth = (double)SpreadAtHalf().Count(v => v != 0) / inside.Length;
        if (growth is > LargestGrowth or < SmallestGrowth)
        {
            LocalPeak = atSeed;
            Measure();
        }
    }

    private byte[] SpreadAtHalf()
    {
        byte[] region = new byte[_drop.Length];
        int start = StartBelow(0.5f);
        if (start >= 0)
        {
            Spread(start, 0.5f, region);
        }

        return region;
    }

    private void Measure()
    {
        double contrast = Math.Max(LocalPeak - Background, 1e-6);
        for (int n = 0; n < _drop.Length; n++)
        {
            _drop[n] = (float)((LocalPeak - Enhancement.Voxels[n]) / contrast);
        }
    }

    private static IndexBox BoxOf(VolumeGeometry geometry, VoxelSeed seed, double radiusMm)
    {
        if (!geometry.Contains(seed.I, seed.J, seed.K))
        {
            throw new ArgumentOutOfRangeException(nameof(seed), seed, $"The seed must lie on the grid of {geometry.SizeX}×{geometry.SizeY}×{geometry.SizeZ} voxels.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radiusMm);
        return geometry.BoxAround(seed.I, seed.J, seed.K, radiusMm);
    }

    private static double BackgroundOf(float[] inside, double peak)
    {
        double median = Quantile.OfScratch(inside, 0.5), half = (Quantile.OfScratch(inside, DarkestQuantile) + peak) / 2;
        if (median <= half)
        {
            return median;
        }

        float[] dim = [.. inside.Where(v => v < half)];
        return dim.Length > 0 ? Quantile.OfScratch(dim, 0.5) : median;
    }

    private static (byte[] Ball, float[] Inside, float[] Near) Neighbourhood(Volume smoothed, VoxelSeed centre, double radiusMm, double nearMm)
    {
        VolumeGeometry g = smoothed.Geometry;
        byte[] ball = new byte[g.VoxelCount];
        var inside = new List<float>(g.VoxelCount);
        var near = new List<float>();
        for (int k = 0, n = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                for (int i = 0; i < g.SizeX; i++, n++)
                {
                    double d = SquaredDistance(g, centre, i, j, k);
                    if (d <= radiusMm * radiusMm)
                    {
                        ball[n] = 1;
                        inside.Add(smoothed.Voxels[n]);
                    }

                    if (d <= nearMm * nearMm)
                    {
                        near.Add(smoothed.Voxels[n]);
                    }
                }
            }
        }

        return (ball, [.. inside], [.. near]);
    }

    private static double SquaredDistance(VolumeGeometry g, VoxelSeed c, int i, int j, int k)
    {
        double x = (i - c.I) * g.SpacingMm.X, y = (j - c.J) * g.SpacingMm.Y, z = (k - c.K) * g.SpacingMm.Z;
        return (x * x) + (y * y) + (z * z);
    }

    /// <summary>
    /// The seed; when it is too dim, the nearest bright voxel of the region found at first (the rim around a dark centre), else
    /// the nearest one within 3 mm; −1 when there is none, or nothing stands out from the background.
    /// </summary>
    private int StartBelow(float cut)
    {
        if (LocalPeak - Background <= LeastContrast * Math.Abs(LocalPeak))
        {
            return -1;
        }

        int seed = _grid.Offset(_local.I, _local.J, _local.K);
        if (_drop[seed] < cut)
        {
            return seed;
        }

        int best = -1;
        double nearest = double.PositiveInfinity;
        for (int n = 0; n < _drop.Length; n++)
        {
            if (_drop[n] < cut && (_first is null || _first[n] != 0))
            {
                (int i, int j, int k) = _grid.IndicesOf(n);
                double d = SquaredDistance(_grid, _local, i, j, k);
                (best, nearest) = d < nearest ? (n, d) : (best, nearest);
            }
        }

        return _first is not null || nearest <= SnapRadiusMm * SnapRadiusMm ? best : -1;
    }

    /// <summary>Dijkstra's shortest paths from the start over voxels brighter than the cut, up to the longest path.</summary>
    private void Spread(int start, float cut, byte[] region)
    {
        float[] length = new float[_drop.Length];
        Array.Fill(length, float.PositiveInfinity);
        var queue = new PriorityQueue<int, float>();
        length[start] = 0;
        queue.Enqueue(start, 0);
        float longest = (float)(LongestPath * _radiusMm), free = (float)(FreeDrop * cut);
        while (queue.TryDequeue(out int n, out float reached))
        {
            if (region[n] != 0)
            {
                continue;
            }

            region[n] = 1;
            (int i, int j, int k) = _grid.IndicesOf(n);
            Step(n, n - 1, i > 0, _grid.SpacingMm.X);
            Step(n, n + 1, i < _grid.SizeX - 1, _grid.SpacingMm.X);
            Step(n, n - _grid.SizeX, j > 0, _grid.SpacingMm.Y);
            Step(n, n + _grid.SizeX, j < _grid.SizeY - 1, _grid.SpacingMm.Y);
            Step(n, n - _grid.SliceLength, k > 0, _grid.SpacingMm.Z);
            Step(n, n + _grid.SliceLength, k < _grid.SizeZ - 1, _grid.SpacingMm.Z);

            void Step(int from, int to, bool onGrid, double mm)
            {
                if (!onGrid || _ball[to] == 0 || region[to] != 0 || !(_drop[to] < cut))
                {
                    return;
                }

                float next = reached + (float)(mm * 0.5 * (Weight(from) + Weight(to)));
                if (next < length[to] && next <= longest)
                {
                    length[to] = next;
                    queue.Enqueue(to, next);
                }
            }
        }

        double Weight(int n)
        {
            double dim = Math.Max(0, _drop[n] - free);
            return 1 + (DimPathWeight * dim * dim);
        }
    }
}
