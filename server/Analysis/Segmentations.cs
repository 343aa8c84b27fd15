using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>All segmentations: drafts by their GUID, saved ones by the SOP Instance UID of their SEG.</summary>
internal sealed class Segmentations(DraftFolder drafts, SavedSegmentations saved, CurrentUser user, AuditNotes audit)
{
    /// <summary>A segmentation.</summary>
    /// <exception cref="Http.ProblemException">There is none of this identifier.</exception>
    public async Task<StoredSegmentation> GetAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) ?? throw AnalysisProblems.SegmentationNotFound(id);

    /// <summary>A segmentation; null when there is none of this identifier that the user may see: a draft is its owner's alone.</summary>
    public async Task<StoredSegmentation?> FindAsync(string id, CancellationToken cancellation)
    {
        StoredSegmentation? found = Guid.TryParseExact(id, "D", out Guid guid) ? FindDraft(guid) : await saved.FindAsync(id, cancellation);
        if (found is not null)
        {
            audit.Note(new InstanceScope(found.Info.StudyInstanceUid), found.Info.Id);
        }

        return found;
    }

    /// <summary>The saved segmentations of a study, newest first.</summary>
    /// <exception cref="Http.ProblemException">There is no such study.</exception>
    public Task<IReadOnlyList<SegmentationInfo>> ListSavedAsync(string studyInstanceUid, CancellationToken cancellation) =>
        saved.ListAsync(studyInstanceUid, cancellation);

    private StoredSegmentation? FindDraft(Guid id) =>
        drafts.Find(id) is { } draft && user.MaySee(draft.Owner) ? drafts.Open(draft) : null;
}
