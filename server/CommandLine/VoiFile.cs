using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A VOI as file: DICOM SEG, NRRD or NIfTI, told apart by the name.</summary>
internal static class VoiFile
{
    private const string Kinds = ".dcm (DICOM SEG), .nrrd, .nii or .nii.gz";

    /// <summary>Checks that a name can be written to, before any work is done.</summary>
    /// <exception cref="CommandException">The name has another ending, or its folder does not exist.</exception>
    public static void RequireWritable(string path)
    {
        if (!(IsDicom(path) || IsNrrd(path) || IsNifti(path)))
        {
            throw new CommandException($"{path} cannot be written: the name must end in {Kinds}.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"{path} cannot be written: there is no folder {folder}.");
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

    /// <summary>Reads a VOI onto a grid.</summary>
    /// <param name="path">The file; of several segments or labels all are taken together.</param>
    /// <param name="grid">The grid of the study.</param>
    /// <exception cref="CommandException">The file cannot be read, or does not lie on the grid.</exception>
    public static Mask Read(string path, VolumeGeometry grid)
    {
        if (!File.Exists(path))
        {
            throw new CommandException($"there is no file {Path.GetFullPath(path)}.");
        }

        try
        {
            var mask = IsDicom(path) ? ReadDicom(path, grid) : ReadVolume(path);
            return mask.Geometry.IsCloseTo(grid)
                ? new Mask(grid, mask.Voxels)
                : throw new CommandException($"{path} has {mask.Geometry.SizeX} × {mask.Geometry.SizeY} × {mask.Geometry.SizeZ} voxels up to {mask.Geometry.LargestCornerDistanceMm(grid):0.##} mm away from the images ({grid.SizeX} × {grid.SizeY} × {grid.SizeZ}): it belongs to another grid.");
        }
        catch (Exception failure) when (failure is DicomFormatException or VolumeFileException or IOException or UnauthorizedAccessException)
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

    private static Mask ReadDicom(string path, VolumeGeometry grid)
    {
        var seg = SegmentationObject.Read(DicomFile.Read(path));
        var mask = new Mask(grid);
        foreach (var segment in seg.Segments)
        {
            byte[] voxels = seg.ToMask(segment.Number, grid).Voxels;
            for (int n = 0; n < voxels.Length; n++)
            {
                mask.Voxels[n] |= voxels[n];
            }
        }

        return mask;
    }

    private static Mask ReadVolume(string path)
    {
        using var stream = File.OpenRead(path);
        return IsNrrd(path) ? NrrdFile.ReadMask(stream)
            : IsNifti(path) ? NiftiFile.ReadMask(stream)
            : throw new CommandException($"{path} is no VOI that can be read: the name must end in {Kinds}.");
    }

    private static bool IsDicom(string path) => path.EndsWith(".dcm", StringComparison.OrdinalIgnoreCase);

    private static bool IsNrrd(string path) => path.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase);

    private static bool IsNifti(string path) =>
        path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);
}
