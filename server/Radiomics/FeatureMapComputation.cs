using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features;
using OhifAlnPlugin.Radiomics.Maps;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Computes feature maps inside VOIs on stored studies, brings them to the slices of their phase and keeps them.</summary>
internal sealed class FeatureMapComputation(FeatureComputation features, DynamicStudies studies, Segmentations segmentations, FeatureMapResults results)
{
    /// <summary>Checks a request and names its inputs completely.</summary>
    /// <exception cref="Http.ProblemException">The segmentation, the segment, the phase, the feature or the settings do not exist.</exception>
    public async Task<ComputeFeatureMap> PlanAsync(FeatureMapRequest request, CancellationToken cancellation)
    {
        string? settings = request.Settings ?? (request.Profile is null ? FeatureMapRequest.DefaultSettings : null);
        var one = new FeaturesRequest(
            SegmentationId: request.SegmentationId, SegmentNumber: request.SegmentNumber, PhaseIndex: request.PhaseIndex,
            Profile: request.Profile, Settings: settings, Features: [request.Feature]);
        PlannedFeatures planned = await features.PlanAsync(new FeaturesSubmission(one, Mask: null), cancellation);
        RadiomicsProblems.Checked(() => FeatureMapExtractor.Names(ParameterFile.Parse(planned.Command.Settings), [request.Feature]));
        return new(request.SegmentationId, planned.Command);
    }

    /// <summary>Computes, or finds what was computed before.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it.</exception>
    public async Task<FeatureMapInfo> ComputeAsync(ComputeFeatureMap command, IProgress<double> reading, IProgress<double> computing, CancellationToken cancellation)
    {
        Guid id = JobKind.IdOf(command);
        if (results.Find(id) is { } kept)
        {
            return kept;
        }

        ComputeFeatures inputs = command.Features;
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(inputs.StudyInstanceUid, cancellation));
        DynamicSeries series = await studies.LoadAsync(layout, reading, cancellation);
        int phase = inputs.PhaseIndex ?? series.PeakIndex;
        Mask voi = (await segmentations.GetAsync(command.SegmentationId, cancellation)).MaskOf(layout.Geometry, inputs.SegmentNumber);
        ExtractionSettings settings = ParameterFile.Parse(inputs.Settings);
        FeatureMap map = RadiomicsProblems.Checked(() =>
            FeatureMapExtractor.Extract(series.Phases[phase].Volume, voi, settings, inputs.Features, progress: computing, cancellation: cancellation).Single());
        (VolumeGeometry slices, int first) = SlicesOf(layout.Geometry, map);
        FeatureMapInfo info = Describe(id, command, map, settings.KernelRadius, phase, layout.Phases[phase], slices, first);
        results.Keep(info, map.OnGrid(slices));
        return info;
    }

    private static FeatureMapInfo Describe(Guid id, ComputeFeatureMap command, FeatureMap map, int kernelRadius, int phaseIndex, DcePhase phase, VolumeGeometry slices, int first)
    {
        ComputeFeatures inputs = command.Features;
        string[] name = map.Name.Split('_');
        return new(
            id, command.SegmentationId, inputs.SegmentNumber, phaseIndex, phase.SeriesInstanceUid, map.Name, FeatureCatalogue.Find(name[1], name[2])!.Unit,
            NumberOf(map.Minimum), NumberOf(map.Maximum), [.. phase.SopInstanceUids.Skip(first).Take(slices.SizeZ)], slices.SizeY, slices.SizeX,
            kernelRadius, inputs.SettingsDigest, inputs.ImagesDigest, inputs.VoiDigest, inputs.EngineVersion)
        {
            FrameNumbers = phase.FrameNumbers is { } frames ? [.. frames.Skip(first).Take(slices.SizeZ)] : null,
            Owner = inputs.Owner,
        };
    }

    private static double? NumberOf(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The slices of a grid that a map reaches, and the first of them.</summary>
    private static (VolumeGeometry Slices, int First) SlicesOf(VolumeGeometry grid, FeatureMap map)
    {
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        foreach (int offset in map.Offsets)
        {
            var (i, j, k) = map.Geometry.IndicesOf(offset);
            double z = grid.ToIndex(map.Geometry.ToPatient(i, j, k)).Z;
            (lowest, highest) = (Math.Min(lowest, z), Math.Max(highest, z));
        }

        int first = Math.Clamp((int)Math.Round(lowest), 0, grid.SizeZ - 1), last = Math.Clamp((int)Math.Round(highest), first, grid.SizeZ - 1);
        return (new(grid.SizeX, grid.SizeY, last - first + 1, grid.SpacingMm, grid.ToPatient(0, 0, first), grid.AxisX, grid.AxisY, grid.AxisZ), first);
    }
}
