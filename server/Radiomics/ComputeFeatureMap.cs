using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>The job that computes a feature map.</summary>
/// <param name="SegmentationId">The segmentation.</param>
/// <param name="Features">The study, the VOI, the phase, the settings and the one feature, with their digests.</param>
internal sealed record ComputeFeatureMap(string SegmentationId, ComputeFeatures Features) : IJobCommand
{
    /// <inheritdoc/>
    public static string Kind => "feature-map";

    /// <inheritdoc/>
    public string Key => Features.Key;

    /// <inheritdoc/>
    public string? Owner => Features.Owner;
}

/// <summary>What the job leaves.</summary>
/// <param name="FeatureMapId">Identifier of the map.</param>
internal sealed record ComputedFeatureMap(Guid FeatureMapId);

/// <summary>Computes feature maps as jobs.</summary>
internal sealed class ComputeFeatureMapHandler(FeatureMapComputation computation, FeatureMapResults results) : IJobHandler<ComputeFeatureMap, ComputedFeatureMap>
{
    /// <summary>Part of the progress that the reading of the images takes.</summary>
    private const double Reading = 0.4;

    /// <inheritdoc/>
    public async Task<ComputedFeatureMap> RunAsync(ComputeFeatureMap command, IJobProgress progress, CancellationToken cancellation)
    {
        var map = await computation.ComputeAsync(
            command, new JobStage(progress, 0, Reading, "Reading the images"), new JobStage(progress, Reading, 1, "Computing the map"), cancellation);
        return new(map.Id);
    }

    /// <inheritdoc/>
    public bool IsCurrent(ComputedFeatureMap result) => results.Find(result.FeatureMapId) is not null;
}
