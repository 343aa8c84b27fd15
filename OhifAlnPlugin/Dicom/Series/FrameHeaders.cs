namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Gives every frame of an image its own flat header, so that classic and enhanced multi-frame images read alike.</summary>
/// <remarks>PS3.3 C.7.6.16: shared functional groups hold for every frame, per-frame groups for one.</remarks>
public static class FrameHeaders
{
    /// <summary>The headers of an image's frames.</summary>
    /// <param name="image">An image without or with functional groups.</param>
    /// <returns>One header per frame, in order of frame number; the image itself when it has no functional groups.</returns>
    public static IEnumerable<DicomDataset> Of(DicomDataset image)
    {
        ArgumentNullException.ThrowIfNull(image);
        IReadOnlyList<DicomDataset> frames = image.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence);
        return frames.Count == 0 ? [image] : frames.Select(frame => Flatten(image, frame));
    }

    private static DicomDataset Flatten(DicomDataset image, DicomDataset frame)
    {
        var flat = new DicomDataset(image.Where(item => item.Tag != DicomTag.PerFrameFunctionalGroupsSequence
            && item.Tag != DicomTag.SharedFunctionalGroupsSequence && item.Tag != DicomTag.PixelData));
        foreach (DicomDataset shared in image.GetSequence(DicomTag.SharedFunctionalGroupsSequence))
        {
            AddGroups(flat, shared);
        }

        AddGroups(flat, frame);
        return flat;
    }

    private static void AddGroups(DicomDataset flat, DicomDataset groups)
    {
        foreach (DicomItem group in groups)
        {
            if (group is DicomSequence { Items: [DicomDataset macro, ..] })
            {
                foreach (DicomItem item in macro)
                {
                    flat.Add(item);
                }
            }
        }
    }
}
