using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>One case of <c>aln predict</c>: its score with all that judges it, or why there is none.</summary>
/// <param name="Id">The table's <c>id</c>, its row, or the VOI's file.</param>
/// <param name="Problem">Why there is no score; null where there is one.</param>
/// <param name="Score">The score; null where there is none.</param>
internal sealed record PredictedCase(string Id, string? Problem, PredictedScore? Score)
{
    /// <summary>Scores a case; what a user can mend becomes its problem.</summary>
    public static PredictedCase Of(string id, RadscoreBundle bundle, Func<(RadscoreAssessment Assessment, StabilityBand? Stability)> assess)
    {
        try
        {
            (RadscoreAssessment assessment, StabilityBand? stability) = assess();
            return new PredictedCase(id, null, PredictedScore.Of(assessment, stability, bundle));
        }
        catch (Exception reason) when (reason is UnknownCentreException or RadscoreUndefinedException or ClinicalValueException)
        {
            return new PredictedCase(id, reason.Message, null);
        }
    }
}

/// <summary>The score of one case, in the words of the server's answer.</summary>
/// <param name="Radscore">Probability of high burden by the model.</param>
/// <param name="Spread">Standard deviation over the networks.</param>
/// <param name="Burden"><c>high</c> or <c>low</c>.</param>
/// <param name="Baseline">What the model says without knowing the patient.</param>
/// <param name="Contributions">What each feature adds.</param>
/// <param name="Stability">Range when the outline moves by one voxel; null for a feature table.</param>
/// <param name="Harmonisation">How it was harmonised.</param>
/// <param name="Training">Where it lies relative to the training data.</param>
/// <param name="Nearest">Training cases most like it.</param>
/// <param name="ClinicalModel">Prediction by clinical values alone.</param>
/// <param name="CombinedModel">Prediction by clinical values and radscore.</param>
/// <param name="MissingClinical">Labels of the clinical values that are missing.</param>
/// <param name="IntendedUse">What speaks against using the model.</param>
internal sealed record PredictedScore(
    double Radscore,
    double Spread,
    string Burden,
    double Baseline,
    IReadOnlyList<ContributionAnswer> Contributions,
    StabilityBand? Stability,
    HarmonisationAnswer Harmonisation,
    TrainingAnswer Training,
    IReadOnlyList<NearestAnswer> Nearest,
    LogisticAnswer? ClinicalModel,
    LogisticAnswer? CombinedModel,
    IReadOnlyList<string> MissingClinical,
    IntendedUseAnswer IntendedUse)
{
    /// <summary>Describes an assessment.</summary>
    public static PredictedScore Of(RadscoreAssessment a, StabilityBand? stability, RadscoreBundle bundle) => new(
        a.Prediction.Radscore,
        a.Prediction.Spread,
        BurdenWord.Of(a.Prediction.Burden),
        a.Prediction.Baseline,
        ContributionAnswer.Of(a),
        stability,
        HarmonisationAnswer.Of(a.Centre),
        TrainingAnswer.Of(a.Place),
        [.. a.Nearest.Select(NearestAnswer.Of)],
        LogisticAnswer.Of(a.Clinical, bundle.Supplement.ClinicalModel, bundle),
        LogisticAnswer.Of(a.Combined, bundle.Supplement.CombinedModel, bundle),
        [.. a.MissingFields.Select(f => f.Label)],
        new IntendedUseAnswer(a.Objections, a.UncheckedConditions));
}
