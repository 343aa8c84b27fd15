namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Labels by the slice they lie on.</summary>
internal static class SliceLabels
{
    /// <summary>Compares the slices and every voxel of them.</summary>
    public static void ShouldBeTheSame(IReadOnlyDictionary<string, byte[]> actual, IReadOnlyDictionary<string, byte[]> expected)
    {
        actual.Keys.Order(StringComparer.Ordinal).ShouldBe(expected.Keys.Order(StringComparer.Ordinal));
        foreach ((string slice, byte[] labels) in expected)
        {
            actual[slice].AsSpan().SequenceEqual(labels).ShouldBeTrue($"the slice {slice} differs");
        }
    }
}
