namespace OhifAlnPlugin.Radscore;

/// <summary>The score from which burden is called high, and how it was chosen.</summary>
/// <param name="Value">Cut-off in the unit of the radscore, in [0, 1].</param>
/// <param name="Rule">The rule in a few words, e.g. <c>Youden index on the training cohort</c>.</param>
public sealed record CutOff(double Value, string Rule)
{
    /// <summary>Low or high; a score equal to the cut-off is high.</summary>
    /// <param name="radscore">The score.</param>
    public AlnBurden BurdenOf(double radscore) => radscore >= Value ? AlnBurden.High : AlnBurden.Low;
}
