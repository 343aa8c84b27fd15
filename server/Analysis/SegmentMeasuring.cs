using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The sizes of the VOIs in a labelmap, by the core's measures.</summary>
internal static class SegmentMeasuring
{
    /// <summary>Measures every label that has a name.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="labels">One label per voxel.</param>
    /// <param name="names">Names by label.</param>
    /// <returns>One segment per label that occurs, by number.</returns>
    public static IReadOnlyList<Segment> Measure(VolumeGeometry geometry, byte[] labels, IReadOnlyDictionary<int, string> names) =>
        [.. names.Keys.Order().Where(n => labels.AsSpan().Contains((byte)n)).Select(n => Measure(MaskOf(geometry, labels, n), n, names[n]))];

    /// <summary>The voxels of one label.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="labels">One label per voxel.</param>
    /// <param name="number">The label.</param>
    public static Mask MaskOf(VolumeGeometry geometry, byte[] labels, int number)
    {
        var mask = new Mask(geometry);
        for (int n = 0; n < labels.Length; n++)
        {
            mask.Voxels[n] = labels[n] == number ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>Measures one VOI.</summary>
    /// <param name="mask">Its voxels, at least one.</param>
    /// <param name="number">Its number.</param>
    /// <param name="label">Its name.</param>
    public static Segment Measure(Mask mask, int number, string label) => new(number, label, mask.Count(), mask.VolumeMm3(), LongestDiameter.OfMm(mask));
}
