using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Computes features as a job.</summary>
internal sealed class ComputeFeaturesHandler(FeatureComputation computation, FeatureResults results) : IJobHandler<ComputeFeatures, ComputedFeatures>
{
    /// <summary>Part of the progress that the reading of the images takes.</summary>
    private const double Reading = 0.5;

    /// <inheritdoc/>
    public async Task<ComputedFeatures> RunAsync(ComputeFeatures command, IJobProgress progress, CancellationToken cancellation)
    {
        var result = await computation.ComputeAsync(command, new JobStage(progress, 0, Reading, "Reading the images"), cancellation);
        progress.Report(1, "Done");
        return new(result.Id);
    }

    /// <inheritdoc/>
    public bool IsCurrent(ComputedFeatures result) => results.Find(result.FeaturesId) is not null;
}
