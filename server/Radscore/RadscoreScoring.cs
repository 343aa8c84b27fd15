using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The radscore of a VOI in a dynamic series: the features that the bundle needs, the prediction, and what limits it.</summary>
internal static class RadscoreScoring
{
    /// <summary>Scores a VOI.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="series">The dynamic series.</param>
    /// <param name="voi">The VOI, on the grid of the series, not empty.</param>
    /// <param name="cancellation">Stops between images.</param>
    /// <exception cref="Http.ProblemException">A feature cannot be computed for this VOI.</exception>
    public static ScoredVoi Score(RadscoreBundle bundle, DynamicSeries series, Mask voi, CancellationToken cancellation)
    {
        var names = bundle.Model.FeatureNames;
        try
        {
            var extraction = FeatureExtractor.ExtractWithDiagnostics(series.Peak, voi, bundle.Extraction.SettingsFor(names), names, cancellation: cancellation);
            var prediction = bundle.Model.Predict(extraction.Features);
            return new ScoredVoi(prediction, [.. extraction.Warnings, .. Extrapolations(prediction)]);
        }
        catch (RadiomicsException reason)
        {
            throw RadscoreProblems.Undefined(reason.Message);
        }
        catch (RadscoreUndefinedException reason)
        {
            throw RadscoreProblems.Undefined(reason.Message);
        }
    }

    private static IEnumerable<string> Extrapolations(RadscorePrediction prediction) =>
        prediction.Contributions.Where(c => c.IsOutsideTraining).Select(c =>
            $"{c.Feature.Label} is {c.Value:G4}, outside everything seen in training ({c.Feature.Quantiles[0]:G4} to {c.Feature.Quantiles[^1]:G4}): the score extrapolates.");
}

/// <summary>A prediction and what limits it.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Warnings">Sentences for the reader.</param>
internal sealed record ScoredVoi(RadscorePrediction Prediction, IReadOnlyList<string> Warnings);
