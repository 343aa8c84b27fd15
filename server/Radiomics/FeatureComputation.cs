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
internal sealed class FeatureComputation(DynamicStudies studies, Segmentations segmentations, UploadedMasks masks, FeatureResults results, CurrentUser user)
{
    /// <summary>Checks a submission and names its inputs completely.</summary>
    /// <exception cref="Http.ProblemException">The study, the segmentation, the VOI, the phase or the settings do not exist.</exception>
    public async Task<PlannedFeatures> PlanAsync(FeaturesSubmission submission, CancellationToken cancellation)
    {
        FeaturesRequest request = submission.Request;
        string text = RadiomicsProblems.Checked(() => request.Settings ?? (request.Profile is { } profile ? SettingsProfiles.Text(profile) : ""));
        ExtractionSettings settings = RadiomicsProblems.Checked(() => SettingsOf(text, request.Region));
        StoredSegmentation? stored = submission.Mask is null ? await segmentations.GetAsync(request.SegmentationId ?? throw RadiomicsProblems.NoVoi(), cancellation) : null;
        string study = stored?.Info.StudyInstanceUid ?? request.StudyInstanceUid ?? throw RadiomicsProblems.NoStudy();
        var layout = DynamicStudies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        if (request.PhaseIndex is { } phase && (phase < 0 || phase >= layout.Phases.Count))
        {
            throw RadiomicsProblems.NoPhase(phase, layout.Phases.Count);
        }

        var (number, voxels, digest) = stored is not null
            ? VoiOf(stored, request.SegmentNumber, layout.Geometry)
            : VoiOf(submission.Mask!, request.SegmentNumber ?? settings.Label, layout.Geometry);
        var command = new ComputeFeatures(
            study, stored?.Info.Id, submission.Mask, number, request.PhaseIndex, text, request.Region, request.Features,
            DynamicStudies.DigestOf(layout), digest, SettingsText.Digest(settings), ProductVersion.Text, user.Owner);
        return new(command, voxels);
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
        LabelMap labels = await LabelsAsync(command, layout.Geometry, cancellation);
        DynamicSeries series = await studies.LoadAsync(layout, progress, cancellation);
        int phase = command.PhaseIndex ?? series.PeakIndex;
        Extraction extraction = RadiomicsProblems.Checked(() => FeatureExtractor.ExtractWithDiagnostics(
            series.Phases[phase].Volume, labels, SettingsOf(command.Settings, command.Region) with { Label = command.SegmentNumber }, command.Features, cancellation: cancellation));
        var result = new FeaturesResult(
            id, command.SegmentationId, command.SegmentNumber, phase, ValuesOf(extraction.Features), new Dictionary<string, string>(extraction.Diagnostics),
            extraction.Warnings, command.SettingsDigest, command.ImagesDigest, command.VoiDigest, command.EngineVersion) { Owner = command.Owner };
        results.Keep(result);
        return result;
    }

    private static ExtractionSettings SettingsOf(string text, string? region)
    {
        ExtractionSettings settings = ParameterFile.Parse(text);
        return region is null ? settings : settings with { Region = RegionNames.Parse(region) };
    }

    private static (int Number, int Voxels, string Digest) VoiOf(StoredSegmentation stored, int? number, VolumeGeometry grid)
    {
        Segment segment = RadiomicsProblems.SegmentOf(stored.Info, number);
        return (segment.Number, segment.Voxels, Convert.ToHexStringLower(SHA256.HashData(SegmentMeasuring.MaskOf(grid, stored.ReadLabels(), segment.Number).Voxels)));
    }

    private (int Number, int Voxels, string Digest) VoiOf(UploadedMask mask, int label, VolumeGeometry grid) =>
        (label, RadiomicsProblems.Checked(() => FeatureExtractor.RequireLabel(masks.Read(mask, grid), label)), mask.Digest);

    private async Task<LabelMap> LabelsAsync(ComputeFeatures command, VolumeGeometry grid, CancellationToken cancellation) => command.Mask is { } mask
        ? masks.Read(mask, grid)
        : new(grid, Array.ConvertAll((await segmentations.GetAsync(command.SegmentationId!, cancellation)).ReadLabels(), l => (ushort)l));

    private static Dictionary<string, double?> ValuesOf(FeatureVector features) =>
        features.Names.Select((name, n) => KeyValuePair.Create(name, double.IsFinite(features.Values[n]) ? features.Values[n] : (double?)null)).ToDictionary();
}
