using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Segmentation.Editing;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Registers the segmentation.</summary>
internal static class SegmentationServices
{
    /// <summary>Registers the job and the saving.</summary>
    public static IServiceCollection AddSegmentation(this IServiceCollection services)
    {
        services.AddJobKind<SegmentStudy, SegmentedStudy, SegmentStudyHandler>();
        services.AddJobKind<SegmentPrompt, SegmentedStudy, SegmentPromptHandler>();
        services.AddSingleton<LabelEditing>();
        services.AddScoped<DirectSegmentation>();
        services.AddScoped<SegmentationStart>();
        services.AddSingleton<SegmentationSaving>();
        services.AddSingleton<NewestVersion>();
        services.AddSingleton<IUnsavedVois, UnsavedVois>();
        services.AddSingleton<PhaseChoosing>();
        services.AddSingleton<PeakFinding>();
        services.AddSingleton<VoiImport>();
        services.AddSingleton<MotionMeasuring>();
        return services;
    }
}
