using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;

namespace OhifAlnPlugin.Radscore;

/// <summary>How the radscore changes when the outline moves by one voxel: what a reader's hand may change.</summary>
/// <param name="Low">Lowest score of the VOI, the grown and the shrunk one.</param>
/// <param name="High">Highest of them.</param>
/// <param name="Grown">Score with one voxel more all around; null where it is undefined.</param>
/// <param name="Shrunk">Score with one voxel less all around; null where it is undefined.</param>
/// <param name="BurdenChanges">Whether the call of low or high burden changes within the band.</param>
/// <param name="Note">Why a side is missing; null when none is.</param>
public sealed record StabilityBand(double Low, double High, double? Grown, double? Shrunk, bool BurdenChanges, string? Note);

/// <summary>The features of a VOI with its grown and shrunk variants, from one pass over the image.</summary>
public sealed class VoiVariants
{
    private readonly RoiExtraction _grown;
    private readonly RoiExtraction _shrunk;

    private VoiVariants(Extraction extraction, RoiExtraction grown, RoiExtraction shrunk) => (Extraction, _grown, _shrunk) = (extraction, grown, shrunk);

    /// <summary>Features of the VOI itself, with warnings.</summary>
    public Extraction Extraction { get; }

    /// <summary>Extracts the features that a bundle needs from a VOI, from the same with one voxel more and with one voxel less.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="image">Image of the phase that the bundle's extraction names.</param>
    /// <param name="voi">The VOI on the image's grid.</param>
    /// <param name="cancellation">Ends the work between images.</param>
    /// <exception cref="RadiomicsException">The features of the VOI itself cannot be computed.</exception>
    public static VoiVariants Extract(RadscoreBundle bundle, Volume image, Mask voi, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        IReadOnlyList<string> names = bundle.Model.FeatureNames;
        IReadOnlyList<RoiExtraction> found = SeveralRois.Extract(
            image, [voi, VoxelMargin.Grown(voi), VoxelMargin.Shrunk(voi)], bundle.Extraction.SettingsFor(names), names, cancellation);
        return new VoiVariants(found[0].Extraction ?? throw found[0].Reason!, found[1], found[2]);
    }

    /// <summary>The range of the radscore over the variants.</summary>
    /// <param name="assessor">The bundle with its centres.</param>
    /// <param name="context">The case.</param>
    /// <param name="radscore">Score of the VOI itself.</param>
    public StabilityBand BandOf(RadscoreAssessor assessor, CaseContext context, double radscore)
    {
        ArgumentNullException.ThrowIfNull(assessor);
        double? grown = ScoreOf(_grown, assessor, context), shrunk = ScoreOf(_shrunk, assessor, context);
        double low = Math.Min(radscore, Math.Min(grown ?? radscore, shrunk ?? radscore)), high = Math.Max(radscore, Math.Max(grown ?? radscore, shrunk ?? radscore));
        CutOff cutOff = assessor.Bundle.Model.CutOff;
        string? note = (grown, shrunk) switch
        {
            ({ }, { }) => null,
            ({ }, null) => "The VOI is too small to be shrunk by one voxel: the band shows its growth only.",
            (null, { }) => "The VOI cannot be grown by one voxel: the band shows its shrinking only.",
            _ => "The VOI can neither be grown nor shrunk by one voxel: how stable the score is, is not known.",
        };
        return new StabilityBand(low, high, grown, shrunk, cutOff.BurdenOf(low) != cutOff.BurdenOf(high), note);
    }

    private static double? ScoreOf(RoiExtraction variant, RadscoreAssessor assessor, CaseContext context)
    {
        try
        {
            return variant.Extraction is { } extraction ? assessor.Score(extraction.Features, context) : null;
        }
        catch (RadscoreUndefinedException)
        {
            return null; // A feature is undefined for the variant: the note says that a side is missing.
        }
    }
}
