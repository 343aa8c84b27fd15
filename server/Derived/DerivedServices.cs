using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>Registers subtraction and projections.</summary>
internal static class DerivedServices
{
    /// <summary>Registers the computation and the folder, which forgets studies that are deleted.</summary>
    public static IServiceCollection AddDerived(this IServiceCollection services)
    {
        services.AddOptions<DerivedOptions>().BindConfiguration(DerivedOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DerivedFolder>();
        services.AddSingleton<IStudyMemory>(provider => provider.GetRequiredService<DerivedFolder>());
        services.AddSingleton<DerivedStudies>();
        return services;
    }
}
