namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Puts phases in order of time.</summary>
internal static class PhaseTimes
{
    /// <summary>Orders phases by acquisition time; phases of one series with one acquisition time by what told them apart.</summary>
    /// <param name="phases">The phases; those of one series in the order of the element that told them apart.</param>
    /// <param name="warnings">Receives a sentence when times are guessed.</param>
    /// <returns>Each phase with its time, s since midnight of the study's day.</returns>
    public static (PhaseSlices Phase, double Seconds)[] InOrder(IReadOnlyList<PhaseSlices> phases, List<string> warnings) =>
        [.. phases.GroupBy(p => p.First.SeriesInstanceUid).SelectMany(series => OfSeries([.. series], warnings)).OrderBy(t => t.Seconds)];

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
        double?[] contents = [.. phases.Select(p => Earliest(p, d => d.ContentSeconds))];
        if (Ascending(triggers) || Ascending(contents))
        {
            double?[] times = Ascending(triggers) ? triggers : contents;
            return times.Select(t => t!.Value - times[0]!.Value);
        }

        DceImage first = phases[0].First;
        if (first.TemporalResolutionSeconds is not > 0)
        {
            warnings.Add($"The headers of {first.SeriesName} give its {phases.Length} phases no times of their own: 1 s between them is shown, which only keeps their order.");
        }

        double step = first.TemporalResolutionSeconds is > 0 and { } resolution ? resolution : 1;
        return phases.Select((_, n) => n * step);
    }

    private static double? Earliest(PhaseSlices phase, Func<DceImage, double?> time) => phase.Slices.Min(time);

    private static bool Ascending(double?[] times)
    {
        for (int n = 0; n < times.Length; n++)
        {
            if (times[n] is null || (n > 0 && times[n] <= times[n - 1]))
            {
                return false;
            }
        }

        return true;
    }
}
