using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>Where an image lies, as far as volumes of interest need it to be put on it.</summary>
/// <param name="Grid">Its grid.</param>
/// <param name="FrameOfReferenceUid">Its frame of reference; null where it has none.</param>
/// <param name="SopInstanceUids">The instances that it is made of.</param>
public sealed record ImagePlace(VolumeGeometry Grid, string? FrameOfReferenceUid, IReadOnlySet<string> SopInstanceUids)
{
    /// <summary>The place of a dynamic series.</summary>
    /// <param name="layout">Its phases, all on one grid.</param>
    public static ImagePlace Of(DceLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new(layout.Geometry, layout.FrameOfReferenceUid, layout.Phases.SelectMany(p => p.SopInstanceUids).ToHashSet());
    }

    /// <summary>The place of an image of which nothing but the grid is known: whatever lies there belongs to it.</summary>
    /// <param name="grid">Its grid.</param>
    public static ImagePlace Of(VolumeGeometry grid) => new(grid, FrameOfReferenceUid: null, new HashSet<string>());

    /// <summary>Refuses an object that lies in another space.</summary>
    /// <param name="frameOfReferenceUid">Its frame of reference, where it names one.</param>
    /// <param name="sopInstanceUids">The images that it names: one that names an instance of this image belongs to it, whatever frame of reference its maker wrote.</param>
    /// <exception cref="DicomFormatException">It lies on another frame of reference.</exception>
    internal void Require(string? frameOfReferenceUid, IEnumerable<string> sopInstanceUids)
    {
        if (frameOfReferenceUid is not null && !string.IsNullOrEmpty(FrameOfReferenceUid) && frameOfReferenceUid != FrameOfReferenceUid && !sopInstanceUids.Any(SopInstanceUids.Contains))
        {
            throw new DicomFormatException($"It lies on frame of reference {frameOfReferenceUid}, the images on {FrameOfReferenceUid}, and it names none of them: its place on them is unknown.");
        }
    }
}
