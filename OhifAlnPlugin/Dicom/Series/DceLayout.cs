using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>One slice of a phase.</summary>
/// <param name="SopInstanceUid">The instance that holds it.</param>
/// <param name="FrameNumber">Its frame in the instance, from 1; 1 in a single-frame image.</param>
public readonly record struct DceSlice(string SopInstanceUid, int FrameNumber);

/// <summary>One phase of a dynamic acquisition as found in the headers.</summary>
/// <param name="SeriesInstanceUid">The series that holds it.</param>
/// <param name="SeriesNumber">Series Number, when given.</param>
/// <param name="SeriesDescription">Series Description, empty when absent.</param>
/// <param name="TimeSeconds">Acquisition time since the first phase, s, ≥ 0.</param>
/// <param name="HasContrastAgent">Whether its headers name a contrast agent.</param>
/// <param name="Slices">Its slices in order of k.</param>
public sealed record DcePhase(
    string SeriesInstanceUid, int? SeriesNumber, string SeriesDescription, double TimeSeconds, bool HasContrastAgent, IReadOnlyList<DceSlice> Slices)
{
    /// <summary>SOP Instance UIDs in order of k (one UID repeats in a multi-frame image).</summary>
    public IReadOnlyList<string> SopInstanceUids { get; } = [.. Slices.Select(s => s.SopInstanceUid)];

    /// <summary>The frame of each image in order of k; null where every image is a slice of its own.</summary>
    public IReadOnlyList<int>? FrameNumbers { get; } = Slices.All(s => s.FrameNumber == 1) ? null : [.. Slices.Select(s => s.FrameNumber)];

    /// <summary>How the phase's series is called in sentences.</summary>
    public string SeriesName => SeriesLabel.Of(SeriesNumber, SeriesDescription, SeriesInstanceUid);
}

/// <summary>The phases of a dynamic T1 acquisition in a study, found from headers alone.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="FrameOfReferenceUid">Frame of reference of every phase.</param>
/// <param name="Geometry">The grid of every phase.</param>
/// <param name="Phases">At least two phases, in ascending order of time.</param>
/// <param name="PreContrastIndex">The pre-contrast phase by the contrast agent's mention, else the first phase, 0-based.</param>
/// <param name="Explanation">A sentence: which element told the phases apart and why the pre-contrast phase is that one.</param>
/// <param name="Warnings">Sentences on what the reader should check; empty when there is nothing.</param>
public sealed record DceLayout(
    string StudyInstanceUid,
    string FrameOfReferenceUid,
    VolumeGeometry Geometry,
    IReadOnlyList<DcePhase> Phases,
    int PreContrastIndex,
    string Explanation,
    IReadOnlyList<string> Warnings)
{
    /// <summary>What a reader chose; null leaves everything to the rules.</summary>
    public PhaseChoice? Choice { get; init; }

    /// <summary>Finds the dynamic acquisition with most phases × slices.</summary>
    /// <param name="headers">Headers of all instances of one study (pixel data not needed), in any order.</param>
    /// <param name="frameOfReferenceUid">Of a patient who was repositioned: the position to read; null where there is one position, and it is ignored where nothing lies on it.</param>
    /// <param name="preContrastIsChosen">Whether a reader says which phase is pre-contrast: a study that names a contrast agent in every series is then not refused.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="DceException">No dynamic acquisition is there, or it cannot be read safely.</exception>
    public static DceLayout Find(IEnumerable<DicomDataset> headers, string? frameOfReferenceUid = null, bool preContrastIsChosen = false)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return DceLayoutFinder.Find([.. headers.SelectMany(h => FrameHeaders.Of(h).Select((flat, n) => DceImage.From(flat, n + 1)))], frameOfReferenceUid, preContrastIsChosen);
    }
}
