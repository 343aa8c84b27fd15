namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Which phase was taken before the contrast agent, by its mention in the headers.</summary>
internal static class PreContrast
{
    /// <summary>Chooses the last phase without contrast agent before phases with it, otherwise the first.</summary>
    /// <param name="phases">At least two phases, in order of time.</param>
    /// <param name="isChosen">Whether a reader says which phase it is: then headers that name a contrast agent everywhere are no reason to refuse.</param>
    /// <param name="warnings">Receives a sentence when the headers contradict each other.</param>
    /// <returns>Index of the phase, and the reason as the end of a sentence.</returns>
    /// <exception cref="DceException">Every phase is a series of its own and names a contrast agent, and nothing is chosen.</exception>
    public static (int Index, string Reason) Choose(IReadOnlyList<PhaseSlices> phases, bool isChosen, List<string> warnings)
    {
        bool[] agent = [.. phases.Select(p => p.First.HasContrastAgent)];
        if (!isChosen && agent.All(a => a) && phases.Select(p => p.First.SeriesInstanceUid).Distinct().Count() == phases.Count)
        {
            throw new DceException(DceProblems.NoPreContrast,
                $"All {phases.Count} phases, from {phases[0].First.SeriesName} on, name a contrast agent: no pre-contrast phase is there. Send the series that was taken before the injection; where the headers are wrong, choose the pre-contrast phase.");
        }

        if (agent.All(a => a) || !agent.Any(a => a))
        {
            return (0, $"the first in time; the headers {(agent[0] ? "name a contrast agent in every phase" : "name no contrast agent")}");
        }

        int lastWithout = Array.LastIndexOf(agent, false);
        if (lastWithout < phases.Count - 1 && Array.IndexOf(agent, true) > lastWithout)
        {
            return (lastWithout, "the last without contrast agent");
        }

        warnings.Add("Phases with and without contrast agent alternate in the headers: the first phase in time is taken as pre-contrast. Check it.");
        return (0, "the first in time");
    }
}
