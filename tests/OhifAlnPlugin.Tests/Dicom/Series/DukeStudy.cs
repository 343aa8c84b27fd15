using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>The real breast DCE-MRI of the reference data: one series per phase, 22 of 160 slices.</summary>
internal static class DukeStudy
{
    private static readonly Lazy<LoadedSeries> Loaded = new(LoadNow);

    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Reference.PathOf("images", "duke153_dce"), "*.dcm", SearchOption.AllDirectories).Order();

    public static IEnumerable<DicomDataset> Headers() =>
        Files().Select(f => DicomFile.Read(f, new DicomReadOptions { StopBeforePixelData = true }).Dataset);

    /// <summary>The study with its pixels, read once for all tests.</summary>
    public static LoadedSeries Load() => Loaded.Value;

    private static LoadedSeries LoadNow()
    {
        Dictionary<string, DicomFile> files = Files().Select(f => DicomFile.Read(f)).ToDictionary(f => f.Dataset.GetString(DicomTag.SOPInstanceUID)!);
        return DceLoader.Load(DceLayout.Find(files.Values.Select(f => f.Dataset)), uid => files[uid]);
    }
}
