using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Reads one series as one volume.</summary>
public static class SeriesVolume
{
    /// <summary>Assembles the slices of a series by their position.</summary>
    /// <param name="headers">Headers of its images; objects without pixels are passed over.</param>
    /// <param name="open">Opens an instance by its SOP Instance UID, pixel data included.</param>
    /// <param name="codec">Decodes the JPEG families; null refuses them.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>The volume, after rescale slope and intercept.</returns>
    /// <exception cref="DceException">The images are of several series, lie twice at one place, or make no grid.</exception>
    public static Volume Read(IEnumerable<DicomDataset> headers, Func<string, DicomFile> open, IFrameCodec? codec = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(open);
        DicomDataset[] images = [.. headers.Where(h => h.Contains(DicomTag.Rows) && h.GetString(DicomTag.Modality) != "SEG")];
        DceImage[] slices = [.. images.SelectMany(h => FrameHeaders.Of(h).Select((frame, n) => DceImage.From(frame, n + 1))).Where(i => i.Plane is not null).OrderBy(i => i.Position)];
        Require(slices);
        VolumeGeometry grid = SliceStack.GridOf(slices);
        float[] voxels = new float[grid.VoxelCount];
        var reader = new SliceReader(open, grid, codec);
        for (int k = 0; k < slices.Length; k++)
        {
            reader.Read(slices[k].Slice, voxels.AsSpan(k * grid.SliceLength, grid.SliceLength), cancellation);
        }

        return new(grid, voxels) { StoredAs = reader.StoredAs };
    }

    private static void Require(DceImage[] slices)
    {
        if (slices.Length == 0)
        {
            throw new DceException(DceProblems.BadGeometry, "There are no images with a place in the patient.");
        }

        string[] series = [.. slices.Select(s => s.SeriesName).Distinct()];
        if (slices.Select(s => s.SeriesInstanceUid).Distinct().Count() > 1)
        {
            throw new DceException(DceProblems.BadGeometry, $"The images are of {slices.Select(s => s.SeriesInstanceUid).Distinct().Count()} series, one was expected: {string.Join("; ", series.Take(10))}.");
        }

        for (int k = 1; k < slices.Length; k++)
        {
            if (slices[k].Position == slices[k - 1].Position)
            {
                throw new DceException(DceProblems.BadGeometry, $"Several images of {series[0]} lie at {slices[k].Position:0.##} mm: a dynamic series is not one volume. Give the images of one phase.");
            }
        }
    }
}
