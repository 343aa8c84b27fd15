using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Passes arrivals on to whoever listens. A study that waits to be told is told once, so that a slow listener costs no memory.</summary>
internal sealed class StudyArrivals : IStudyArrivals
{
    private readonly Lock _gate = new();
    private readonly List<Listener> _listeners = [];

    /// <summary>Says that a study has got an instance.</summary>
    public void Announce(string studyInstanceUid)
    {
        lock (_gate)
        {
            _listeners.ForEach(listener => listener.Tell(studyInstanceUid));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation)
    {
        // Whatever comes after this call is heard, also before the first study is asked for.
        var listener = new Listener();
        lock (_gate)
        {
            _listeners.Add(listener);
        }

        return ListenAsync(listener, cancellation);
    }

    private async IAsyncEnumerable<string> ListenAsync(Listener listener, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                yield return await listener.NextAsync(cancellation);
            }
        }
        finally
        {
            lock (_gate)
            {
                _listeners.Remove(listener);
            }
        }
    }

    private sealed class Listener
    {
        private readonly Channel<string> _queue = Channel.CreateUnbounded<string>();
        private readonly HashSet<string> _waiting = [];

        public void Tell(string study)
        {
            lock (_waiting)
            {
                if (_waiting.Add(study))
                {
                    _queue.Writer.TryWrite(study);
                }
            }
        }

        public async Task<string> NextAsync(CancellationToken cancellation)
        {
            string study = await _queue.Reader.ReadAsync(cancellation);
            lock (_waiting)
            {
                _waiting.Remove(study);
            }

            return study;
        }
    }
}
