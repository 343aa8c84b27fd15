using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Registers the radiomics features.</summary>
internal static class RadiomicsServices
{
    /// <summary>Registers computation, results and the job.</summary>
    public static IServiceCollection AddRadiomics(this IServiceCollection services)
    {
        services.AddJobKind<ComputeFeatures, ComputedFeatures, ComputeFeaturesHandler>();
        services.AddJobKind<ComputeFeatureMap, ComputedFeatureMap, ComputeFeatureMapHandler>();
        services.AddSingleton<FeatureResults>();
        services.AddSingleton<UploadedMasks>();
        services.AddSingleton<FeatureComputation>();
        services.AddSingleton<KineticsComputation>();
        services.AddSingleton<FeatureMapResults>();
        services.AddSingleton<FeatureMapComputation>();
        services.AddSingleton<SelfTestResult>();
        return services;
    }
}
