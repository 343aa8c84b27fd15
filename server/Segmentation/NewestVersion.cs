using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>
/// Tells the saved segmentations of a study apart by an entity tag, the newest one's identifier: a save that names another
/// tag rests on what is no longer the newest, and is refused before anything is stored. A save that is sent again, because
/// its answer was lost, is the newest itself and passes.
/// </summary>
internal sealed class NewestVersion(Segmentations segmentations)
{
    private const string None = "none";

    /// <summary>The tag of a list of segmentations, newest first.</summary>
    public static string TagOf(IReadOnlyList<SegmentationInfo> newestFirst) => $"\"{(newestFirst is [var newest, ..] ? newest.Id : None)}\"";

    /// <summary>Refuses a save that rests on an older version.</summary>
    /// <param name="voi">What is to be saved.</param>
    /// <param name="ifMatch">Header If-Match of the save; empty where the client does not care.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">Another segmentation was saved since.</exception>
    public async Task RequireAsync(VoiToSave voi, string ifMatch, CancellationToken cancellation)
    {
        if (ifMatch.Length == 0 || ifMatch == "*")
        {
            return;
        }

        var saved = await segmentations.ListSavedAsync(voi.Layout.StudyInstanceUid, cancellation);
        if (TagOf(saved) != ifMatch && !saved.Take(1).Any(s => s.Id == SegFile.SopUidOf(voi)))
        {
            throw SegmentationProblems.SavedMeanwhile(saved is [var newest, ..] ? newest : null);
        }
    }
}
