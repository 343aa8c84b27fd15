using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Http;
using Quartz;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Runs one job when Quartz says it is its turn, and writes down how it ended.</summary>
internal sealed class JobRunner(JobTable table, IEnumerable<JobKind> kinds, IServiceProvider services, TimeProvider clock, ILogger<JobRunner> logger) : IJob
{
    private const string IdKey = "id";
    private const string AttemptKey = "attempt";

    /// <summary>The key of a run in the scheduler.</summary>
    public static JobKey KeyOf(JobRun run) => new($"{run.Id:D}/{run.Attempt}");

    /// <summary>What the scheduler has to know of a run; strings only, so that a shared store can hold it.</summary>
    public static IJobDetail DetailOf(JobRun run) =>
        JobBuilder.Create<JobRunner>().WithIdentity(KeyOf(run))
            .UsingJobData(IdKey, run.Id.ToString("D")).UsingJobData(AttemptKey, run.Attempt.ToString()).Build();

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var data = context.MergedJobDataMap;
        var run = new JobRun(Guid.Parse((string)data[IdKey]!), int.Parse((string)data[AttemptKey]!));
        if (table.Start(run) is not var (kind, command))
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new JobProgress(table, run, clock, stop);
        try
        {
            string result = await kinds.Single(k => k.Name == kind).RunAsync(services, command, progress, stop.Token);
            table.End(run, JobState.Succeeded, "Done", result, problem: null);
            JobLog.Succeeded(logger, run.Id, context.JobRunTime.TotalSeconds);
        }
        catch (Exception e)
        {
            End(run, e, stop.IsCancellationRequested);
        }
    }

    private void End(JobRun run, Exception reason, bool stopped)
    {
        ProblemDetails problem;
        if (reason is ProblemException refused)
        {
            problem = refused.Problem;
            JobLog.Refused(logger, run.Id, refused.Problem.Type);
        }
        else if (reason is OperationCanceledException && stopped)
        {
            // A cancelled job's record says so already and is left alone; what remains is a server that stops.
            problem = JobProblems.Interrupted();
        }
        else
        {
            problem = JobProblems.Unexpected(run.Id);
            JobLog.Failed(logger, run.Id, reason.GetType().FullName, reason.StackTrace);
        }

        table.End(run, JobState.Failed, problem.Detail ?? problem.Title ?? "Failed", result: null, problem);
    }
}
