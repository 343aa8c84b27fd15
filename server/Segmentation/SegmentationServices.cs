namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Registers the segmentation.</summary>
internal static class SegmentationServices
{
    /// <summary>Registers the saving.</summary>
    public static IServiceCollection AddSegmentation(this IServiceCollection services)
    {
        services.AddSingleton<SegmentationSaving>();
        return services;
    }
}
