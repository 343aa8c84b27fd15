namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Puts phases in order of time.</summary>
internal static class PhaseTimes
{
    /// <summary>Orders phases by acquisition time; phases of one series with one acquisition time by what told them apart.</summary>
    /// <param name="phases">The phases; those of one series in the order of the element that told them apart.</param>
    /// <param name="warnings">Receives a sentence when times are guessed.</param>
    /// <returns>Each phase with its time, s since midnight of the study's day.</returns>
    /// <exception cref="DceException">Series share one time and nothing else orders them.</exception>
    public static (PhaseSlices Phase, double Seconds)[] InOrder(IReadOnlyList<PhaseSlices> phases, List<string> warnings)
    {
        (PhaseSlices Phase, double Seconds)[] timed =
            [.. phases.GroupBy(p => p.First.SeriesInstanceUid).SelectMany(series => OfSeries([.. series], warnings)).OrderBy(t => t.Seconds)];
        bool areTied = timed.Zip(timed.Skip(1)).Any(pair => pair.Second.Seconds - pair.First.Seconds < PhaseSplit.SamePhaseSeconds
            && pair.Second.Phase.First.SeriesInstanceUid != pair.First.Phase.First.SeriesInstanceUid);
        return areTied ? Untied(timed, warnings) : timed;
    }

    /// <summary>Orders series that share one acquisition time.</summary>
    private static (PhaseSlices Phase, double Seconds)[] Untied((PhaseSlices Phase, double Seconds)[] timed, List<string> warnings)
    {
        double start = timed[0].Seconds;
        foreach (Func<DceImage, double?> time in (Func<DceImage, double?>[])[d => d.TriggerTime / 1000, d => d.ContentSeconds])
        {
            (PhaseSlices Phase, double? Value)[] by = [.. timed.Select(t => (t.Phase, Earliest(t.Phase, time))).OrderBy(t => t.Item2)];
            if (Ascending([.. by.Select(t => t.Value)], PhaseSplit.SamePhaseSeconds))
            {
                return [.. by.Select(t => (t.Phase, start + t.Value!.Value - by[0].Value!.Value))];
            }
        }

        foreach (Func<DceImage, double?> number in (Func<DceImage, double?>[])[d => d.TemporalPosition, d => d.AcquisitionNumber, d => d.SeriesNumber])
        {
            (PhaseSlices Phase, double? Value)[] by = [.. timed.Select(t => (t.Phase, Earliest(t.Phase, number))).OrderBy(t => t.Item2)];
            if (Ascending([.. by.Select(t => t.Value)]))
            {
                double step = Step(timed[0].Phase.First, timed.Length, warnings);
                return [.. by.Select((t, n) => (t.Phase, start + (n * step)))];
            }
        }

        throw new DceException(DceProblems.IndistinguishablePhases,
            $"{string.Join(", ", timed.Select(t => t.Phase.First.SeriesName).Distinct())} were acquired at one time by their headers, and nothing else tells which came first.");
    }

    private static IEnumerable<(PhaseSlices Phase, double Seconds)> OfSeries(PhaseSlices[] phases, List<string> warnings)
    {
        double?[] acquired = [.. phases.Select(p => Earliest(p, d => d.AcquisitionSeconds))];
        double start = acquired[0] ?? Earliest(phases[0], d => d.ContentSeconds) ?? 0;
        double[] seconds = phases.Length == 1 ? [start]
            : Ascending(acquired) ? [.. acquired.Select(a => a!.Value)]
            : Offsets(phases, warnings).Select(o => start + o).ToArray();
        return phases.Zip(seconds);
    }

    /// <summary>Seconds since the first phase of a series whose phases share one acquisition time.</summary>
    private static IEnumerable<double> Offsets(PhaseSlices[] phases, List<string> warnings)
    {
        double?[] triggers = [.. phases.Select(p => Earliest(p, d => d.TriggerTime) / 1000)];
        double?[] offsets = [.. phases.Select(p => Earliest(p, d => d.TemporalOffsetSeconds))];
        double?[] contents = [.. phases.Select(p => Earliest(p, d => d.ContentSeconds))];
        double?[]? times = ((double?[][])[triggers, offsets, contents]).FirstOrDefault(t => Ascending(t));
        double step = times is null ? Step(phases[0].First, phases.Length, warnings) : double.NaN;
        return phases.Select((_, n) => times is null ? n * step : times[n]!.Value - times[0]!.Value);
    }

    /// <summary>Seconds between phases whose times are unknown.</summary>
    private static double Step(DceImage first, int phases, List<string> warnings)
    {
        if (first.TemporalResolutionSeconds is not > 0)
        {
            warnings.Add($"The headers of {first.SeriesName} give the {phases} phases no times of their own: 1 s between them is shown, which only keeps their order.");
        }

        return first.TemporalResolutionSeconds is > 0 and { } resolution ? resolution : 1;
    }

    private static double? Earliest(PhaseSlices phase, Func<DceImage, double?> time) => phase.Slices.Min(time);

    private static bool Ascending(double?[] times, double atLeast = 0)
    {
        for (int n = 0; n < times.Length; n++)
        {
            if (times[n] is null || (n > 0 && times[n] - times[n - 1] <= atLeast))
            {
                return false;
            }
        }

        return true;
    }
}
