using Microsoft.Extensions.Options;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>At the start, before the first job runs: says of jobs that an earlier process left unfinished that they were interrupted.</summary>
internal sealed class JobRecovery(JobTable table, TimeProvider clock, IOptions<JobOptions> options, ILogger<JobRecovery> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var problem = JobProblems.Interrupted();
        int interrupted = table.FailUnfinished(problem.Detail!, problem);
        table.Forget(clock.GetUtcNow().AddDays(-options.Value.KeepDays));
        if (interrupted > 0)
        {
            JobLog.Recovered(logger, interrupted);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
