using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Asks for the radscore of a VOI.</summary>
/// <param name="SegmentationId">A draft or a saved segmentation.</param>
/// <param name="SegmentNumber">Its segment; without it the only or first one.</param>
internal sealed record RadscoreRequest(string SegmentationId, int? SegmentNumber = null);

/// <summary>The radscore of a VOI with all that a reader needs to judge it.</summary>
/// <param name="SegmentationId">The segmentation.</param>
/// <param name="SegmentNumber">The segment.</param>
/// <param name="Radscore">Probability of high burden by the model, in (0, 1).</param>
/// <param name="CutOff">From this score on the burden is called high.</param>
/// <param name="CutOffRule">How the cut-off was chosen.</param>
/// <param name="Burden"><c>high</c> or <c>low</c>.</param>
/// <param name="Baseline">What the model says without knowing the patient.</param>
/// <param name="Contributions">What each feature adds; they sum to the radscore less the baseline.</param>
/// <param name="Voi">Size of the VOI.</param>
/// <param name="Curve">Its time-intensity curve.</param>
/// <param name="Model">The model.</param>
/// <param name="Notice">Research use only; shown with every score.</param>
/// <param name="Warnings">What limits this score, as sentences.</param>
internal sealed record RadscoreAnswer(
    string SegmentationId,
    int SegmentNumber,
    double Radscore,
    double CutOff,
    string CutOffRule,
    string Burden,
    double Baseline,
    IReadOnlyList<ContributionAnswer> Contributions,
    VoiSize Voi,
    IReadOnlyList<CurvePoint> Curve,
    ModelSummary Model,
    string Notice,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Puts the answer together.</summary>
    /// <param name="id">The segmentation.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="bundle">The model.</param>
    /// <param name="scored">Its prediction for the segment.</param>
    /// <param name="curve">Time-intensity curve of the segment.</param>
    public static RadscoreAnswer Of(string id, Segment segment, RadscoreBundle bundle, ScoredVoi scored, IReadOnlyList<TimeIntensityPoint> curve)
    {
        var prediction = scored.Prediction;
        return new RadscoreAnswer(
            id,
            segment.Number,
            prediction.Radscore,
            prediction.CutOff.Value,
            prediction.CutOff.Rule,
            prediction.Burden is AlnBurden.High ? "high" : "low",
            prediction.Baseline,
            [.. prediction.Contributions.Select(c => new ContributionAnswer(c.Feature.Name, c.Feature.Label, c.Feature.Explanation, c.Value, c.Feature.Unit, c.Contribution, c.Percentile))],
            new VoiSize(segment.Voxels, segment.VolumeMm3 / 1000, segment.LongestDiameterMm),
            [.. curve.Select(p => new CurvePoint(p.TimeSeconds, p.Mean, double.IsFinite(p.EnhancementPercent) ? p.EnhancementPercent : null))],
            ModelSummary.Of(bundle),
            bundle.Card.Notice,
            scored.Warnings);
    }
}

/// <summary>What one feature adds to the score.</summary>
/// <param name="Feature">PyRadiomics name.</param>
/// <param name="Label">Short name.</param>
/// <param name="Explanation">One line in a radiologist's words.</param>
/// <param name="Value">Its value in this VOI.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Contribution">Shapley value, in the unit of the score.</param>
/// <param name="Percentile">Where the value lies in the training cohort, per cent.</param>
internal sealed record ContributionAnswer(string Feature, string Label, string Explanation, double Value, string Unit, double Contribution, double Percentile);

/// <summary>Size of a VOI.</summary>
/// <param name="Voxels">Voxels inside.</param>
/// <param name="VolumeMl">Volume, ml.</param>
/// <param name="LongestDiameterMm">Longest diameter, mm.</param>
internal sealed record VoiSize(int Voxels, double VolumeMl, double LongestDiameterMm);

/// <summary>A point of the time-intensity curve.</summary>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="Mean">Mean signal of the VOI.</param>
/// <param name="EnhancementPercent">Enhancement over the pre-contrast phase, per cent; null where that is 0.</param>
internal sealed record CurvePoint(double TimeSeconds, double Mean, double? EnhancementPercent);

/// <summary>A model in a few words.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Digest">SHA-256 that names the whole bundle.</param>
/// <param name="TrainingData">What it was trained on.</param>
/// <param name="Demonstration">Whether it only demonstrates the software.</param>
internal sealed record ModelSummary(string Name, string Version, string Digest, string TrainingData, bool Demonstration)
{
    /// <summary>Describes a bundle.</summary>
    public static ModelSummary Of(RadscoreBundle bundle) =>
        new(bundle.Card.Name, bundle.Card.Version, bundle.Digest, bundle.Card.TrainingData, bundle.Card.Demonstration);
}
