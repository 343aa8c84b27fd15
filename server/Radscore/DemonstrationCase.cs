using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>One phantom patient after the product's own way from images to features.</summary>
/// <param name="Clinical">The patient's row of the clinical table.</param>
/// <param name="Features">Features of the VOI.</param>
/// <param name="ByClick">Whether a click was needed because the first proposal missed the lesion.</param>
/// <param name="Dice">Agreement of the VOI with the true lesion, in [0, 1].</param>
internal sealed record DemonstrationCase(ClinicalRow Clinical, FeatureVector Features, bool ByClick, double Dice)
{
    /// <summary>Whether the burden is high.</summary>
    public bool HighBurden => Clinical.PositiveNodes >= ClinicalRow.HighBurdenNodes;

    /// <summary>Renders a patient, chooses the peak phase, proposes the VOI and extracts its features.</summary>
    /// <param name="plan">The patient.</param>
    /// <param name="options">The phantoms' options.</param>
    /// <param name="settings">How features are extracted.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>The case; null when even a click inside the lesion gives no VOI large enough for features.</returns>
    /// <remarks>
    /// The first proposal is taken when it was grown from inside the lesion. Otherwise the lesion is clicked at its deepest voxel, as a reader would who
    /// sees that the proposal is wrong. The outline is never corrected.
    /// </remarks>
    public static DemonstrationCase? Make(PatientPlan plan, PhantomOptions options, ExtractionSettings settings, CancellationToken cancellation)
    {
        PhantomPatient patient = PhantomPatient.Render(plan, options);
        DynamicSeries series = Choose(patient.Series, cancellation);
        TumourCandidate? proposal = First(TumourProposal.Propose(series, cancellation: cancellation));
        bool missed = proposal is null || !patient.Truth[proposal.Seed.I, proposal.Seed.J, proposal.Seed.K];
        if (missed)
        {
            proposal = Clicked(series, DeepestVoxel(patient.Truth, cancellation), cancellation);
        }

        if (proposal is null)
        {
            return null;
        }

        Mask voi = proposal.ToMask(series.Geometry);
        return Extract(series.Peak, voi, settings, cancellation) is { } features
            ? new DemonstrationCase(plan.Clinical, features, missed, MaskAgreement.Between(voi, patient.Truth).Dice)
            : null;
    }

    private static FeatureVector? Extract(Volume image, Mask voi, ExtractionSettings settings, CancellationToken cancellation)
    {
        try
        {
            return FeatureExtractor.ExtractWithDiagnostics(image, voi, settings, maxThreads: 1, cancellation: cancellation).Features;
        }
        catch (RadiomicsException)
        {
            return null; // A VOI of a single voxel, say: the card counts such patients.
        }
    }

    private static DynamicSeries Choose(DynamicSeries series, CancellationToken cancellation)
    {
        PhaseSelection phases = PhaseSelection.Choose([.. series.Phases.Select(p => p.Volume)], series.PreContrastIndex, cancellation);
        return new DynamicSeries(series.Phases, phases.PreContrastIndex, phases.PeakIndex);
    }

    private static TumourCandidate? Clicked(DynamicSeries series, VoxelSeed click, CancellationToken cancellation)
    {
        try
        {
            return First(TumourProposal.Propose(series, click, cancellation: cancellation));
        }
        catch (SegmentationRefusedException)
        {
            return null; // A lesion that does not stand out from its surroundings: the card counts such patients.
        }
    }

    private static TumourCandidate? First(IReadOnlyList<TumourCandidate> candidates) => candidates.Count > 0 ? candidates[0] : null;

    private static VoxelSeed DeepestVoxel(Mask truth, CancellationToken cancellation)
    {
        float[] depth = EuclideanDistance.SquaredDepthMm(truth, cancellation);
        int n = Array.IndexOf(depth, depth.Max());
        VolumeGeometry g = truth.Geometry;
        return new VoxelSeed(n % g.SizeX, n / g.SizeX % g.SizeY, n / g.SliceLength);
    }
}
