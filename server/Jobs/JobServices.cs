using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Storage;
using Quartz;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Registers the jobs of the server.</summary>
internal static class JobServices
{
    /// <summary>Registers queue, runner and records.</summary>
    /// <param name="services">Services of the host.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new JobTable(
            Path.Combine(provider.GetRequiredService<DataFolder>().Root, JobTable.FileName), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJobQueue, JobQueue>();
        services.AddHostedService<JobRecovery>();
        services.AddQuartz(quartz => quartz
            .ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always)
            .UseDefaultThreadPool()
            .UseInMemoryStore());
        services.AddSingleton<IConfigureOptions<ThreadPoolOptions>>(provider => new ConfigureOptions<ThreadPoolOptions>(
            pool => pool.MaxConcurrency = provider.GetRequiredService<IOptions<JobOptions>>().Value.Concurrency));
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Registers a kind of job: its command and its handler.</summary>
    /// <typeparam name="TCommand">The command.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <typeparam name="THandler">Does the work; made anew for each run.</typeparam>
    public static IServiceCollection AddJobKind<TCommand, TResult, THandler>(this IServiceCollection services)
        where TCommand : IJobCommand
        where THandler : class, IJobHandler<TCommand, TResult>
    {
        services.AddScoped<IJobHandler<TCommand, TResult>, THandler>();
        services.AddSingleton(JobKind.Of<TCommand, TResult>());
        return services;
    }
}
