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

        return ByRank(series[0].SeriesName, positions, phases);
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

    /// <summary>Last resort, for acquisition times that differ from slice to slice: order in time within every position.</summary>
    private static PhaseSlices[] ByRank(string name, ILookup<double, DceImage> positions, int phases)
    {
        static (double, double) Order(DceImage d) => (d.AcquisitionSeconds ?? 0, d.TriggerTime ?? 0);
        DceImage[][] ranked = [.. positions.OrderBy(p => p.Key).Select(p => p.OrderBy(Order).ToArray())];
        foreach (DceImage[] position in ranked)
        {
            for (int p = 1; p < phases; p++)
            {
                if (Order(position[p]) == Order(position[p - 1]))
                {
                    throw new DceException(DceProblems.IndistinguishablePhases,
                        $"Every position of {name} occurs {phases} times, but neither Temporal Position Identifier, Acquisition Number, Trigger Time, Acquisition Time nor Content Time tells the images apart: two at {position[p].Position:0.##} mm agree in all of them.");
                }
            }
        }

        return [.. Enumerable.Range(0, phases).Select(p => new PhaseSlices([.. ranked.Select(r => r[p])], "Acquisition Time within each position"))];
    }

    private static string Uneven(string name, ILookup<double, DceImage> positions)
    {
        IEnumerable<string> histogram = positions.GroupBy(p => p.Count()).OrderBy(g => g.Key).Select(g => $"{g.Count()} position{(g.Count() == 1 ? "" : "s")} {g.Key}×");
        int usual = positions.GroupBy(p => p.Count()).OrderByDescending(g => g.Count()).First().Key;
        IEnumerable<string> odd = positions.Where(p => p.Count() != usual).OrderBy(p => p.Key).Take(5).Select(p => $"{p.Key:0.##} mm");
        return $"The slice positions of {name} do not occur equally often ({string.Join(", ", histogram)}): images are missing or doubled, among others at {string.Join(", ", odd)}. Send the series again, complete.";
    }
}
