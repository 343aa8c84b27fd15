namespace OhifAlnPlugin.Server.Analysis;

/// <summary>All segmentations: drafts by their GUID, saved ones by the SOP Instance UID of their SEG.</summary>
internal sealed class Segmentations(DraftFolder drafts, SavedSegmentations saved)
{
    /// <summary>A segmentation.</summary>
    /// <exception cref="Http.ProblemException">There is none of this identifier.</exception>
    public async Task<StoredSegmentation> GetAsync(string id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) ?? throw AnalysisProblems.SegmentationNotFound(id);

    /// <summary>A segmentation; null when there is none of this identifier.</summary>
    public async Task<StoredSegmentation?> FindAsync(string id, CancellationToken cancellation)
    {
        if (Guid.TryParseExact(id, "D", out Guid guid))
        {
            return drafts.Find(guid) is { } draft ? new StoredSegmentation(draft, () => drafts.ReadLabels(draft)) : null;
        }

        return await saved.FindAsync(id, cancellation);
    }

    /// <summary>The saved segmentations of a study, newest first.</summary>
    /// <exception cref="Http.ProblemException">There is no such study.</exception>
    public Task<IReadOnlyList<SegmentationInfo>> ListSavedAsync(string studyInstanceUid, CancellationToken cancellation) =>
        saved.ListAsync(studyInstanceUid, cancellation);
}
