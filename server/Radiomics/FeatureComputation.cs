using System.Security.Cryptography;
using OhifAlnPlugin.Dicom.Series;
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
/// <param name="Layout">Phases of the study.</param>
/// <param name="Labels">Labels with the VOI.</param>
internal sealed record PlannedFeatures(ComputeFeatures Command, int Voxels, DceLayout Layout, LabelMap Labels);

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
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        if (request.PhaseIndex is { } phase && (phase < 0 || phase >= layout.Phases.Count))
        {
            throw RadiomicsProblems.NoPhase(phase, layout.Phases.Count);
        }

        int number = stored is not null ? RadiomicsProblems.SegmentOf(stored.Info, request.SegmentNumber).Number : request.SegmentNumber ?? settings.Label;
        LabelMap labels = stored is not null ? LabelsOf(stored, layout.Geometry, number) : masks.Read(submission.Mask!, layout.Geometry);
        int voxels = RadiomicsProblems.Checked(() => FeatureExtractor.RequireLabel(labels, number));
        string digest = submission.Mask?.Digest ?? Convert.ToHexStringLower(SHA256.HashData(labels.Select(number).Voxels));
        var command = new ComputeFeatures(
            study, stored?.Info.Id, submission.Mask, number, request.PhaseIndex, text, request.Region, request.Features,
            DynamicStudies.DigestOf(layout), digest, SettingsText.Digest(settings), ProductVersion.Text, user.Owner);
        return new(command, voxels, layout, labels);
    }

    /// <summary>Computes at once what was planned, or finds what was computed before.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it.</exception>
    public async Task<FeaturesResult> ComputeAsync(PlannedFeatures planned, CancellationToken cancellation) =>
        results.Find(JobKind.IdOf(planned.Command)) ?? await ComputeAsync(planned.Command, planned.Layout, planned.Labels, progress: null, cancellation);

    /// <summary>Computes as a job, or finds what was computed before.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it.</exception>
    public async Task<FeaturesResult> ComputeAsync(ComputeFeatures command, IProgress<double> progress, CancellationToken cancellation)
    {
        if (results.Find(JobKind.IdOf(command)) is { } kept)
        {
            return kept;
        }

        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(command.StudyInstanceUid, cancellation));
        LabelMap labels = command.Mask is { } mask
            ? masks.Read(mask, layout.Geometry)
            : LabelsOf(await segmentations.GetAsync(command.SegmentationId!, cancellation), layout.Geometry, command.SegmentNumber);
        return await ComputeAsync(command, layout, labels, progress, cancellation);
    }

    /// <summary>Diagnostics describe whole volumes and cost more than a few features: they come with a request for all features only.</summary>
    private async Task<FeaturesResult> ComputeAsync(ComputeFeatures command, DceLayout layout, LabelMap labels, IProgress<double>? progress, CancellationToken cancellation)
    {
        DynamicSeries series = await studies.LoadAsync(layout, progress, cancellation);
        int phase = command.PhaseIndex ?? series.PeakIndex;
        Extraction extraction = RadiomicsProblems.Checked(() => FeatureExtractor.ExtractWithDiagnostics(
            series.Phases[phase].Volume, labels, SettingsOf(command.Settings, command.Region) with { Label = command.SegmentNumber }, command.Features, cancellation: cancellation));
        var result = new FeaturesResult(
            JobKind.IdOf(command), command.SegmentationId, command.SegmentNumber, phase, ValuesOf(extraction.Features),
            command.Features is null ? extraction.Diagnostics.ToDictionary() : [],
            extraction.Warnings, command.SettingsDigest, command.ImagesDigest, command.VoiDigest, command.EngineVersion) { Owner = command.Owner };
        results.Keep(result);
        return result;
    }

    private static ExtractionSettings SettingsOf(string text, string? region)
    {
        ExtractionSettings settings = ParameterFile.Parse(text);
        return region is null ? settings : settings with { Region = RegionNames.Parse(region) };
    }

    /// <summary>The segment by itself: where segments overlap, a labelmap of all would cut voxels off.</summary>
    private static LabelMap LabelsOf(StoredSegmentation stored, VolumeGeometry grid, int number) =>
        new(grid, Array.ConvertAll(stored.MaskOf(grid, number).Voxels, voxel => voxel != 0 ? (ushort)number : (ushort)0));

    private static Dictionary<string, double?> ValuesOf(FeatureVector features) =>
        features.Names.Select((name, n) => KeyValuePair.Create(name, double.IsFinite(features.Values[n]) ? features.Values[n] : (double?)null)).ToDictionary();
}
