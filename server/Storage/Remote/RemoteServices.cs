namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>Puts another DICOMweb server in the place of the own store.</summary>
internal static class RemoteServices
{
    /// <summary>Registers the archive for whatever reads images and writes results, after the own store has been registered.</summary>
    public static void AddRemoteArchive(this IServiceCollection services, RemoteOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<RemoteArchive>();
        services.AddSingleton<RemoteSearch>();
        services.AddSingleton<RemoteStudies>();
        services.AddSingleton<RetrievedFiles>();
        services.AddSingleton<RemoteRetrieval>();
        services.AddSingleton<RemoteWriting>();
        services.AddSingleton<RemoteInstances>();
        services.AddSingleton<IInstanceSource>(provider => provider.GetRequiredService<RemoteInstances>());
        services.AddSingleton<IInstanceWriter>(provider => provider.GetRequiredService<RemoteInstances>());
        services.AddSingleton<StudyArrivals>();
        services.AddSingleton<IStudyArrivals>(provider => provider.GetRequiredService<StudyArrivals>());
        services.AddHostedService<RemoteArrivals>();
    }
}
