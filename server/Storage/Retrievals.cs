namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Counts the retrievals under way, so that the files of deleted instances stay until those retrievals have ended that may have
/// found the instances in the index before.
/// </summary>
internal sealed class Retrievals
{
    private readonly Lock _lock = new();
    private Generation _current = new();
    private Task _earlier = Task.CompletedTask;

    /// <summary>Notes that a retrieval begins; it must not have asked the index yet.</summary>
    /// <returns>To be disposed of when the answer is out.</returns>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            _current.Count++;
            return new Lease(this, _current);
        }
    }

    /// <summary>Completes when every retrieval that has begun until now has ended.</summary>
    public Task EarlierOnesAsync()
    {
        lock (_lock)
        {
            if (_current.Count > 0)
            {
                _earlier = Task.WhenAll(_earlier, _current.Ended.Task);
                _current.IsClosed = true;
                _current = new Generation();
            }

            return _earlier;
        }
    }

    private void End(Generation generation)
    {
        lock (_lock)
        {
            if (--generation.Count == 0 && generation.IsClosed)
            {
                generation.Ended.SetResult();
            }
        }
    }

    /// <summary>The retrievals that began between two deletions.</summary>
    private sealed class Generation
    {
        public int Count { get; set; }

        public bool IsClosed { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Lease(Retrievals retrievals, Generation generation) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                retrievals.End(generation);
            }
        }
    }
}
