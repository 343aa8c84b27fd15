using System.Globalization;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// The region that a reader's scribbles mean: strokes on the tumour and, where wanted, on what does not belong to it, completed by a random walk
/// on peak − pre-contrast inside a box.
/// </summary>
/// <remarks>
/// Background besides the strokes: the faces of the box, and voxels whose enhancement, smoothed by 1 mm, lies below 15 % of the way from the box's median
/// to the median of the foreground stroke. That difference is also the contrast of the walk. The region is where the probability exceeds ½, as far as it is connected
/// with a stroke, holes filled slice by slice.
/// </remarks>
public static class ScribbledRegion
{
    /// <summary>Room around the foreground strokes where no box is given, mm.</summary>
    public const double MarginMm = 22;

    /// <summary>Largest box, voxels.</summary>
    public const int MostVoxels = 8 << 20;

    private const double SmoothingMm = 0.4, BackgroundSmoothingMm = 1, Unenhanced = 0.15;

    /// <summary>What is written into segmentations made here.</summary>
    public static SegmentationMethod Method { get; } = new(
        "Random walker", "1.0", "Region that a random walk from the reader's strokes on the subtraction image assigns to the tumour; research use only.");

    /// <summary>Finds the region.</summary>
    /// <param name="series">The dynamic series.</param>
    /// <param name="foreground">Voxels of the tumour, at least one.</param>
    /// <param name="background">Voxels that do not belong to it; may be empty.</param>
    /// <param name="box">Where the tumour ends at the latest; null: 22 mm around the foreground.</param>
    /// <param name="options">β and the solver's accuracy; the contrast is replaced. Null for the defaults.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <returns>The region.</returns>
    /// <exception cref="SegmentationRefusedException">No foreground, a voxel beside the image or the box or in both strokes, a box that is too large, or strokes that do not differ.</exception>
    public static TumourCandidate Find(
        DynamicSeries series, IReadOnlyCollection<VoxelSeed> foreground, IReadOnlyCollection<VoxelSeed> background, IndexBox? box = null,
        RandomWalkerOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(foreground);
        ArgumentNullException.ThrowIfNull(background);
        IndexBox around = PromptCheck.Box(box ?? BoxOf(foreground, series.Geometry), series.Geometry, MostVoxels);
        Volume enhancement = GaussianFilter.Smooth(GeodesicRegion.EnhancementIn(series, around), SmoothingMm, cancellation);
        Mask inside = Strokes(foreground, around, enhancement.Geometry, mustBeInside: true), outside = Strokes(background, around, enhancement.Geometry, mustBeInside: false);
        RequireApart(inside, outside, around);
        double contrast = AddBackground(enhancement, inside, outside);
        double[] probability = RandomWalker.Probability(enhancement, inside, outside, (options ?? new RandomWalkerOptions()) with { Contrast = contrast }, progress, cancellation);
        var region = new Mask(enhancement.Geometry, [.. probability.Select(p => p > 0.5 ? (byte)1 : (byte)0)]);
        Mask connected = Islands.Touching(region, inside);
        HoleFilling.FillSlices(connected);
        return TumourCandidate.Of(around, connected, foreground.First(), 1)
            ?? throw new SegmentationRefusedException("The strokes leave no region: draw on the enhancing part.");
    }

    private static IndexBox BoxOf(IReadOnlyCollection<VoxelSeed> foreground, VolumeGeometry grid)
    {
        if (foreground.Count == 0)
        {
            throw new SegmentationRefusedException("There is no stroke on the tumour: draw at least one voxel of the foreground.");
        }

        Vector3 mm = grid.SpacingMm;
        (int x, int y, int z) = ((int)Math.Ceiling(MarginMm / mm.X), (int)Math.Ceiling(MarginMm / mm.Y), (int)Math.Ceiling(MarginMm / mm.Z));
        foreach (VoxelSeed seed in foreground)
        {
            PromptCheck.OnGrid(seed, grid);
        }

        return new(
            Math.Max(0, foreground.Min(s => s.I) - x), Math.Max(0, foreground.Min(s => s.J) - y), Math.Max(0, foreground.Min(s => s.K) - z),
            Math.Min(grid.SizeX - 1, foreground.Max(s => s.I) + x), Math.Min(grid.SizeY - 1, foreground.Max(s => s.J) + y), Math.Min(grid.SizeZ - 1, foreground.Max(s => s.K) + z));
    }

    private static Mask Strokes(IReadOnlyCollection<VoxelSeed> voxels, IndexBox box, VolumeGeometry grid, bool mustBeInside)
    {
        var mask = new Mask(grid);
        foreach (VoxelSeed v in voxels)
        {
            (int i, int j, int k) = (v.I - box.MinI, v.J - box.MinJ, v.K - box.MinK);
            if (grid.Contains(i, j, k))
            {
                mask.Voxels[grid.Offset(i, j, k)] = 1;
            }
            else if (mustBeInside)
            {
                throw new SegmentationRefusedException($"The stroke on the tumour leaves the box at column {v.I}, row {v.J}, slice {v.K}: draw inside it, or make it larger.");
            }
        }

        return mask;
    }

    private static void RequireApart(Mask inside, Mask outside, IndexBox box)
    {
        if (inside.BoundingBox() is null)
        {
            throw new SegmentationRefusedException("There is no stroke on the tumour: draw at least one voxel of the foreground.");
        }

        int both = Enumerable.Range(0, inside.Voxels.Length).FirstOrDefault(n => inside.Voxels[n] != 0 && outside.Voxels[n] != 0, -1);
        if (both >= 0)
        {
            (int i, int j, int k) = inside.Geometry.IndicesOf(both);
            throw new SegmentationRefusedException($"Column {i + box.MinI}, row {j + box.MinJ}, slice {k + box.MinK} is drawn as tumour and as background: erase one of the strokes there.");
        }
    }

    /// <summary>Adds what is background without a stroke and returns the contrast.</summary>
    private static double AddBackground(Volume enhancement, Mask inside, Mask outside)
    {
        VolumeGeometry g = enhancement.Geometry;
        double median = Quantile.OfScratch((float[])enhancement.Voxels.Clone(), 0.5);
        double tumour = Quantile.OfScratch(enhancement.Voxels.Where((_, n) => inside.Voxels[n] != 0).ToArray(), 0.5);
        double contrast = tumour - median;
        if (!(contrast > 1e-6 * Math.Abs(tumour)))
        {
            throw new SegmentationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The stroke on the tumour does not enhance more than its surroundings (median {tumour:0.#} against {median:0.#} in the box): draw on the enhancing part, or outline it with the brush."));
        }

        float[] smooth = GaussianFilter.Smooth(enhancement, BackgroundSmoothingMm).Voxels;
        float unenhanced = (float)(median + (Unenhanced * contrast));
        for (int n = 0; n < smooth.Length; n++)
        {
            (int i, int j, int k) = g.IndicesOf(n);
            bool onFace = i == 0 || j == 0 || i == g.SizeX - 1 || j == g.SizeY - 1 || (g.SizeZ > 1 && (k == 0 || k == g.SizeZ - 1));
            if (inside.Voxels[n] == 0 && (onFace || smooth[n] < unenhanced))
            {
                outside.Voxels[n] = 1;
            }
        }

        return contrast;
    }
}
