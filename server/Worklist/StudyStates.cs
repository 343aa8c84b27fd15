using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>Tells the states of studies: what readers decided, else how far the processing is.</summary>
internal sealed class StudyStates(WorklistTable table, StudyExamination examination, IJobQueue jobs, ReadingFolder readings, SavedSegmentations saved, DraftFolder drafts)
{
    /// <summary>The states of some studies, in their order. A study that is not here has the same state as one that was never processed.</summary>
    public IReadOnlyList<StudyState> Of(IReadOnlyList<string> studies)
    {
        Dictionary<string, WorklistEntry> entries = table.Find(studies).ToDictionary(e => e.Study);
        IReadOnlyDictionary<string, Reading> decided = readings.LatestOf(studies);
        return [.. studies.Select(study => Of(study, entries.GetValueOrDefault(study), decided.GetValueOrDefault(study)))];
    }

    /// <summary>The state of one study.</summary>
    public StudyState Of(string study) => Of(study, table.Find(study), readings.Latest(study));

    /// <summary>A study with the outline to open it with. An automatic outline of other images, phases or versions than those of now is not shown.</summary>
    /// <exception cref="Http.ProblemException">There is no such study, or it is no dynamic series.</exception>
    public async Task<StudyOpening> OpenAsync(string study, CancellationToken cancellation)
    {
        WorklistEntry? entry = table.Find(study);
        Examined found = await examination.ExamineAsync(study, cancellation) ?? throw WorklistProblems.StudyNotFound(study);
        StudyState state = Of(study, entry, readings.Latest(study));
        if (found.Work is null)
        {
            return new StudyOpening(state, Segmentation: null);
        }

        if (await saved.ListAsync(study, cancellation) is [var newest, ..])
        {
            return new StudyOpening(state, newest);
        }

        bool isCurrent = entry?.Work == found.Work;
        SegmentationInfo? automatic = isCurrent && entry?.Segmentation is { } draft ? drafts.Find(draft) : null;
        bool isStale = state.State is ReadingState.Ready && automatic is null;
        return new StudyOpening(isStale ? state with { State = ReadingState.NotProcessed } : state, automatic);
    }

    private StudyState Of(string study, WorklistEntry? entry, Reading? reading) =>
        reading is not null ? StudyState.Of(reading) : entry is null ? StudyState.Unknown(study) : Of(entry);

    private StudyState Of(WorklistEntry entry)
    {
        JobStatus? job = entry is { Stage: Stage.Running, Job: { } id } ? jobs.Find(id) : null;
        ReadingState state = entry switch
        {
            { Stage: Stage.Queued or Stage.Running } => ReadingState.Processing,
            { Stage: Stage.Done, Problem: null } => ReadingState.Ready,
            { Stage: Stage.Refused, Problem: { } problem } when WorklistProblems.IsNotApplicable(problem) => ReadingState.NotApplicable,
            { Stage: Stage.Done or Stage.Refused } => ReadingState.Failed,
            _ => ReadingState.NotProcessed,
        };
        return new StudyState(
            entry.Study,
            state,
            Changing: entry.Stage is Stage.Arriving or Stage.Queued or Stage.Running,
            state == ReadingState.Processing ? job?.Progress ?? 0 : null,
            state == ReadingState.Processing ? job?.Message ?? "Waiting for its turn" : null,
            Reader: null,
            entry.Since,
            state is ReadingState.Failed or ReadingState.NotApplicable ? entry.Problem : null);
    }
}
