using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Registers what the analysis features share.</summary>
internal static class AnalysisServices
{
    /// <summary>Registers studies, their pixels in memory, and segmentations.</summary>
    public static IServiceCollection AddAnalysis(this IServiceCollection services)
    {
        services.AddOptions<AnalysisOptions>().BindConfiguration(AnalysisOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new DynamicSeriesCache(provider.GetRequiredService<IOptions<AnalysisOptions>>().Value.CacheBytes()));
        services.AddSingleton<IChosenPhases, ChosenPhasesFolder>();
        services.AddSingleton<KeptChoicesFolder>();
        services.AddSingleton<IKeptChoices>(provider => provider.GetRequiredService<KeptChoicesFolder>());
        services.AddSingleton<DynamicStudies>();
        services.AddSingleton<ReadingFolder>();
        services.AddSingleton<DraftFolder>();
        services.AddSingleton<IStudyMemory>(provider => provider.GetRequiredService<ReadingFolder>());
        services.AddSingleton<IStudyMemory>(provider => provider.GetRequiredService<DraftFolder>());
        services.AddSingleton<IStudyMemory>(provider => provider.GetRequiredService<KeptChoicesFolder>());
        services.AddSingleton<SavedSegmentations>();
        services.AddSingleton<Segmentations>();
        return services;
    }
}
