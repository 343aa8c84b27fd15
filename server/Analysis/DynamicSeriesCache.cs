using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>
/// Decoded phases of the studies used last, up to a limit of memory. One study is decoded at a time, so that
/// two requests for the same study share the work and two large ones do not double the memory.
/// </summary>
/// <param name="limitBytes">Voxels kept, in bytes; a study larger than that is handed out but not kept.</param>
internal sealed class DynamicSeriesCache(long limitBytes) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, DynamicSeries Series)> _recent = new();

    /// <summary>Bytes of voxels held now.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return _recent.Sum(e => BytesOf(e.Series));
            }
        }
    }

    /// <summary>Memory of a study's decoded phases, bytes.</summary>
    public static long BytesOf(DynamicSeries series) => (long)series.Phases.Count * series.Geometry.VoxelCount * sizeof(float);

    /// <summary>The decoded phases under a key, from memory or by loading them.</summary>
    /// <param name="key">Digest of the images.</param>
    /// <param name="load">Decodes them.</param>
    /// <param name="cancellation">Stops the waiting for another load.</param>
    public async Task<DynamicSeries> GetAsync(string key, Func<Task<DynamicSeries>> load, CancellationToken cancellation)
    {
        if (Find(key) is { } held)
        {
            return held;
        }

        await _loading.WaitAsync(cancellation);
        try
        {
            if (Find(key) is { } loadedMeanwhile)
            {
                return loadedMeanwhile;
            }

            var series = await load();
            Keep(key, series);
            return series;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private DynamicSeries? Find(string key)
    {
        lock (_gate)
        {
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    return node.Value.Series;
                }
            }
        }

        return null;
    }

    private void Keep(string key, DynamicSeries series)
    {
        lock (_gate)
        {
            _recent.AddFirst((key, series));
            long held = _recent.Sum(e => BytesOf(e.Series));
            while (held > limitBytes && _recent.Last is { } oldest)
            {
                held -= BytesOf(oldest.Value.Series);
                _recent.RemoveLast();
            }
        }
    }
}
