using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Image and mask of a phantom in the committed golden folder or in the reference data.</summary>
internal static class Phantom
{
    /// <summary>Path of a file: in the committed golden folder where it is there, else in the reference data.</summary>
    public static string PathOf(params string[] parts)
    {
        string committed = Path.Combine([Reference.RepositoryRoot, "tests", "Golden", "pyradiomics-3.0.1", .. parts]);
        return File.Exists(committed) ? committed : Reference.PathOf(["radiomics", .. parts]);
    }

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
