using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Benchmarks.Clicks;

/// <summary>
/// A lesion with its true outline: a folder <c>GROUP/NAME</c> with <c>mask.nrrd</c> and either <c>pre.nrrd</c> and <c>peak.nrrd</c> or, where
/// only a subtraction exists, <c>enhancement.nrrd</c>. Cases of one group are averaged first: a patient counts once, however many slices there are.
/// </summary>
/// <param name="Group">Patient, or set of generated studies.</param>
/// <param name="Name">Name within the group.</param>
/// <param name="PreContrast">Pre-contrast image; null where only a subtraction exists.</param>
/// <param name="Bright">Peak phase, or the subtraction.</param>
/// <param name="Truth">The true outline.</param>
internal sealed record ClickCase(string Group, string Name, Volume? PreContrast, Volume Bright, Mask Truth)
{
    /// <summary>Reads every case of a folder, in the order of their names.</summary>
    public static IEnumerable<ClickCase> ReadAll(string folder) =>
        Directory.EnumerateFiles(folder, "mask.nrrd", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Read(Path.GetDirectoryName(path)!));

    /// <summary>Writes the case.</summary>
    public void Write(string folder)
    {
        string place = Path.Combine(folder, Group, Name);
        Directory.CreateDirectory(place);
        Save("mask", stream => NrrdFile.Write(stream, Truth));
        Save(PreContrast is null ? "enhancement" : "peak", stream => NrrdFile.Write(stream, Bright));
        if (PreContrast is { } pre)
        {
            Save("pre", stream => NrrdFile.Write(stream, pre));
        }

        void Save(string name, Action<Stream> write)
        {
            using FileStream stream = File.Create(Path.Combine(place, name + ".nrrd"));
            write(stream);
        }
    }

    private static ClickCase Read(string place)
    {
        bool both = File.Exists(Path.Combine(place, "pre.nrrd"));
        return new(
            Path.GetFileName(Path.GetDirectoryName(place)!),
            Path.GetFileName(place),
            both ? Open("pre", s => NrrdFile.ReadVolume(s)) : null,
            Open(both ? "peak" : "enhancement", s => NrrdFile.ReadVolume(s)),
            Open("mask", s => NrrdFile.ReadMask(s)));

        T Open<T>(string name, Func<Stream, T> read)
        {
            using FileStream stream = File.OpenRead(Path.Combine(place, name + ".nrrd"));
            return read(stream);
        }
    }
}
