using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation.Training;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A folder of training cases in two layouts: the product's own, and that of nnU-Net.</summary>
internal sealed class TrainingFolder : IDisposable
{
    /// <summary>The studies in the product's layout.</summary>
    public const string StudiesName = "studies.alnt";

    /// <summary>Folder with the images of nnU-Net's layout: channel 0000 before contrast, 0001 at the peak.</summary>
    public const string Images = "imagesTr";

    /// <summary>Folder with the outlines of nnU-Net's layout.</summary>
    public const string Labels = "labelsTr";

    /// <summary>Description of nnU-Net's layout.</summary>
    public const string DatasetName = "dataset.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _folder;
    private readonly FileStream _studies;

    private TrainingFolder(string folder, FileStream studies) => (_folder, _studies) = (folder, studies);

    /// <summary>Number of cases.</summary>
    public int Count { get; private set; }

    /// <summary>Makes the folder.</summary>
    /// <param name="folder">Where; must be empty when it exists.</param>
    /// <exception cref="CommandException">It holds something, or cannot be made.</exception>
    public static TrainingFolder Create(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CommandException($"{Path.GetFullPath(folder)} is not empty: name a new folder, so that cases of different exports do not mix.");
        }

        try
        {
            Directory.CreateDirectory(Path.Combine(folder, Images));
            Directory.CreateDirectory(Path.Combine(folder, Labels));
            return new TrainingFolder(folder, File.Create(Path.Combine(folder, StudiesName)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{folder} cannot be written: {failure.Message}");
        }
    }

    /// <summary>Adds a case. Positions in the scanner are dropped; voxel sizes and orientation stay.</summary>
    /// <param name="series">The phases.</param>
    /// <param name="labels">Labels of its grid; all of them are lesions.</param>
    /// <returns>Name of the case.</returns>
    public string Add(DynamicSeries series, byte[] labels)
    {
        string name = $"case_{++Count:0000}";
        var voi = new Mask(series.Geometry, [.. labels.Select(l => l != 0 ? (byte)1 : (byte)0)]);
        TrainingFile.Write(_studies, TrainingSlices.Of(name, series, voi));
        VolumeGeometry g = series.Geometry;
        VolumeGeometry placeless = new(g.SizeX, g.SizeY, g.SizeZ, g.SpacingMm, default, g.AxisX, g.AxisY, g.AxisZ);
        Write(Images, $"{name}_0000", file => NiftiFile.Write(file, new Volume(placeless, series.PreContrast.Voxels)));
        Write(Images, $"{name}_0001", file => NiftiFile.Write(file, new Volume(placeless, series.Peak.Voxels)));
        Write(Labels, name, file => NiftiFile.Write(file, new Mask(placeless, voi.Voxels)));
        return name;
    }

    /// <summary>Writes nnU-Net's description.</summary>
    public void Finish()
    {
        var dataset = new Dictionary<string, object>
        {
            ["channel_names"] = new Dictionary<string, string> { ["0"] = "pre", ["1"] = "peak" },
            ["labels"] = new Dictionary<string, int> { ["background"] = 0, ["tumour"] = 1 },
            ["numTraining"] = Count,
            ["file_ending"] = ".nii.gz",
        };
        WholeFile.Write(Path.Combine(_folder, DatasetName), file => JsonSerializer.Serialize(file, dataset, Indented));
    }

    /// <inheritdoc/>
    public void Dispose() => _studies.Dispose();

    private void Write(string part, string name, Action<Stream> write) => WholeFile.Write(Path.Combine(_folder, part, name + ".nii.gz"), write);
}
