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
        services.AddSingleton<RadscoreModels>();
        services.AddSingleton<RadscoreService>();
        return services;
    }
}
