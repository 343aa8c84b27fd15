using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>A VOI that a request carries with it: what a reader sees while drawing, before anything is saved.</summary>
/// <param name="Headers">Headers of its study.</param>
/// <param name="Layout">The phases of its study.</param>
/// <param name="Voi">The voxels, at least one.</param>
/// <param name="Segment">Its number, name and size.</param>
/// <param name="Centre">The centre of the study; null where the images say it.</param>
/// <param name="Clinical">Clinical values by the key of their field.</param>
internal sealed record UnsavedVoi(
    IReadOnlyList<DicomDataset> Headers, DceLayout Layout, Mask Voi, Segment Segment, string? Centre, IReadOnlyDictionary<string, string>? Clinical);

/// <summary>Reads VOIs that requests carry with them.</summary>
internal interface IUnsavedVois
{
    /// <summary>Reads the VOI of a request; nothing of it is kept.</summary>
    /// <param name="request">A request with a labelmap, as a save sends it.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">The labelmap does not fit its study, or the VOI is empty.</exception>
    Task<UnsavedVoi> ReadAsync(HttpRequest request, CancellationToken cancellation);
}
