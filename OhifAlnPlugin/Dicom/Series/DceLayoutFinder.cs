using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>The rules that turn the images of a study into the phases of its dynamic acquisition.</summary>
internal static class DceLayoutFinder
{
    /// <summary>Finds the dynamic acquisition; see <see cref="DceLayout.Find"/>.</summary>
    public static DceLayout Find(IReadOnlyList<DceImage> images, string? frameOfReferenceUid, bool preContrastIsChosen)
    {
        var warnings = new List<string>();
        IReadOnlyList<DceImage> candidates = OnPosition(Candidates(WithoutDoubles(images, warnings), out IReadOnlyList<string> reasons), frameOfReferenceUid);
        (IReadOnlyList<PhaseSlices> phases, DceException? refusal) = BestFamily(candidates, warnings);
        if (phases.Count < 2)
        {
            throw refusal ?? NotDynamic(phases, reasons);
        }

        CheckFramesOfReference(phases);
        if (phases.FirstOrDefault(p => p.ToldApartBy == PhaseSplit.ByInstanceNumber) is { } numbered)
        {
            warnings.Add($"Only the Instance Number tells the phases of {numbered.First.SeriesName} apart, and scanners number images as they like: check that the order of the phases is right.");
        }

        (PhaseSlices Phase, double Seconds)[] timed = PhaseTimes.InOrder(phases, warnings);
        IReadOnlyList<PhaseSlices> ordered = [.. timed.Select(t => t.Phase)];
        VolumeGeometry grid = CommonGrid(ordered);
        (int pre, string reason) = PreContrast.Choose(ordered, preContrastIsChosen, warnings);
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

    private static IReadOnlyList<DceImage> OnPosition(IReadOnlyList<DceImage> candidates, string? frameOfReferenceUid) =>
        candidates.Where(d => d.FrameOfReferenceUid == frameOfReferenceUid).ToArray() is { Length: > 0 } chosen ? chosen : candidates;

    /// <summary>
    /// The family with most phases × slices; the first refusal met on the way when no family has two phases. A family that was
    /// refused although it is larger than the best is named: the study may hold a better acquisition than the one that is read.
    /// </summary>
    private static (IReadOnlyList<PhaseSlices> Phases, DceException? Refusal) BestFamily(IReadOnlyList<DceImage> candidates, List<string> warnings)
    {
        IReadOnlyList<PhaseSlices> best = [];
        var refused = new List<(int Images, DceException Refusal)>();
        foreach (IGrouping<DceFamily, DceImage> family in candidates.GroupBy(DceFamily.Of))
        {
            try
            {
                PhaseSlices[] phases = [.. family.GroupBy(d => d.SeriesInstanceUid).SelectMany(s => PhaseSplit.Split([.. s]))];
                best = Weight(phases) > Weight(best) ? phases : best;
            }
            catch (DceException e)
            {
                refused.Add((family.Count(), e));
            }
        }

        warnings.AddRange(refused.Where(r => best.Count > 1 && r.Images > Weight(best)).Select(r => $"A larger acquisition was left out. {r.Refusal.Message}"));
        return (best, refused.Select(r => r.Refusal).FirstOrDefault());
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
        DcePosition[] positions = [.. phases.OrderBy(p => p.Slices.Min(d => d.AcquisitionSeconds)).GroupBy(p => p.First.FrameOfReferenceUid)
            .Select(p => new DcePosition(p.Key, p.Count(), [.. p.Select(s => s.First.SeriesName).Distinct()]))];
        if (positions.Length > 1)
        {
            throw new DceException(DceProblems.PatientRepositioned,
                $"The phases lie on {positions.Length} frames of reference ({string.Join("; ", positions.Select(Shown))}): the patient was repositioned between them, so they cannot be subtracted. Choose one position by its frame of reference, or send only the series of one position.")
            { Positions = positions };
        }

        static string Shown(DcePosition p) => $"{(p.FrameOfReferenceUid.Length == 0 ? "none" : p.FrameOfReferenceUid)}: {string.Join(", ", p.Series)}";
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
