using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>The job that outlines and scores a study before a reader opens it.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="Work">Its images, what a reader chose of them, and the versions of method and model.</param>
internal sealed record ProcessStudy(string StudyInstanceUid, string Work) : IJobCommand
{
    /// <inheritdoc/>
    public static string Kind => "study";

    /// <inheritdoc/>
    public string Key => $"{StudyInstanceUid}/{Work}";

    /// <inheritdoc/>
    public string? Owner => CurrentUser.Everybody;
}

/// <summary>What the job leaves.</summary>
/// <param name="SegmentationId">The draft with the outline.</param>
/// <param name="ScoreProblem">Why the outline has no score; null when it has one.</param>
internal sealed record ProcessedStudy(Guid SegmentationId, ProblemDetails? ScoreProblem);

/// <summary>Outlines, then scores. An outline without a score is a result too: the reader corrects it.</summary>
internal sealed class ProcessStudyHandler(IStudyReading reading, DraftFolder drafts) : IJobHandler<ProcessStudy, ProcessedStudy>
{
    /// <summary>Part of the progress that the outlining takes.</summary>
    private const double Outlining = 0.9;

    /// <inheritdoc/>
    public async Task<ProcessedStudy> RunAsync(ProcessStudy command, IJobProgress progress, CancellationToken cancellation)
    {
        Guid draft = await reading.OutlineAsync(command.StudyInstanceUid, new FirstPart(progress, Outlining), cancellation);
        progress.Report(Outlining, "Computing the radscore");
        try
        {
            await reading.ScoreAsync(draft, cancellation);
            return new ProcessedStudy(draft, ScoreProblem: null);
        }
        catch (ProblemException reason)
        {
            return new ProcessedStudy(draft, reason.Problem);
        }
    }

    /// <inheritdoc/>
    public bool IsCurrent(ProcessedStudy result) => result.ScoreProblem is null && drafts.Find(result.SegmentationId) is not null;

    /// <summary>Progress of a job's first part.</summary>
    private sealed class FirstPart(IJobProgress whole, double share) : IJobProgress
    {
        /// <inheritdoc/>
        public void Report(double fraction, string message) => whole.Report(fraction * share, message);
    }
}
