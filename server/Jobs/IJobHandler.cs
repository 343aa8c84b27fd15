namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Does the work of one kind of job. A run may be repeated after a crash, so results are written atomically and under names that follow from the command.</summary>
/// <typeparam name="TCommand">What to do.</typeparam>
/// <typeparam name="TResult">What came out, small: it is kept in the job's record and shown in its status.</typeparam>
internal interface IJobHandler<in TCommand, TResult>
    where TCommand : IJobCommand
{
    /// <summary>Runs the job.</summary>
    /// <exception cref="Http.ProblemException">The inputs do not allow it; the problem is shown in the job's status.</exception>
    /// <exception cref="OperationCanceledException">The job was cancelled or the server is stopping.</exception>
    Task<TResult> RunAsync(TCommand command, IJobProgress progress, CancellationToken cancellation);

    /// <summary>Whether what an earlier run left behind is still there; if not, the job is run again.</summary>
    bool IsCurrent(TResult result) => true;
}
