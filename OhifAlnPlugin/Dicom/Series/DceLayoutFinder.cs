using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>The rules that turn the images of a study into the phases of its dynamic acquisition.</summary>
internal static class DceLayoutFinder
{
    /// <summary>Finds the dynamic acquisition; see <see cref="DceLayout.Find"/>.</summary>
    public static DceLayout Find(IReadOnlyList<DceImage> images)
    {
        var warnings = new List<string>();
        IReadOnlyList<DceImage> candidates = Candidates(WithoutDoubles(images, warnings), out IReadOnlyList<string> reasons);
        (IReadOnlyList<PhaseSlices> phases, DceException? refusal) = BestFamily(candidates);
        if (phases.Count < 2)
        {
            throw refusal ?? NotDynamic(phases, reasons);
        }

        CheckFramesOfReference(phases);
        (PhaseSlices Phase, double Seconds)[] timed = PhaseTimes.InOrder(phases, warnings);
        IReadOnlyList<PhaseSlices> ordered = [.. timed.Select(t => t.Phase)];
        VolumeGeometry grid = CommonGrid(ordered);
        (int pre, string reason) = PreContrast.Choose(ordered, warnings);
        string apart = ordered.Select(p => p.ToldApartBy).OfType<string>().Distinct().ToList() is { Count: > 0 } names
            ? $"told apart by {string.Join(" and ", names)}"
            : "one series each";
        return new(
            ordered[0].First.StudyInstanceUid, ordered[0].First.FrameOfReferenceUid, grid,
            [.. timed.Select(t => ToPhase(t.Phase, t.Seconds - timed[0].Seconds))], pre,
            $"{ordered.Count} phases of {grid.SizeZ} slices, {apart}. Pre-contrast is phase {pre + 1} ({ordered[pre].First.SeriesName}): {reason}.", warnings);
    }

    private static DcePhase ToPhase(PhaseSlices p, double seconds) =>
        new(p.First.SeriesInstanceUid, p.First.SeriesNumber, p.First.SeriesDescription, seconds, p.First.HasContrastAgent, [.. p.Slices.Select(s => s.Slice)]);

    private static List<DceImage> WithoutDoubles(IReadOnlyList<DceImage> images, List<string> warnings)
    {
        List<DceImage> once = [.. images.DistinctBy(d => d.Slice)];
        if (once.Count < images.Count)
        {
            warnings.Add($"{images.Count - once.Count} instance{(images.Count - once.Count == 1 ? " was" : "s were")} given twice (same SOP Instance UID) and used once.");
        }

        return once;
    }

    private static IReadOnlyList<DceImage> Candidates(List<DceImage> images, out IReadOnlyList<string> reasons)
    {
        if (images.Count > 0 && images.All(d => d.Modality != "MR"))
        {
            throw new DceException(DceProblems.NotMr, $"The study holds {string.Join(", ", images.Select(d => d.Modality).Distinct().Order())} images, no MR: the ALN burden is read from dynamic contrast-enhanced MR.");
        }

        (DceImage Image, string? Reason)[] judged = [.. images.Select(d => (d, DceCandidates.ReasonAgainst(d)))];
        reasons = [.. judged.Where(j => j.Reason is not null).DistinctBy(j => j.Image.SeriesInstanceUid).Select(j => $"{j.Image.SeriesName} {j.Reason}")];
        return [.. judged.Where(j => j.Reason is null).Select(j => j.Image)];
    }

    /// <summary>The family with most phases × slices; the first refusal met on the way when no family has two phases.</summary>
    private static (IReadOnlyList<PhaseSlices> Phases, DceException? Refusal) BestFamily(IReadOnlyList<DceImage> candidates)
    {
        IReadOnlyList<PhaseSlices> best = [];
        DceException? refusal = null;
        foreach (IGrouping<DceFamily, DceImage> family in candidates.GroupBy(DceFamily.Of))
        {
            try
            {
                PhaseSlices[] phases = [.. family.GroupBy(d => d.SeriesInstanceUid).SelectMany(s => PhaseSplit.Split([.. s]))];
                best = Weight(phases) > Weight(best) ? phases : best;
            }
            catch (DceException e)
            {
                refusal ??= e;
            }
        }

        return (best, refusal);
    }

    private static int Weight(IReadOnlyList<PhaseSlices> phases) => phases.Count < 2 ? phases.Count : phases.Count * phases.Min(p => p.Slices.Count);

    private static DceException NotDynamic(IReadOnlyList<PhaseSlices> phases, IReadOnlyList<string> reasons)
    {
        string found = phases.Count == 1 ? $"only one phase was found ({phases[0].First.SeriesName})" : "no phase was found";
        string left = reasons.Count > 0 ? $" Left out: {string.Join("; ", reasons.Take(6))}{(reasons.Count > 6 ? $"; and {reasons.Count - 6} more" : "")}." : "";
        return new(DceProblems.NoDynamicSeries, $"The study is no dynamic series: {found}, and at least a pre-contrast and one later phase of one acquisition are needed.{left}");
    }

    private static void CheckFramesOfReference(IReadOnlyList<PhaseSlices> phases)
    {
        PhaseSlices? other = phases.FirstOrDefault(p => p.First.FrameOfReferenceUid != phases[0].First.FrameOfReferenceUid);
        if (other is not null)
        {
            throw new DceException(DceProblems.PatientRepositioned,
                $"The phases lie on different frames of reference ({phases[0].First.SeriesName}: {Shown(phases[0])}; {other.First.SeriesName}: {Shown(other)}): the patient was repositioned between them, so they cannot be subtracted. Send only the series of one position.");
        }

        static string Shown(PhaseSlices p) => p.First.FrameOfReferenceUid.Length == 0 ? "none" : p.First.FrameOfReferenceUid;
    }

    private static VolumeGeometry CommonGrid(IReadOnlyList<PhaseSlices> phases)
    {
        if (phases.Select(p => p.Slices.Count).Distinct().Count() > 1)
        {
            throw new DceException(DceProblems.UnevenPhases,
                $"The phases have different numbers of slices ({string.Join(", ", phases.Select((p, n) => $"phase {n + 1} ({p.First.SeriesName}): {p.Slices.Count}"))}): slices are missing. Send the study again, complete.");
        }

        VolumeGeometry grid = SliceStack.GridOf(phases[0].Slices);
        foreach (PhaseSlices phase in phases.Skip(1))
        {
            double apart = SliceStack.GridOf(phase.Slices).LargestCornerDistanceMm(grid);
            if (apart > 0.01)
            {
                throw new DceException(DceProblems.BadGeometry,
                    $"{phase.First.SeriesName} lies up to {apart:0.##} mm away from {phases[0].First.SeriesName} (0.01 mm is allowed): the phases were not taken on one grid.");
            }
        }

        return grid;
    }
}
