namespace OhifAlnPlugin.Imaging;

/// <summary>How well two VOIs on one grid agree.</summary>
/// <param name="Dice">2|A ∩ B| / (|A| + |B|), in [0, 1]; NaN when both are empty.</param>
/// <param name="HausdorffDistance95Mm">
/// The larger of the two 95th percentiles (rank ⌈0.95·n⌉) of the distances from the surface voxels of one to those of the other, between
/// voxel centres, mm; NaN when one is empty.
/// </param>
/// <param name="MeanSurfaceDistanceMm">Mean over the surface voxels of both of the distance to the other's surface, mm; NaN when one is empty.</param>
/// <param name="VolumeDifferenceMm3">Volume of the first minus volume of the second, mm³.</param>
/// <remarks>Surface voxels have a face to the outside. Dice 1945, Ecology 26:297; the maximum of the directed percentiles as in Metrics Reloaded (Maier-Hein 2024).</remarks>
public sealed record MaskAgreement(double Dice, double HausdorffDistance95Mm, double MeanSurfaceDistanceMm, double VolumeDifferenceMm3)
{
    /// <summary>Compares two VOIs.</summary>
    /// <param name="first">First VOI, A.</param>
    /// <param name="second">Second VOI, B, on the same grid.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public static MaskAgreement Between(Mask first, Mask second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Geometry.IsCloseTo(second.Geometry))
        {
            throw new ArgumentException("The two masks lie on different grids: resample one first.", nameof(second));
        }

        (int a, int b) = (first.Count(), second.Count());
        double difference = (a - b) * first.Geometry.VoxelVolumeMm3;
        if (first.BoundingBox() is not { } boxA || second.BoundingBox() is not { } boxB)
        {
            return new(a + b == 0 ? double.NaN : 0, double.NaN, double.NaN, difference);
        }

        var box = new IndexBox(
            Math.Min(boxA.MinI, boxB.MinI), Math.Min(boxA.MinJ, boxB.MinJ), Math.Min(boxA.MinK, boxB.MinK),
            Math.Max(boxA.MaxI, boxB.MaxI), Math.Max(boxA.MaxJ, boxB.MaxJ), Math.Max(boxA.MaxK, boxB.MaxK));
        Mask cropA = first.Crop(box), cropB = second.Crop(box);
        Mask surfaceA = SurfaceVoxels.Of(cropA), surfaceB = SurfaceVoxels.Of(cropB);
        float[] toB = Distances(surfaceA, surfaceB), toA = Distances(surfaceB, surfaceA);
        double mean = (toB.Sum(d => (double)d) + toA.Sum(d => (double)d)) / (toA.Length + toB.Length);
        return new(2.0 * Overlap(cropA, cropB) / (a + b), Math.Max(Percentile95(toB), Percentile95(toA)), mean, difference);
    }

    private static int Overlap(Mask a, Mask b)
    {
        int count = 0;
        for (int n = 0; n < a.Voxels.Length; n++)
        {
            count += a.Voxels[n] != 0 && b.Voxels[n] != 0 ? 1 : 0;
        }

        return count;
    }

    private static float[] Distances(Mask from, Mask to)
    {
        float[] squared = EuclideanDistance.SquaredMm(to);
        return [.. Enumerable.Range(0, squared.Length).Where(n => from.Voxels[n] != 0).Select(n => MathF.Sqrt(squared[n]))];
    }

    private static double Percentile95(float[] distances)
    {
        Array.Sort(distances);
        return distances[(int)Math.Ceiling(0.95 * distances.Length) - 1];
    }
}
