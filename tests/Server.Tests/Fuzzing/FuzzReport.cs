using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Counts what became of the inputs of a run, and keeps what must not happen.</summary>
internal sealed class FuzzReport(string name)
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _inputs;
    private long _slowestTicks;

    /// <summary>Notes that an input was made.</summary>
    public void Input() => Interlocked.Increment(ref _inputs);

    /// <summary>Notes how one step with an input ended.</summary>
    /// <param name="outcome">A few words, the same for like outcomes.</param>
    /// <param name="elapsed">How long it took; more than ten seconds are a finding.</param>
    /// <param name="input">Number of the input.</param>
    public void Outcome(string outcome, TimeSpan elapsed, int input)
    {
        _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        InterlockedMax(ref _slowestTicks, elapsed.Ticks);
        if (elapsed > Slowest)
        {
            Finding(input, $"{outcome} took {elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        }
    }

    /// <summary>Notes what must not happen.</summary>
    public void Finding(int input, string what) => _findings.Enqueue($"input {input}: {what}");

    /// <summary>Prints the run and fails when something happened that must not.</summary>
    /// <param name="print">Where to.</param>
    /// <param name="remarks">More to print, for instance memory.</param>
    public void Conclude(Action<string> print, string remarks = "")
    {
        string outcomes = string.Join(", ", _outcomes.OrderByDescending(o => o.Value).Select(o => $"{o.Value} {o.Key}"));
        double slowest = TimeSpan.FromTicks(_slowestTicks).TotalSeconds;
        print(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: seed {FuzzOptions.Seed}, {_inputs} inputs in {_clock.Elapsed.TotalSeconds:0} s, slowest step {slowest:0.00} s{remarks}; {outcomes}"));
        foreach (string finding in _findings.Take(40))
        {
            print(finding);
        }

        _findings.Take(10).ShouldBeEmpty();
        _inputs.ShouldBeGreaterThan(0);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (long seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
