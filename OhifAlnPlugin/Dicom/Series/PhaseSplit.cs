namespace OhifAlnPlugin.Dicom.Series;

/// <summary>One phase while the layout is being found: its slices by position.</summary>
/// <param name="Slices">The images in ascending order of position.</param>
/// <param name="ToldApartBy">Which element told the phases of one series apart; null when the series is one phase.</param>
internal sealed record PhaseSlices(IReadOnlyList<DceImage> Slices, string? ToldApartBy)
{
    /// <summary>Any slice, for what all share.</summary>
    public DceImage First => Slices[0];
}

/// <summary>Separates the phases that one series holds.</summary>
internal static class PhaseSplit
{
    /// <summary>Acquisition times closer than this belong to one phase, s.</summary>
    public const double SamePhaseSeconds = 2;

    /// <summary>How the last resort is called.</summary>
    public const string ByInstanceNumber = "Instance Number within each position";

    /// <summary>The elements that may number the phases, in the order in which they are trusted; times in s.</summary>
    private static readonly (string Name, Func<DceImage, double?> Value, double Tolerance)[] Orders =
    [
        ("Temporal Position Identifier", d => d.TemporalPosition, 0),
        ("Acquisition Number", d => d.AcquisitionNumber, 0),
        ("Trigger Time", d => d.TriggerTime, 0),
        ("Acquisition Time", d => d.AcquisitionSeconds, SamePhaseSeconds),
        ("Content Time", d => d.ContentSeconds, SamePhaseSeconds),
    ];

    /// <summary>Splits a series.</summary>
    /// <param name="series">Its images, each with a plane.</param>
    /// <returns>The phases in the order of the element that tells them apart.</returns>
    /// <exception cref="DceException">Positions occur in different numbers, or nothing tells the phases apart.</exception>
    public static IReadOnlyList<PhaseSlices> Split(IReadOnlyList<DceImage> series)
    {
        ILookup<double, DceImage> positions = series.ToLookup(d => d.Position);
        int[] counts = [.. positions.Select(p => p.Count()).Distinct()];
        if (counts.Length != 1)
        {
            throw new DceException(DceProblems.UnevenPhases, Uneven(series[0].SeriesName, positions));
        }

        int phases = counts[0];
        if (phases == 1)
        {
            return [new PhaseSlices([.. series.OrderBy(d => d.Plane!.Position)], null)];
        }

        foreach ((string name, Func<DceImage, double?> value, double tolerance) in Orders)
        {
            if (ByElement(series, value, tolerance, phases, positions.Count) is { } groups)
            {
                return [.. groups.Select(g => new PhaseSlices([.. g.OrderBy(d => d.Plane!.Position)], name))];
            }
        }

        return ByRank(positions, phases, ByTime, "Acquisition Time within each position")
            ?? ByRank(positions, phases, ByNumber, ByInstanceNumber)
            ?? throw Indistinguishable(series[0].SeriesName, positions.First(), phases);
    }

    /// <summary>Accepts an element that has exactly as many values as there are phases, each of which covers every position once.</summary>
    private static List<List<DceImage>>? ByElement(
        IReadOnlyList<DceImage> series, Func<DceImage, double?> value, double tolerance, int phases, int positions)
    {
        if (series.Any(d => value(d) is null))
        {
            return null;
        }

        var groups = new List<List<DceImage>>();
        double last = double.NaN;
        foreach (DceImage image in series.OrderBy(d => value(d)!.Value))
        {
            double v = value(image)!.Value;
            if (groups.Count == 0 || v - last > tolerance)
            {
                groups.Add([]);
            }

            groups[^1].Add(image);
            last = v;
        }

        return groups.Count == phases && groups.TrueForAll(g => g.Count == positions && g.Select(d => d.Position).Distinct().Count() == positions) ? groups : null;
    }

    private static (double, double) ByTime(DceImage d) => (d.AcquisitionSeconds ?? 0, d.TriggerTime ?? 0);

    private static (double, double) ByNumber(DceImage d) => (d.InstanceNumber ?? 0, 0);

    /// <summary>Order within every position, for values that differ from slice to slice; null where two images of a position agree.</summary>
    private static PhaseSlices[]? ByRank(ILookup<double, DceImage> positions, int phases, Func<DceImage, (double, double)> order, string by)
    {
        DceImage[][] ranked = [.. positions.OrderBy(p => p.Key).Select(p => p.OrderBy(order).ToArray())];
        bool areTold = ranked.All(images => images.Select(order).Distinct().Count() == phases);
        return areTold ? [.. Enumerable.Range(0, phases).Select(p => new PhaseSlices([.. ranked.Select(r => r[p])], by))] : null;
    }

    private static DceException Indistinguishable(string name, IGrouping<double, DceImage> position, int phases) => new(DceProblems.IndistinguishablePhases,
        $"Every position of {name} occurs {phases} times, but neither Temporal Position Identifier, Acquisition Number, Trigger Time, Acquisition Time, Content Time nor Instance Number tells the images apart: at {position.Key:0.##} mm, for instance, they agree.");

    private static string Uneven(string name, ILookup<double, DceImage> positions)
    {
        IEnumerable<string> histogram = positions.GroupBy(p => p.Count()).OrderBy(g => g.Key).Select(g => $"{g.Count()} position{(g.Count() == 1 ? "" : "s")} {g.Key}×");
        int usual = positions.GroupBy(p => p.Count()).OrderByDescending(g => g.Count()).First().Key;
        IEnumerable<string> odd = positions.Where(p => p.Count() != usual).OrderBy(p => p.Key).Take(5).Select(p => $"{p.Key:0.##} mm");
        return $"The slice positions of {name} do not occur equally often ({string.Join(", ", histogram)}): images are missing or doubled, among others at {string.Join(", ", odd)}. Send the series again, complete.";
    }
}
