using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Image and mask of a phantom in the committed golden folder or in the reference data.</summary>
internal static class Phantom
{
    public static string Golden(params string[] parts) =>
        Path.Combine([Reference.RepositoryRoot, "tests", "Golden", "pyradiomics-3.0.1", .. parts]);

    public static Volume Image(string path)
    {
        using FileStream file = File.OpenRead(path);
        return NrrdFile.ReadVolume(file);
    }

    public static LabelMap Labels(string path)
    {
        using FileStream file = File.OpenRead(path);
        return NrrdFile.ReadLabelMap(file);
    }
}
