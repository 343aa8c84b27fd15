using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The radscore of a VOI in a dynamic series: the features that the bundle needs, the assessment, and how stable it is.</summary>
internal static class RadscoreScoring
{
    /// <summary>Scores a VOI.</summary>
    /// <param name="assessor">The model with its centres.</param>
    /// <param name="series">The dynamic series.</param>
    /// <param name="voi">The VOI, on the grid of the series, not empty.</param>
    /// <param name="context">What is known of the case.</param>
    /// <param name="cancellation">Stops between images.</param>
    /// <exception cref="Http.ProblemException">The centre is unknown, a clinical value is not allowed, or a feature cannot be computed for this VOI.</exception>
    public static ScoredVoi Score(RadscoreAssessor assessor, DynamicSeries series, Mask voi, CaseContext context, CancellationToken cancellation)
    {
        try
        {
            assessor.RequireCentre(context);
            VoiVariants variants = VoiVariants.Extract(assessor.Bundle, series.Peak, voi, cancellation);
            RadscoreAssessment assessment = assessor.Assess(variants.Extraction.Features, context);
            StabilityBand stability = variants.BandOf(assessor, context, assessment.Prediction.Radscore);
            return new ScoredVoi(assessment, stability, variants.Extraction.Warnings);
        }
        catch (UnknownCentreException reason)
        {
            throw RadscoreProblems.UnknownCentre(reason.Message);
        }
        catch (ClinicalValueException reason)
        {
            throw RadscoreProblems.ClinicalValue(reason.Message);
        }
        catch (Exception reason) when (reason is RadiomicsException or RadscoreUndefinedException)
        {
            throw RadscoreProblems.Undefined(reason.Message);
        }
    }
}

/// <summary>A score and what limits it.</summary>
/// <param name="Assessment">Score, contributions, place relative to training.</param>
/// <param name="Stability">Range of the score when the outline moves by one voxel.</param>
/// <param name="Warnings">What the extraction of features warns of.</param>
internal sealed record ScoredVoi(RadscoreAssessment Assessment, StabilityBand Stability, IReadOnlyList<string> Warnings);
