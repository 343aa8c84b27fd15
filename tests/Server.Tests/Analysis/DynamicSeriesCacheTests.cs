using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Tests.Analysis;

public sealed class DynamicSeriesCacheTests
{
    /// <summary>Two phases of 4 × 4 × 4 floats.</summary>
    private const long SeriesBytes = 2 * 64 * sizeof(float);

    private int _loads;

    [Fact]
    public async Task A_study_is_decoded_once()
    {
        using var cache = new DynamicSeriesCache(10 * SeriesBytes);
        var first = await cache.GetAsync("a", LoadAsync, CancellationToken.None);
        (await cache.GetAsync("a", LoadAsync, CancellationToken.None)).ShouldBeSameAs(first);
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_the_decoding()
    {
        using var cache = new DynamicSeriesCache(10 * SeriesBytes);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => cache.GetAsync("a", LoadAsync, CancellationToken.None))));
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task The_study_not_used_for_longest_makes_room()
    {
        using var cache = new DynamicSeriesCache(2 * SeriesBytes);
        foreach (string key in (string[])["a", "b", "a", "c", "a"])
        {
            await cache.GetAsync(key, LoadAsync, CancellationToken.None);
            cache.HeldBytes.ShouldBeLessThanOrEqualTo(2 * SeriesBytes);
        }

        _loads.ShouldBe(3);
        await cache.GetAsync("b", LoadAsync, CancellationToken.None);
        _loads.ShouldBe(4);
    }

    [Fact]
    public async Task A_study_above_the_limit_is_handed_out_but_not_kept()
    {
        using var cache = new DynamicSeriesCache(SeriesBytes - 1);
        (await cache.GetAsync("a", LoadAsync, CancellationToken.None)).Phases.Count.ShouldBe(2);
        cache.HeldBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_load_leaves_the_cache_usable()
    {
        using var cache = new DynamicSeriesCache(SeriesBytes);
        await Should.ThrowAsync<IOException>(() => cache.GetAsync("a", () => throw new IOException("gone"), CancellationToken.None));
        (await cache.GetAsync("a", LoadAsync, CancellationToken.None)).ShouldNotBeNull();
    }

    private async Task<DynamicSeries> LoadAsync()
    {
        Interlocked.Increment(ref _loads);
        await Task.Yield();
        var geometry = VolumeGeometry.AxisAligned(4, 4, 4, new Vector3(1, 1, 1));
        return new DynamicSeries([new(new Volume(geometry, new float[64]), 0), new(new Volume(geometry, new float[64]), 60)], 0, 1);
    }
}
