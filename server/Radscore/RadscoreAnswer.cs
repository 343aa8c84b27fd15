using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Asks for the radscore of a VOI.</summary>
/// <param name="SegmentationId">A draft or a saved segmentation.</param>
/// <param name="SegmentNumber">Its segment; without it the only or first one.</param>
/// <param name="Centre">The centre of the study; without it the images say it.</param>
/// <param name="Clinical">Clinical values by the key of their field; they turn on the combined model.</param>
internal sealed record RadscoreRequest(string SegmentationId, int? SegmentNumber = null, string? Centre = null, IReadOnlyDictionary<string, string>? Clinical = null);

/// <summary>The radscore of a VOI with all that a reader needs to judge it.</summary>
/// <param name="SegmentationId">The segmentation.</param>
/// <param name="SegmentNumber">The segment.</param>
/// <param name="Radscore">Probability of high burden by the model, in (0, 1).</param>
/// <param name="Spread">Standard deviation over the model's networks; 0 for a single network.</param>
/// <param name="CutOff">From this score on the burden is called high.</param>
/// <param name="CutOffRule">How the cut-off was chosen.</param>
/// <param name="Burden"><c>high</c> or <c>low</c>.</param>
/// <param name="Baseline">What the model says without knowing the patient.</param>
/// <param name="Contributions">What each feature adds; they sum to the radscore less the baseline.</param>
/// <param name="Stability">Range of the score when the outline moves by one voxel.</param>
/// <param name="Harmonisation">The centre of the study and how its features were harmonised.</param>
/// <param name="Training">Where the case lies relative to the training data.</param>
/// <param name="Nearest">Training cases most like this one.</param>
/// <param name="ClinicalModel">Prediction by clinical values alone; null without such a model or where values are missing.</param>
/// <param name="CombinedModel">Prediction by clinical values and radscore; null likewise.</param>
/// <param name="MissingClinical">Labels of the clinical values that those models still need.</param>
/// <param name="Reader">The reader's own assessment of the axilla beside the score; null when none was stated.</param>
/// <param name="IntendedUse">What speaks against using the model for this case.</param>
/// <param name="SurvivalCutOff">Radscore that best parts survival in training; null where the model has none.</param>
/// <param name="Voi">Size of the VOI.</param>
/// <param name="Curve">Its time-intensity curve.</param>
/// <param name="MapSettings">Settings with which <c>/api/feature-maps</c> shows a feature as the model sees it; null for a model of shape alone.</param>
/// <param name="Model">The model.</param>
/// <param name="Notice">Research use only; shown with every score.</param>
/// <param name="Warnings">What the extraction of features warns of, as sentences.</param>
internal sealed record RadscoreAnswer(
    string SegmentationId,
    int SegmentNumber,
    double Radscore,
    double Spread,
    double CutOff,
    string CutOffRule,
    string Burden,
    double Baseline,
    IReadOnlyList<ContributionAnswer> Contributions,
    StabilityBand Stability,
    HarmonisationAnswer Harmonisation,
    TrainingAnswer Training,
    IReadOnlyList<NearestAnswer> Nearest,
    LogisticAnswer? ClinicalModel,
    LogisticAnswer? CombinedModel,
    IReadOnlyList<string> MissingClinical,
    ReaderAnswer? Reader,
    IntendedUseAnswer IntendedUse,
    CutOff? SurvivalCutOff,
    VoiSize Voi,
    IReadOnlyList<CurvePoint> Curve,
    string? MapSettings,
    ModelSummary Model,
    string Notice,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Radius of the cube around each voxel of a feature's map, voxels of the model's grid.</summary>
    private const int MapKernelRadius = 2;

    /// <summary>The answer for a segment of a stored segmentation.</summary>
    public static RadscoreAnswer Of(ScoredSegment scored) =>
        Of(scored.Segmentation.Info.Id, scored.Segment, scored.Bundle, new ScoredVoi(scored.Assessment, scored.Stability, scored.Warnings), VoiSize.Of(scored.Segment, scored.Voi, scored.Headers), scored.Curve);

    /// <summary>Puts the answer together.</summary>
    /// <param name="id">The segmentation.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="bundle">The model.</param>
    /// <param name="scored">Its score for the segment.</param>
    /// <param name="size">Size and place of the segment.</param>
    /// <param name="curve">Time-intensity curve of the segment.</param>
    public static RadscoreAnswer Of(string id, Segment segment, RadscoreBundle bundle, ScoredVoi scored, VoiSize size, IReadOnlyList<TimeIntensityPoint> curve)
    {
        RadscoreAssessment assessment = scored.Assessment;
        RadscorePrediction prediction = assessment.Prediction;
        return new RadscoreAnswer(
            id,
            segment.Number,
            prediction.Radscore,
            prediction.Spread,
            prediction.CutOff.Value,
            prediction.CutOff.Rule,
            BurdenWord.Of(prediction.Burden),
            prediction.Baseline,
            ContributionAnswer.Of(assessment),
            scored.Stability,
            HarmonisationAnswer.Of(assessment.Centre),
            TrainingAnswer.Of(assessment.Place),
            [.. assessment.Nearest.Select(NearestAnswer.Of)],
            LogisticAnswer.Of(assessment.Clinical, bundle.Supplement.ClinicalModel, bundle),
            LogisticAnswer.Of(assessment.Combined, bundle.Supplement.CombinedModel, bundle),
            [.. assessment.MissingFields.Select(f => f.Label)],
            ReaderAnswer.Of(assessment),
            new IntendedUseAnswer(assessment.Objections, assessment.UncheckedConditions),
            bundle.Supplement.SurvivalCutOff,
            size,
            [.. curve.Select(p => new CurvePoint(p.TimeSeconds, p.Mean, double.IsFinite(p.EnhancementPercent) ? p.EnhancementPercent : null))],
            MapSettingsOf(bundle),
            ModelSummary.Of(bundle),
            bundle.Card.Notice,
            scored.Warnings);
    }

    private static string? MapSettingsOf(RadscoreBundle bundle) => bundle.Model.FeatureNames.Where(n => !ContributionAnswer.IsShape(n)).ToArray() is { Length: > 0 } mapped
        ? bundle.Extraction.ParameterText(mapped, MapKernelRadius)
        : null;
}

/// <summary>A point of the time-intensity curve.</summary>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="Mean">Mean signal of the VOI.</param>
/// <param name="EnhancementPercent">Enhancement over the pre-contrast phase, per cent; null where that is 0.</param>
internal sealed record CurvePoint(double TimeSeconds, double Mean, double? EnhancementPercent);
