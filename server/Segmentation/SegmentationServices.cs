using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Registers the segmentation.</summary>
internal static class SegmentationServices
{
    /// <summary>Registers the job and the saving.</summary>
    public static IServiceCollection AddSegmentation(this IServiceCollection services)
    {
        services.AddJobKind<SegmentStudy, SegmentedStudy, SegmentStudyHandler>();
        services.AddSingleton<SegmentationSaving>();
        services.AddSingleton<PhaseChoosing>();
        services.AddSingleton<PeakFinding>();
        services.AddSingleton<VoiImport>();
        return services;
    }
}
