using System.Security.Cryptography;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Features asked for, with their VOI at hand.</summary>
/// <param name="Command">What to compute.</param>
/// <param name="Voxels">Voxels of the VOI.</param>
internal sealed record PlannedFeatures(ComputeFeatures Command, int Voxels);

/// <summary>Computes features of VOIs on stored studies and keeps the results.</summary>
internal sealed class FeatureComputation(DynamicStudies studies, Segmentations segmentations, FeatureResults results, CurrentUser user)
{
    /// <summary>Checks a request and names its inputs completely.</summary>
    /// <exception cref="Http.ProblemException">The segmentation, the segment, the phase or the settings do not exist.</exception>
    public async Task<PlannedFeatures> PlanAsync(FeaturesRequest request, CancellationToken cancellation)
    {
        string text = RadiomicsProblems.Checked(() => request.Settings ?? (request.Profile is { } profile ? SettingsProfiles.Text(profile) : ""));
        ExtractionSettings settings = RadiomicsProblems.Checked(() => ParameterFile.Parse(text));
        StoredSegmentation stored = await segmentations.GetAsync(request.SegmentationId, cancellation);
        Segment segment = RadiomicsProblems.SegmentOf(stored.Info, request.SegmentNumber);
        var layout = DynamicStudies.LayoutOf(await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation));
        if (request.PhaseIndex is { } phase && (phase < 0 || phase >= layout.Phases.Count))
        {
            throw RadiomicsProblems.NoPhase(phase, layout.Phases.Count);
        }

        Mask voi = SegmentMeasuring.MaskOf(layout.Geometry, stored.ReadLabels(), segment.Number);
        var command = new ComputeFeatures(
            stored.Info.StudyInstanceUid, stored.Info.Id, segment.Number, request.PhaseIndex, text, request.Features, DynamicStudies.DigestOf(layout),
            Convert.ToHexStringLower(SHA256.HashData(voi.Voxels)), SettingsText.Digest(settings), ProductVersion.Text, user.Owner);
        return new(command, segment.Voxels);
    }

    /// <summary>Computes, or finds what was computed before.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it.</exception>
    public async Task<FeaturesResult> ComputeAsync(ComputeFeatures command, IProgress<double>? progress, CancellationToken cancellation)
    {
        Guid id = JobKind.IdOf(command);
        if (results.Find(id) is { } kept)
        {
            return kept;
        }

        var layout = DynamicStudies.LayoutOf(await studies.ReadHeadersAsync(command.StudyInstanceUid, cancellation));
        DynamicSeries series = await studies.LoadAsync(layout, progress, cancellation);
        int phase = command.PhaseIndex ?? series.PeakIndex;
        byte[] labels = (await segmentations.GetAsync(command.SegmentationId, cancellation)).ReadLabels();
        Mask voi = SegmentMeasuring.MaskOf(layout.Geometry, labels, command.SegmentNumber);
        Extraction extraction = RadiomicsProblems.Checked(() => FeatureExtractor.ExtractWithDiagnostics(
            series.Phases[phase].Volume, voi, ParameterFile.Parse(command.Settings), command.Features, cancellation: cancellation));
        var result = new FeaturesResult(
            id, command.SegmentationId, command.SegmentNumber, phase, ValuesOf(extraction.Features), new Dictionary<string, string>(extraction.Diagnostics),
            extraction.Warnings, command.SettingsDigest, command.ImagesDigest, command.VoiDigest, command.EngineVersion) { Owner = command.Owner };
        results.Keep(result);
        return result;
    }

    private static Dictionary<string, double?> ValuesOf(FeatureVector features) =>
        features.Names.Select((name, n) => KeyValuePair.Create(name, double.IsFinite(features.Values[n]) ? features.Values[n] : (double?)null)).ToDictionary();
}
