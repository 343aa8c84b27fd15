using System.Text.Json;
using Microsoft.Extensions.Options;
using Quartz;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Takes jobs in, bounded, each piece of work once.</summary>
internal interface IJobQueue
{
    /// <summary>Queues a job; where the same work waits, runs or has succeeded, its status is returned instead.</summary>
    /// <exception cref="Http.ProblemException">Too many jobs wait.</exception>
    Task<JobStatus> EnqueueAsync<TCommand>(TCommand command, CancellationToken cancellation)
        where TCommand : IJobCommand;

    /// <summary>The status of a job; null when there is none of this id.</summary>
    JobStatus? Find(Guid id);

    /// <summary>Cancels a job; one that has ended stays as it is.</summary>
    /// <returns>Its status; null when there is none of this id.</returns>
    Task<JobStatus?> CancelAsync(Guid id, CancellationToken cancellation);
}

/// <summary>The queue on Quartz: the table holds what is known of a job, the scheduler its turn.</summary>
internal sealed class JobQueue(
    JobTable table, IEnumerable<JobKind> kinds, ISchedulerFactory schedulers, IServiceScopeFactory scopes, IOptions<JobOptions> options, ILogger<JobQueue> logger) : IJobQueue
{
    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Name);

    /// <inheritdoc/>
    public async Task<JobStatus> EnqueueAsync<TCommand>(TCommand command, CancellationToken cancellation)
        where TCommand : IJobCommand
    {
        Guid id = JobKind.IdOf(command);
        if (table.Find(id) is { } known && IsOfUse(known))
        {
            return known;
        }

        if (table.Queue(id, TCommand.Kind, JsonSerializer.Serialize(command, JobKind.Json), options.Value.QueueLimit) is { } run)
        {
            var scheduler = await schedulers.GetScheduler(cancellation);
            await scheduler.ScheduleJob(JobRunner.DetailOf(run), TriggerBuilder.Create().StartNow().Build(), cancellationToken: cancellation);
            JobLog.Queued(logger, id, TCommand.Kind);
            return table.Find(id)!;
        }

        // Nothing was queued: either somebody else queued the same work meanwhile, or the queue is full.
        return table.Find(id) is { } status && !status.HasEnded()
            ? status
            : throw JobProblems.QueueFull(options.Value);
    }

    /// <inheritdoc/>
    public JobStatus? Find(Guid id) => table.Find(id);

    /// <inheritdoc/>
    public async Task<JobStatus?> CancelAsync(Guid id, CancellationToken cancellation)
    {
        if (table.Cancel(id) is { } run)
        {
            var scheduler = await schedulers.GetScheduler(cancellation);
            await scheduler.Interrupt(JobRunner.KeyOf(run), cancellation);
            JobLog.Cancelled(logger, id);
        }

        return table.Find(id);
    }

    private bool IsOfUse(JobStatus known)
    {
        if (known.State is not JobState.Succeeded)
        {
            return !known.HasEnded();
        }

        using var scope = scopes.CreateScope();
        return known.Result is { } result && _kinds[known.Kind].IsCurrent(scope.ServiceProvider, result.GetRawText());
    }
}
