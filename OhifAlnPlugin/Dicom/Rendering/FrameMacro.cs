namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>Finds what a functional group says of one frame (PS3.3 section C.7.6.16).</summary>
internal static class FrameMacro
{
    /// <summary>The data sets that may describe a frame, the most particular first: its own group, the shared group, the image itself.</summary>
    /// <param name="image">The image.</param>
    /// <param name="group">Sequence of the functional group.</param>
    /// <param name="frame">Frame, 0-based.</param>
    public static IEnumerable<DicomDataset> Holders(DicomDataset image, DicomTag group, int frame)
    {
        IReadOnlyList<DicomDataset> perFrame = image.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence);
        if (frame < perFrame.Count && perFrame[frame].GetSequence(group) is [var own, ..])
        {
            yield return own;
        }

        if (image.GetSequence(DicomTag.SharedFunctionalGroupsSequence) is [var groups, ..] && groups.GetSequence(group) is [var shared, ..])
        {
            yield return shared;
        }

        yield return image;
    }
}
