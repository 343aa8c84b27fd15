namespace OhifAlnPlugin.Server.Storage;

/// <summary>Registers the store.</summary>
internal static class StorageServices
{
    /// <exception cref="DataFolderException">The folder cannot be made or written.</exception>
    public static void AddStorage(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton(DataFolder.Open(dataFolder));
        services.AddSingleton<InstanceStore>();
        services.AddSingleton<StudyDeletion>();
        services.AddSingleton<IInstanceSource>(provider => provider.GetRequiredService<InstanceStore>());
        services.AddSingleton<IInstanceWriter>(provider => provider.GetRequiredService<InstanceStore>());
        services.AddSingleton<IStudyArrivals>(provider => provider.GetRequiredService<InstanceStore>().Arrivals);
    }
}
