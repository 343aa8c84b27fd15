using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>What a reader chose for a study instead of the rules. It belongs to the study, as a saved segmentation does.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="ImagesDigest">Digest of the images that the phases are made of: with other images the indices would mean other phases.</param>
/// <param name="Choice">The choice.</param>
/// <param name="KeptAt">When, UTC.</param>
/// <param name="Owner">Who chose; null without a login.</param>
internal sealed record KeptChoice(string StudyInstanceUid, string ImagesDigest, PhaseChoice Choice, DateTimeOffset KeptAt, string? Owner)
{
    /// <summary>Checks a choice against the study it is made for.</summary>
    /// <param name="headers">Headers of the study.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="keptAt">When, UTC.</param>
    /// <param name="owner">Who chose; null without a login.</param>
    /// <returns>The choice to keep, and the layout with it.</returns>
    /// <exception cref="Http.ProblemException">There is no such phase or position.</exception>
    public static (KeptChoice Kept, DceLayout Layout) Of(IReadOnlyList<DicomDataset> headers, PhaseChoice choice, DateTimeOffset keptAt, string? owner)
    {
        DceLayout layout = DynamicStudies.Find(headers, choice);
        if (choice.FrameOfReferenceUid is { } position && layout.FrameOfReferenceUid != position)
        {
            throw AnalysisProblems.NoPosition(position);
        }

        try
        {
            choice.Require(layout);
        }
        catch (DceException reason)
        {
            throw AnalysisProblems.NotUsable(reason);
        }

        return (new KeptChoice(layout.StudyInstanceUid, DynamicStudies.ImagesDigestOf(layout), choice, keptAt, owner), layout with { Choice = choice });
    }
}

/// <summary>Where readers' choices are kept, by the study.</summary>
internal interface IKeptChoices
{
    /// <summary>The studies for which a choice is kept or forgotten here from now on.</summary>
    /// <param name="cancellation">Ends the listening.</param>
    IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation);

    /// <summary>The choice for a study; null where the rules decide.</summary>
    KeptChoice? Find(string studyInstanceUid);

    /// <summary>Keeps a choice in place of the one before.</summary>
    void Keep(KeptChoice choice);

    /// <summary>Leaves the study to the rules again.</summary>
    void Forget(string studyInstanceUid);
}

/// <summary>Choices as small files in the data folder.</summary>
internal sealed class KeptChoicesFolder(DataFolder data) : IKeptChoices, IStudyMemory
{
    private const string Extension = ".json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _root = data.Sub("phase-choices");
    private readonly StudyArrivals _changes = new();

    /// <inheritdoc/>
    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation) => _changes.WatchAsync(cancellation);

    /// <inheritdoc/>
    public KeptChoice? Find(string studyInstanceUid) => Read(PathOf(studyInstanceUid));

    /// <inheritdoc/>
    public void Keep(KeptChoice choice)
    {
        WholeFile.Write(PathOf(choice.StudyInstanceUid), file => JsonSerializer.Serialize(file, choice, Json));
        _changes.Announce(choice.StudyInstanceUid);
    }

    /// <inheritdoc cref="IKeptChoices.Forget"/>
    public void Forget(string studyInstanceUid)
    {
        File.Delete(PathOf(studyInstanceUid));
        _changes.Announce(studyInstanceUid);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Studies() => [.. Directory.EnumerateFiles(_root, "*" + Extension).Select(Read).OfType<KeptChoice>().Select(choice => choice.StudyInstanceUid)];

    private static KeptChoice? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptChoice>(File.ReadAllBytes(path), Json);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string study) => Path.Combine(_root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(study))) + Extension);
}

/// <summary>For studies outside a store: the rules decide.</summary>
internal sealed class NoKeptChoices : IKeptChoices
{
    /// <inheritdoc/>
    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation) => throw new NotSupportedException("A study outside a store keeps no choice.");

    /// <inheritdoc/>
    public KeptChoice? Find(string studyInstanceUid) => null;

    /// <inheritdoc/>
    public void Keep(KeptChoice choice) => throw new NotSupportedException("A study outside a store keeps no choice.");

    /// <inheritdoc/>
    public void Forget(string studyInstanceUid) => throw new NotSupportedException("A study outside a store keeps no choice.");
}
