using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Registers the radscore.</summary>
internal static class RadscoreServices
{
    /// <summary>Registers the models of a folder and the scoring.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="modelFolder">Folder of the bundles.</param>
    public static IServiceCollection AddRadscore(this IServiceCollection services, string modelFolder)
    {
        services.AddSingleton(provider => new ModelFolder(modelFolder, provider.GetRequiredService<IConfiguration>().GetSection(ModelFolder.RegisteredSetting).Get<string[]>() ?? []));
        services.AddOptions<RadscoreOptions>().BindConfiguration(RadscoreOptions.Section);
        services.AddSingleton(provider => new OnboardedCentres(Path.Combine(provider.GetRequiredService<DataFolder>().Root, OnboardedCentres.FolderName)));
        services.AddSingleton<RadscoreModels>();
        services.AddSingleton<CentreOnboarding>();
        services.AddSingleton<KeptScores>();
        services.AddSingleton<IStudyMemory>(provider => provider.GetRequiredService<KeptScores>());
        services.AddSingleton<RadscoreService>();
        services.AddSingleton<UnsavedScoring>();
        services.AddSingleton<IVoiScorer>(provider => provider.GetRequiredService<RadscoreService>());
        return services;
    }
}
