using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>Registers the processing of studies on arrival and their states.</summary>
internal static class WorklistServices
{
    /// <summary>Registers it.</summary>
    /// <typeparam name="TReading">What is done to a study.</typeparam>
    public static IServiceCollection AddWorklist<TReading>(this IServiceCollection services)
        where TReading : class, IStudyReading
    {
        services.AddOptions<WorklistOptions>().BindConfiguration(WorklistOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WorklistOptions>>().Value);
        services.AddSingleton<IStudyReading, TReading>();
        services.AddSingleton<WorklistTable>();
        services.AddSingleton<IStudyMemory>(provider => provider.GetRequiredService<WorklistTable>());
        services.AddSingleton<StudyExamination>();
        services.AddSingleton<StudyProcessing>();
        services.AddSingleton<StudyStates>();
        services.AddJobKind<ProcessStudy, ProcessedStudy, ProcessStudyHandler>();
        services.AddHostedService<ArrivalWatch>();
        return services;
    }
}
