using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Features.Kinetics;

/// <summary>Kinetics of a VOI in a dynamic series.</summary>
public sealed class KineticAnalysis
{
    /// <summary>Largest ball around a point, mm.</summary>
    public const double LargestRadiusMm = 20;

    private readonly DynamicSeries _series;
    private readonly KineticOptions _options;
    private readonly double[] _times;
    private readonly int _early;
    private readonly int[] _offsets;
    private readonly Lazy<EnhancementCurve> _mean;
    private readonly Lazy<EnhancementCurve> _hottestSpot;
    private readonly Lazy<LabelMap> _curveTypes;

    /// <summary>Prepares the analysis.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="voi">The VOI on its grid.</param>
    /// <param name="options">How curves are read.</param>
    /// <exception cref="RadiomicsException">The VOI is empty or lies on another grid, or an option is out of range.</exception>
    public KineticAnalysis(DynamicSeries series, Mask voi, KineticOptions? options = null)
        : this(series, OffsetsOf(series, voi), options)
    {
    }

    private KineticAnalysis(DynamicSeries series, int[] offsets, KineticOptions? options)
    {
        (_series, _offsets, _options) = (series, offsets, options ?? new());
        _options.Require();
        _times = [.. series.Phases.Select(p => p.TimeSeconds)];
        double wanted = _times[series.PreContrastIndex] + _options.EarlySeconds;
        _early = Enumerable.Range(series.PreContrastIndex + 1, _times.Length - series.PreContrastIndex - 1).MinBy(p => Math.Abs(_times[p] - wanted));
        (_mean, _hottestSpot, _curveTypes) = (new(() => Curve(_offsets)), new(FindHottestSpot), new(FindCurveTypes));
    }

    /// <summary>Prepares the analysis of a small ball around one point.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="pointMm">The point, LPS mm; the ball is around the centre of the voxel in which it lies.</param>
    /// <param name="radiusMm">Radius of the ball, mm, 0 … 20; below the voxel size it is one voxel.</param>
    /// <param name="options">How curves are read.</param>
    /// <returns>The analysis.</returns>
    /// <exception cref="RadiomicsException">The point lies outside the images, or the radius or an option is out of range.</exception>
    public static KineticAnalysis At(DynamicSeries series, Vector3 pointMm, double radiusMm, KineticOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!(radiusMm is >= 0 and <= LargestRadiusMm))
        {
            throw new RadiomicsException($"The radius around a point is {radiusMm:R} mm; it must be from 0 to {LargestRadiusMm} mm.");
        }

        Vector3 index = series.Geometry.ToIndex(pointMm);
        (double i, double j, double k) = (Math.Round(index.X), Math.Round(index.Y), Math.Round(index.Z));
        bool isInside = i >= 0 && i < series.Geometry.SizeX && j >= 0 && j < series.Geometry.SizeY && k >= 0 && k < series.Geometry.SizeZ;
        return isInside
            ? new(series, [.. VoxelBall.Around(series.Geometry, (int)i, (int)j, (int)k, radiusMm)], options)
            : throw new RadiomicsException($"The point ({pointMm.X:0.#}, {pointMm.Y:0.#}, {pointMm.Z:0.#}) mm lies outside the images.");
    }

    /// <summary>How many voxels are looked at.</summary>
    public int Voxels => _offsets.Length;

    /// <summary>Index of the early phase: the one nearest to <see cref="KineticOptions.EarlySeconds"/>.</summary>
    public int EarlyIndex => _early;

    /// <summary>Curve of the mean signal.</summary>
    public EnhancementCurve Mean() => _mean.Value;

    /// <summary>Curve of the hottest spot: the mean over the VOI voxels in the 3×3×3 cube whose early enhancement S₁ − S₀ is largest.</summary>
    public EnhancementCurve HottestSpot() => _hottestSpot.Value;

    /// <summary>Type of the curve of each voxel: 1 persistent, 2 plateau, 3 washout, 0 outside the VOI.</summary>
    public LabelMap CurveTypes() => _curveTypes.Value;

    /// <summary>Kinetic features by name; see <see cref="KineticFeatures"/>.</summary>
    public FeatureVector Features() =>
        new([.. KineticFeatures.All.Select(f => $"{KineticFeatures.Class}_{f.Name}")], [.. KineticFeatures.All.Select(f => f.Compute(this))]);

    /// <summary>Volume of the voxels whose curve is of a type, ml.</summary>
    /// <param name="type">The type.</param>
    public double VolumeMl(CurveType type) => CurveTypes().Counts().GetValueOrDefault((int)type) * _series.Geometry.VoxelVolumeMm3 / 1000;

    /// <summary>Share of the volume whose curve is of a type, %.</summary>
    internal double Percent(CurveType type) => 100.0 * CurveTypes().Counts().GetValueOrDefault((int)type) / _offsets.Length;

    private static int[] OffsetsOf(DynamicSeries series, Mask voi)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(voi);
        if (!voi.Geometry.IsCloseTo(series.Geometry))
        {
            throw new RadiomicsException($"The VOI lies on another grid than the dynamic series: its corners are up to {series.Geometry.LargestCornerDistanceMm(voi.Geometry):0.##} mm away.");
        }

        int[] offsets = [.. Enumerable.Range(0, voi.Voxels.Length).Where(n => voi.Voxels[n] != 0)];
        return offsets.Length > 0 ? offsets : throw new RadiomicsException("The VOI is empty, so that it has no enhancement curve.");
    }

    private LabelMap FindCurveTypes()
    {
        ushort[] types = new ushort[_series.Geometry.VoxelCount];
        foreach (int n in _offsets)
        {
            types[n] = (ushort)Curve([n]).Type(_options.PlateauFraction);
        }

        return new(_series.Geometry, types);
    }

    private EnhancementCurve FindHottestSpot()
    {
        HashSet<int> inside = [.. _offsets];
        int[] best = [];
        double largest = double.NegativeInfinity;
        foreach (int n in _offsets)
        {
            int[] cube = [.. Cube(n).Where(inside.Contains)];
            double enhancement = MeanOf(cube, _early) - MeanOf(cube, _series.PreContrastIndex);
            if (enhancement > largest)
            {
                (best, largest) = (cube, enhancement);
            }
        }

        return Curve(best);
    }

    private EnhancementCurve Curve(int[] offsets) =>
        new([.. Enumerable.Range(0, _times.Length).Select(p => MeanOf(offsets, p))], _times, _series.PreContrastIndex, _early);

    private double MeanOf(int[] offsets, int phase)
    {
        float[] voxels = _series.Phases[phase].Volume.Voxels;
        double sum = 0;
        foreach (int n in offsets)
        {
            sum += voxels[n];
        }

        return sum / offsets.Length;
    }

    private IEnumerable<int> Cube(int n)
    {
        var g = _series.Geometry;
        var (i, j, k) = g.IndicesOf(n);
        for (int dz = -1; dz <= 1; dz++)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    if (g.Contains(i + dx, j + dy, k + dz))
                    {
                        yield return g.Offset(i + dx, j + dy, k + dz);
                    }
                }
            }
        }
    }
}
