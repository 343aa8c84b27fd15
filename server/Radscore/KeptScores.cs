using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Answers that were computed before, a folder per study, a file per piece of work. An answer is found again only when all that it rests on is the same.</summary>
internal sealed class KeptScores : IStudyMemory
{
    private const string StudyName = "study.txt";

    /// <summary>An answer of an older version, which lacks something that answers have now, counts as not kept.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private readonly string _root;

    /// <summary>Opens the folder of a store.</summary>
    public KeptScores(DataFolder data) => _root = data.Sub("scores");

    /// <summary>The answer to a piece of work; null when none is kept.</summary>
    /// <param name="study">The study.</param>
    /// <param name="work">All that the answer rests on, as text.</param>
    public RadscoreAnswer? Find(string study, string work)
    {
        try
        {
            return JsonSerializer.Deserialize<RadscoreAnswer>(File.ReadAllBytes(PathOf(study, work)), Json);
        }
        catch (Exception unfit) when (unfit is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps an answer.</summary>
    public void Keep(string study, string work, RadscoreAnswer answer)
    {
        Directory.CreateDirectory(FolderOf(study));
        WholeFile.Write(Path.Combine(FolderOf(study), StudyName), file => file.Write(Encoding.ASCII.GetBytes(study)));
        WholeFile.Write(PathOf(study, work), file => JsonSerializer.Serialize(file, answer, Json));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Studies() =>
        [.. Directory.EnumerateDirectories(_root).Select(folder => Path.Combine(folder, StudyName)).Where(File.Exists).Select(File.ReadAllText)];

    /// <inheritdoc/>
    public void Forget(string studyInstanceUid)
    {
        if (Directory.Exists(FolderOf(studyInstanceUid)))
        {
            Directory.Delete(FolderOf(studyInstanceUid), recursive: true);
        }
    }

    private string PathOf(string study, string work) => Path.Combine(FolderOf(study), DigestOf(work) + ".json");

    private string FolderOf(string study) => Path.Combine(_root, DigestOf(study));

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
