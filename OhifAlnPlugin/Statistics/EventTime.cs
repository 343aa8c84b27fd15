namespace OhifAlnPlugin.Statistics;

/// <summary>A time at which patients leave the risk set.</summary>
/// <param name="Time">The time.</param>
/// <param name="Events">Events at it.</param>
/// <param name="Censored">Patients censored at it; they count as at risk for its events.</param>
internal readonly record struct EventTime(double Time, int Events, int Censored)
{
    /// <summary>The different times of the data, rising.</summary>
    public static IEnumerable<EventTime> Of(SurvivalData data)
    {
        double[] times = data.Times.ToArray();
        bool[] events = data.Events.ToArray();
        Array.Sort(times, events);
        for (int i = 0; i < times.Length;)
        {
            int end = i, died = 0;
            while (end < times.Length && times[end] == times[i])
            {
                died += events[end++] ? 1 : 0;
            }

            yield return new EventTime(times[i], died, end - i - died);
            i = end;
        }
    }
}
