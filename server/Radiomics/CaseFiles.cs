using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>A mask file: its labels and, where the format has them, their names.</summary>
/// <param name="Labels">Label per voxel.</param>
/// <param name="Names">Names of the labels; empty where the format has none.</param>
internal sealed record MaskFile(LabelMap Labels, IReadOnlyDictionary<int, string> Names);

/// <summary>Reads images and masks from files: NRRD, NIfTI, a folder with one DICOM series, DICOM SEG, RT structure set.</summary>
internal static class CaseFiles
{
    /// <summary>Rounding of positions of a few hundred mm, and of axes over some hundred voxels, to single precision, mm.</summary>
    private const double SinglePrecisionMm = 2e-4;

    /// <summary>Reads an image.</summary>
    /// <param name="path">An NRRD or NIfTI file or a folder with one DICOM series.</param>
    /// <param name="codec">Decodes compressed DICOM images; null refuses them.</param>
    /// <exception cref="CaseException">There is no such file, or it cannot be read.</exception>
    public static Volume ReadImage(string path, IFrameCodec? codec = null) => Reading(path, "image", () =>
        Directory.Exists(path) ? ReadSeries(path, codec)
        : IsNrrd(path) ? Open(path, s => NrrdFile.ReadVolume(s, DataFileOf(path)))
        : IsNifti(path) ? Open(path, NiftiFile.ReadVolume)
        : throw new CaseException($"The image '{path}' is neither .nrrd, .nhdr, .nii, .nii.gz nor a folder with a DICOM series."));

    /// <summary>Reads a mask.</summary>
    /// <param name="path">An NRRD or NIfTI file, a DICOM SEG or an RT structure set.</param>
    /// <param name="image">Grid of the image: a DICOM SEG is brought to it; a NIfTI mask is taken to lie on it when nothing but rounding differs.</param>
    /// <exception cref="CaseException">There is no such file, or it cannot be read.</exception>
    public static MaskFile ReadMask(string path, VolumeGeometry image) => Reading(path, "mask", () =>
        IsNrrd(path) ? new MaskFile(Open(path, s => NrrdFile.ReadLabelMap(s, DataFileOf(path))), new Dictionary<int, string>())
        : IsNifti(path) ? new MaskFile(Placed(Open(path, NiftiFile.ReadLabelMap), image), new Dictionary<int, string>())
        : ReadSegmentation(path, image));

    /// <summary>NIfTI holds positions in single precision, so that a mask made from this very image differs from it in the seventh digit.</summary>
    private static LabelMap Placed(LabelMap labels, VolumeGeometry image) =>
        labels.Geometry.IsCloseTo(image, SinglePrecisionMm) ? new(image, labels.Labels) : labels;

    private static T Reading<T>(string path, string what, Func<T> read)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new CaseException($"The {what} '{path}' does not exist.");
        }

        try
        {
            return read();
        }
        catch (Exception e) when (e is VolumeFileException or DicomFormatException or DceException or IOException or UnauthorizedAccessException)
        {
            throw new CaseException($"The {what} '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static bool IsNrrd(string path) => path.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nhdr", StringComparison.OrdinalIgnoreCase);

    private static bool IsNifti(string path) => path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);

    private static T Open<T>(string path, Func<Stream, T> read)
    {
        using FileStream file = File.OpenRead(path);
        return read(file);
    }

    /// <summary>A detached data file lies beside its header, never elsewhere.</summary>
    private static Func<string, Stream> DataFileOf(string header) =>
        name => File.OpenRead(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(header))!, Path.GetFileName(name)));

    private static Volume ReadSeries(string folder, IFrameCodec? codec)
    {
        Dictionary<string, string> paths = [];
        List<DicomDataset> headers = [];
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (HeaderOf(path) is { } header && header.GetString(DicomTag.SOPInstanceUID) is { } uid)
            {
                headers.Add(header);
                paths[uid] = path;
            }
        }

        return SeriesVolume.Read(headers, uid => DicomFile.Read(paths[uid]), codec);
    }

    /// <summary>Header of a DICOM file; null for a file of another kind.</summary>
    private static DicomDataset? HeaderOf(string path)
    {
        try
        {
            return DicomFile.Read(path, DicomReadOptions.Header).Dataset;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    /// <summary>A SEG on another grid than the image stays on its own: the settings say what becomes of masks whose grid differs.</summary>
    private static MaskFile ReadSegmentation(string path, VolumeGeometry image)
    {
        DicomFile file = DicomFile.Read(path);
        if (file.Dataset.GetString(DicomTag.SOPClassUID) is DicomUid.RTStructureSetStorage)
        {
            return Outlines(PlacedVois.Read(file, ImagePlace.Of(image)), image);
        }

        var seg = SegmentationObject.Read(file);
        return new(seg.ToLabelMap(seg.LiesOn(image) ? image : seg.OwnGrid()), seg.Segments.Where(s => s.Number > 0).DistinctBy(s => s.Number).ToDictionary(s => s.Number, s => s.Label));
    }

    private static MaskFile Outlines(PlacedVois vois, VolumeGeometry image)
    {
        ushort[] labels = new ushort[image.VoxelCount];
        foreach (SegmentProperties voi in vois.Segments)
        {
            byte[] voxels = vois.ToMask(voi.Number, out _).Voxels;
            for (int n = 0; n < labels.Length; n++)
            {
                labels[n] = voxels[n] != 0 ? (ushort)voi.Number : labels[n];
            }
        }

        return new(new LabelMap(image, labels), vois.Segments.ToDictionary(s => s.Number, s => s.Label));
    }
}
