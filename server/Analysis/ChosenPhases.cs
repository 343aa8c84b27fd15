using System.Text.Json;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Which phases of a study were chosen, and why: it takes all pixels to find out, so it is kept.</summary>
/// <param name="PreContrastIndex">The phase before the contrast agent.</param>
/// <param name="PeakIndex">The phase of strongest enhancement.</param>
/// <param name="Explanation">Why the peak is that one, as a sentence.</param>
/// <param name="Warnings">What a reader should check, as sentences.</param>
internal sealed record ChosenPhases(int PreContrastIndex, int PeakIndex, string Explanation, IReadOnlyList<string> Warnings)
{
    /// <summary>Other phases that could be the peak.</summary>
    public IReadOnlyList<PeakAlternative> Alternatives { get; init; } = [];

    /// <summary>How the patient lay in each phase before it was corrected; empty where motion is not corrected.</summary>
    public IReadOnlyList<PhaseMotion> CorrectedMotion { get; init; } = [];

    /// <summary>What is kept of a study that was read.</summary>
    public static ChosenPhases Of(LoadedSeries loaded) =>
        new(loaded.Series.PreContrastIndex, loaded.Series.PeakIndex, loaded.Explanation, loaded.Warnings) { Alternatives = loaded.Alternatives, CorrectedMotion = loaded.CorrectedMotion };
}

/// <summary>Where choices of phases are kept, by the digest of the images and of what a reader chose.</summary>
internal interface IChosenPhases
{
    /// <summary>The choice for these images; null when none is kept.</summary>
    ChosenPhases? Find(string digest);

    /// <summary>Keeps a choice.</summary>
    void Keep(string digest, ChosenPhases choice);
}

/// <summary>Choices as small files in the data folder.</summary>
internal sealed class ChosenPhasesFolder(DataFolder data) : IChosenPhases
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _root = data.Sub("phases");

    /// <inheritdoc/>
    public ChosenPhases? Find(string digest)
    {
        string path = PathOf(digest);
        return File.Exists(path) ? JsonSerializer.Deserialize<ChosenPhases>(File.ReadAllBytes(path), Json) : null;
    }

    /// <inheritdoc/>
    public void Keep(string digest, ChosenPhases choice) => WholeFile.Write(PathOf(digest), file => JsonSerializer.Serialize(file, choice, Json));

    private string PathOf(string digest) => Path.Combine(_root, digest + ".json");
}

/// <summary>Choices kept as long as the process lives.</summary>
internal sealed class ChosenPhasesInMemory : IChosenPhases
{
    private readonly Dictionary<string, ChosenPhases> _choices = [];

    /// <inheritdoc/>
    public ChosenPhases? Find(string digest)
    {
        lock (_choices)
        {
            return _choices.GetValueOrDefault(digest);
        }
    }

    /// <inheritdoc/>
    public void Keep(string digest, ChosenPhases choice)
    {
        lock (_choices)
        {
            _choices[digest] = choice;
        }
    }
}
