using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>The real breast DCE-MRI of the reference data: one series per phase, 22 of 160 slices.</summary>
internal static class DukeStudy
{
    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Reference.PathOf("images", "duke153_dce"), "*.dcm", SearchOption.AllDirectories).Order();

    public static IEnumerable<DicomDataset> Headers() =>
        Files().Select(f => DicomFile.Read(f, new DicomReadOptions { StopBeforePixelData = true }).Dataset);
}
