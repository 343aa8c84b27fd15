namespace OhifAlnPlugin.Statistics;

/// <summary>Follow-up of patients: how long each was seen, and whether that ended with the event.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SurvivalData
{
    private readonly double[] _times;
    private readonly bool[] _events;

    /// <summary>Makes the data.</summary>
    /// <param name="times">Time of event or censoring of each patient, finite and ≥ 0, in any one unit.</param>
    /// <param name="events">Whether the time is that of the event.</param>
    /// <exception cref="ArgumentException">Counts differ, there is no patient, or a time is missing, infinite or negative.</exception>
    public SurvivalData(IReadOnlyList<double> times, IReadOnlyList<bool> events)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(events);
        if (times.Count == 0 || times.Count != events.Count)
        {
            throw new ArgumentException($"Survival needs a time and an event of every patient; there are {times.Count} times and {events.Count} events.", nameof(times));
        }

        (_times, _events) = ([.. times], [.. events]);
        int wrong = Array.FindIndex(_times, t => !(double.IsFinite(t) && t >= 0));
        if (wrong >= 0)
        {
            throw new ArgumentException($"The time of patient {wrong + 1} is {_times[wrong]}; it must be finite and not negative.", nameof(times));
        }
    }

    /// <summary>Number of patients.</summary>
    public int Count => _times.Length;

    /// <summary>Number of events.</summary>
    public int EventCount => _events.Count(e => e);

    /// <summary>Times, one per patient.</summary>
    public ReadOnlySpan<double> Times => _times;

    /// <summary>Whether the time is that of the event, one per patient.</summary>
    public ReadOnlySpan<bool> Events => _events;

    /// <summary>Some of the patients.</summary>
    /// <param name="patients">Their indices, at least one.</param>
    public SurvivalData Of(IEnumerable<int> patients)
    {
        int[] chosen = [.. patients];
        return new SurvivalData([.. chosen.Select(i => _times[i])], [.. chosen.Select(i => _events[i])]);
    }
}
