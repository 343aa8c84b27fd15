using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A VOI as file: DICOM SEG, NRRD or NIfTI, told apart by the name; RT structure sets are read as well.</summary>
internal static class VoiFile
{
    private const string Kinds = ".dcm (DICOM SEG), .nrrd, .nii or .nii.gz";

    /// <summary>Checks that a name can be written to, before any work is done.</summary>
    /// <exception cref="CommandException">The name has another ending, or its folder does not exist.</exception>
    public static void RequireWritable(string path)
    {
        RequireFormat(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"{path} cannot be written: there is no folder {folder}.");
        }
    }

    /// <summary>Checks that the ending of a name is that of a format.</summary>
    /// <exception cref="CommandException">It is another.</exception>
    public static void RequireFormat(string path)
    {
        if (!(IsDicom(path) || IsNrrd(path) || IsNifti(path)))
        {
            throw new CommandException($"{path} cannot be written: the name must end in {Kinds}.");
        }
    }

    /// <summary>Writes a VOI; the file appears whole or not at all.</summary>
    /// <param name="path">A name that <see cref="RequireWritable"/> has checked.</param>
    /// <param name="voi">The VOI.</param>
    /// <param name="asDicom">Makes the DICOM SEG where the name asks for one.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Write(string path, Mask voi, Func<DicomFile> asDicom)
    {
        try
        {
            WholeFile.Write(path, file => Write(file, path, voi, asDicom));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {failure.Message}");
        }
    }

    /// <summary>Reads a VOI onto an image.</summary>
    /// <param name="path">The file; of several segments or labels all are taken together.</param>
    /// <param name="image">The image, for instance the dynamic series of a study.</param>
    /// <exception cref="CommandException">The file cannot be read, or has no place on the images.</exception>
    public static Mask Read(string path, ImagePlace image)
    {
        if (!File.Exists(path))
        {
            throw new CommandException($"there is no file {Path.GetFullPath(path)}.");
        }

        try
        {
            return IsDicom(path) ? ReadDicom(path, image) : NearestVoxel.Place(ReadVolume(path), image.Grid).ToMask();
        }
        catch (Exception failure) when (failure is DicomFormatException or VolumeFileException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>Reads a VOI on its own grid; a DICOM SEG has none without the images it lies on.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static Mask ReadOnItsGrid(string path)
    {
        if (!File.Exists(path))
        {
            throw new CommandException($"there is no file {Path.GetFullPath(path)}.");
        }

        if (IsDicom(path))
        {
            throw new CommandException($"{path} lies on images: name their study with --study.");
        }

        try
        {
            return ReadVolume(path).ToMask();
        }
        catch (Exception failure) when (failure is VolumeFileException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {failure.Message}");
        }
    }

    private static void Write(Stream stream, string path, Mask voi, Func<DicomFile> asDicom)
    {
        if (IsDicom(path))
        {
            asDicom().Write(stream);
        }
        else if (IsNrrd(path))
        {
            NrrdFile.Write(stream, voi);
        }
        else
        {
            NiftiFile.Write(stream, voi, gzip: path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static Mask ReadDicom(string path, ImagePlace image)
    {
        var labels = VoiLabels.Of(PlacedVois.Read(DicomFile.Read(path), image), image.Grid);
        foreach (string remark in labels.Remarks)
        {
            Console.Error.WriteLine($"Note: {remark}");
        }

        return new Mask(image.Grid, Array.ConvertAll(labels.Layers.Top, label => label != 0 ? (byte)1 : (byte)0));
    }

    private static LabelMap ReadVolume(string path)
    {
        using var stream = File.OpenRead(path);
        return IsNrrd(path) ? NrrdFile.ReadLabelMap(stream)
            : IsNifti(path) ? NiftiFile.ReadLabelMap(stream)
            : throw new CommandException($"{path} is no VOI that can be read: the name must end in {Kinds}.");
    }

    private static bool IsDicom(string path) => path.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase);

    private static bool IsNrrd(string path) => path.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase);

    private static bool IsNifti(string path) =>
        path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);
}
