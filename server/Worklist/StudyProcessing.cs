using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>
/// Takes studies from stage to stage: arriving, complete, in work, done. Every stage is in the table before the next step begins, so that
/// another process can go on from there; one study is worked on at a time, and a study that failed is left alone until it changes.
/// </summary>
internal sealed class StudyProcessing(
    WorklistTable table, StudyExamination examination, IInstanceSource source, IJobQueue jobs, WorklistOptions options, TimeProvider clock, ILogger<StudyProcessing> logger) : IDisposable
{
    /// <summary>So often may the end of the server cut off the work on a study before it is given up.</summary>
    private const int MostInterruptions = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Takes up what an earlier process left in work.</summary>
    public void Recover()
    {
        foreach (WorklistEntry entry in table.Of(Stage.Running))
        {
            int interruptions = entry.Interruptions + 1;
            table.Keep(interruptions < MostInterruptions
                ? entry.To(Stage.Queued, entry.Since) with { Job = null, Interruptions = interruptions }
                : Refused(entry, WorklistProblems.GivenUp(interruptions)) with { Interruptions = interruptions });
        }
    }

    /// <summary>Puts what is in work back into the row: the server stops, and the study is not to blame.</summary>
    public void Suspend()
    {
        foreach (WorklistEntry entry in table.Of(Stage.Running))
        {
            table.Keep(entry.To(Stage.Queued, entry.Since) with { Job = null });
        }
    }

    /// <summary>Notes that a study got images, a choice of phases, or lost something.</summary>
    public Task NoteAsync(string study, CancellationToken cancellation) => GuardedAsync(
        async () =>
        {
            WorklistEntry? entry = table.Find(study);
            if (entry is null or { Stage: Stage.Arriving or Stage.Queued or Stage.Refused or Stage.Cancelled })
            {
                Await(entry ?? new WorklistEntry(study, Stage.Arriving, clock.GetUtcNow()));
                return;
            }

            // What readers save comes here too: it changes nothing of the images.
            Examined? found = await examination.ExamineAsync(study, cancellation);
            if (found?.Work == entry.Work)
            {
                table.Keep(entry with { Signature = found?.Signature });
                return;
            }

            await CancelJobAsync(entry, cancellation);
            Await(entry);
        },
        cancellation);

    /// <summary>Notes that a reader chose other phases: no images are awaited, so the study is processed again at once.</summary>
    public Task NoteChoiceAsync(string study, CancellationToken cancellation) => GuardedAsync(
        async () =>
        {
            if (table.Find(study) is not { Stage: not Stage.Arriving } entry || await examination.ExamineAsync(study, cancellation) is not { } found)
            {
                return;
            }

            await CancelJobAsync(found.Work == entry.Work ? entry with { Job = null } : entry, cancellation);
            Settle(entry, found);
        },
        cancellation);

    /// <summary>
    /// Looks for what changed without this process: in the own store all studies; of another archive, which tells by itself what arrives and holds
    /// more than is wanted here, only how the known ones are processed.
    /// </summary>
    public async Task ScanAsync(CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string?> known = table.Signatures();
        string version = examination.Version;
        if (source is not InstanceStore)
        {
            await NoteAllAsync(known.Where(k => k.Value?.EndsWith(examination.SettingsOf(k.Key, version), StringComparison.Ordinal) == false).Select(k => k.Key), cancellation);
            return;
        }

        IReadOnlyList<StudySummary> present = await source.ListStudiesAsync(cancellation);
        await NoteAllAsync(
            present.Where(s => known.TryGetValue(s.StudyInstanceUid, out string? seen) ? seen != examination.SignatureOf(s.StudyInstanceUid, s.InstanceCount, version) : options.Automatic)
                .Select(s => s.StudyInstanceUid),
            cancellation);
        foreach (string gone in known.Keys.Except(present.Select(s => s.StudyInstanceUid)))
        {
            table.Forget(gone);
        }
    }

    /// <summary>Has a study processed now, whatever was tried before.</summary>
    /// <exception cref="ProblemException">There is no such study.</exception>
    public Task<WorklistEntry> ProcessNowAsync(string study, CancellationToken cancellation) => GuardedAsync(
        async () =>
        {
            Examined found = await examination.ExamineAsync(study, cancellation) ?? throw WorklistProblems.StudyNotFound(study);
            WorklistEntry entry = table.Find(study) ?? new WorklistEntry(study, Stage.Arriving, clock.GetUtcNow());
            if (entry is { Stage: Stage.Running } && entry.Work == found.Work)
            {
                return entry;
            }

            await CancelJobAsync(entry, cancellation);
            entry = Take(entry with { Work = null, Interruptions = 0 }, found);
            table.Keep(entry);
            return entry;
        },
        cancellation);

    /// <summary>One step: what came to rest is examined, what ended is noted, and the next study is begun.</summary>
    public async Task StepAsync(CancellationToken cancellation)
    {
        await GuardedAsync(() => ExamineRestingAsync(cancellation), cancellation);
        await GuardedAsync(() => WorkAsync(cancellation), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task ExamineRestingAsync(CancellationToken cancellation)
    {
        DateTimeOffset rested = clock.GetUtcNow() - options.Quiet;
        foreach (WorklistEntry entry in table.Of(Stage.Arriving).TakeWhile(e => e.Since <= rested))
        {
            try
            {
                Settle(entry, await examination.ExamineAsync(entry.Study, cancellation));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                WorklistLog.Failed(logger, failure.GetType().FullName, failure.StackTrace);
                table.Keep(Postponed(entry, isPassing: failure is ProblemException or IOException or HttpRequestException));
            }
        }
    }

    /// <summary>Where an examined study goes. Where nothing is done automatically, what has no result is forgotten.</summary>
    private void Settle(WorklistEntry entry, Examined? found)
    {
        if (found is null || !(options.Automatic || (found.Work is not null && found.Work == entry.Work)))
        {
            table.Forget(entry.Study);
        }
        else if (found.Work is not null && found.Work == entry.Work && entry.Stage is (Stage.Running or Stage.Queued))
        {
            table.Keep(entry with { Signature = found.Signature });
        }
        else
        {
            table.Keep(Take(entry, found));
        }
    }

    /// <summary>An archive that does not answer now is asked again; what fails here again and again is given up.</summary>
    private WorklistEntry Postponed(WorklistEntry entry, bool isPassing)
    {
        int interruptions = entry.Interruptions + (isPassing ? 0 : 1);
        return interruptions < MostInterruptions
            ? entry.To(Stage.Arriving, clock.GetUtcNow()) with { Interruptions = interruptions }
            : Refused(entry, WorklistProblems.NotExamined());
    }

    /// <summary>Where an examined study goes: to work, or where its result is already, or aside.</summary>
    private WorklistEntry Take(WorklistEntry entry, Examined found)
    {
        WorklistEntry seen = entry with { Signature = found.Signature, Job = null };
        if (found.Problem is { } problem)
        {
            return Refused(seen, problem);
        }

        return found.Work == entry.Work && entry.Segmentation is not null
            ? seen.To(Stage.Done, clock.GetUtcNow())
            : seen.To(Stage.Queued, clock.GetUtcNow()) with { Work = found.Work, Segmentation = null, Problem = null, Interruptions = found.Work == entry.Work ? entry.Interruptions : 0 };
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        bool busy = false;
        foreach (WorklistEntry running in table.Of(Stage.Running))
        {
            WorklistEntry now = AfterJob(running);
            busy |= now.Stage == Stage.Running;
            if (now != running)
            {
                table.Keep(now);
            }
        }

        if (!busy && table.FirstOf(Stage.Queued) is { } next)
        {
            await BeginAsync(next, cancellation);
        }
    }

    private async Task BeginAsync(WorklistEntry next, CancellationToken cancellation)
    {
        try
        {
            JobStatus job = await jobs.EnqueueAsync(new ProcessStudy(next.Study, next.Work!), cancellation);
            table.Keep(AfterJob(next.To(Stage.Running, clock.GetUtcNow()) with { Job = job.Id }));
        }
        catch (ProblemException full) when (full.Problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            WorklistLog.Waits(logger, next.Study);
        }
    }

    /// <summary>The entry as its job leaves it.</summary>
    private WorklistEntry AfterJob(WorklistEntry running) => jobs.Find(running.Job!.Value) switch
    {
        { State: JobState.Queued or JobState.Running } => running,
        { State: JobState.Succeeded, Result: { } result } when result.Deserialize<ProcessedStudy>(JobKind.Json) is { } done =>
            running.To(Stage.Done, clock.GetUtcNow()) with { Segmentation = done.SegmentationId, Problem = done.ScoreProblem },
        { State: JobState.Cancelled } => running.To(Stage.Cancelled, clock.GetUtcNow()),
        { Problem: { } problem } => Refused(running, problem),
        _ => Refused(running, WorklistProblems.JobLost()),
    };

    private WorklistEntry Refused(WorklistEntry entry, ProblemDetails problem) =>
        entry.To(Stage.Refused, clock.GetUtcNow()) with { Problem = problem, Work = null, Segmentation = null };

    /// <summary>Notes studies; those of which images arrive are waited for anyway.</summary>
    private async Task NoteAllAsync(IEnumerable<string> studies, CancellationToken cancellation)
    {
        foreach (string study in studies.Where(study => table.Find(study)?.Stage != Stage.Arriving))
        {
            await NoteAsync(study, cancellation);
        }
    }

    /// <summary>Waits for more images. Where nothing is done automatically, what has no result is forgotten.</summary>
    private void Await(WorklistEntry entry)
    {
        if (options.Automatic || entry.Segmentation is not null)
        {
            table.Keep(entry.To(Stage.Arriving, clock.GetUtcNow()) with { Job = null });
        }
        else
        {
            table.Forget(entry.Study);
        }
    }

    private async Task CancelJobAsync(WorklistEntry entry, CancellationToken cancellation)
    {
        if (entry is { Stage: Stage.Running, Job: { } job })
        {
            await jobs.CancelAsync(job, cancellation);
        }
    }

    private Task<bool> GuardedAsync(Func<Task> step, CancellationToken cancellation) => GuardedAsync(
        async () =>
        {
            await step();
            return true;
        },
        cancellation);

    /// <summary>One change of the table at a time.</summary>
    private async Task<T> GuardedAsync<T>(Func<Task<T>> step, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return await step();
        }
        finally
        {
            _gate.Release();
        }
    }
}
