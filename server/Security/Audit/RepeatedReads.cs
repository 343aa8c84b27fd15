namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>
/// A viewer reads a series frame by frame: a thousand requests that mean one thing. The same person reading the same series again within
/// ten minutes is recorded once.
/// </summary>
internal sealed class RepeatedReads(TimeProvider clock)
{
    /// <summary>How long a read stands for those that follow.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int MostRemembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<AuditEvent, long> _seen = [];

    /// <summary>Whether the event was recorded lately; if not, it counts as recorded from now on.</summary>
    public bool IsRepetition(AuditEvent read)
    {
        AuditEvent key = read with { Instance = null, Count = null };
        long now = clock.GetTimestamp();
        lock (_gate)
        {
            if (_seen.TryGetValue(key, out long at) && clock.GetElapsedTime(at, now) < Window)
            {
                return true;
            }

            if (_seen.Count >= MostRemembered)
            {
                _seen.Clear();
            }

            _seen[key] = now;
            return false;
        }
    }
}
