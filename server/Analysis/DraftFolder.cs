using System.IO.Compression;
using System.Text.Json;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>
/// Segmentations that nobody has saved yet, each a folder with <c>segmentation.json</c>, <c>labelmap.gz</c> with one labelmap after another, and
/// <c>segments.json</c> where a DICOM object says more of its segments.
/// A draft appears whole, by one rename, and never changes afterwards.
/// </summary>
internal sealed class DraftFolder : IStudyMemory
{
    private const string TemporaryPrefix = ".";
    private const string DescriptionName = "segmentation.json";
    private const string LabelmapName = "labelmap.gz";
    private const string SegmentsName = "segments.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _root;

    /// <summary>Opens the folder and removes what a killed process left half-written in it a day ago or earlier.</summary>
    public DraftFolder(DataFolder data, TimeProvider clock)
    {
        _root = data.Sub("drafts");
        foreach (string abandoned in Directory.EnumerateDirectories(_root, TemporaryPrefix + "*").Where(d => Directory.GetCreationTimeUtc(d) < clock.GetUtcNow().UtcDateTime.AddDays(-1)))
        {
            Directory.Delete(abandoned, recursive: true);
        }
    }

    /// <summary>Keeps a draft; one that is there already stays, as equal identifiers mean equal content.</summary>
    /// <param name="draft">Its description; the identifier is a GUID.</param>
    /// <param name="labels">One label per voxel: frames in the order of the images, then rows, then columns.</param>
    public void Write(SegmentationInfo draft, byte[] labels) => Write(draft, LabelLayers.Single(labels), []);

    /// <summary>Keeps a draft whose VOIs may share voxels.</summary>
    /// <param name="draft">Its description; the identifier is a GUID.</param>
    /// <param name="layers">Its labels.</param>
    /// <param name="properties">What the object says of its segments from which the draft was read; empty where there is none.</param>
    public void Write(SegmentationInfo draft, LabelLayers layers, IReadOnlyList<SegmentProperties> properties)
    {
        string target = PathOf(Guid.Parse(draft.Id));
        if (Directory.Exists(target))
        {
            return;
        }

        string temporary = Directory.CreateDirectory(Path.Combine(_root, $"{TemporaryPrefix}{Guid.NewGuid():N}")).FullName;
        try
        {
            WriteFile(Path.Combine(temporary, DescriptionName), stream => JsonSerializer.Serialize(stream, draft with { Layers = layers.Count }, Json));
            WriteFile(Path.Combine(temporary, LabelmapName), stream =>
            {
                using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
                for (int layer = 0; layer < layers.Count; layer++)
                {
                    gzip.Write(layers[layer]);
                }
            });
            if (properties.Count > 0)
            {
                WriteFile(Path.Combine(temporary, SegmentsName), stream => JsonSerializer.Serialize(stream, properties, Json));
            }

            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another run of the same job was quicker; what it wrote is the same.
            Directory.Delete(temporary, recursive: true);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>The draft of an identifier; null when there is none.</summary>
    public SegmentationInfo? Find(Guid id)
    {
        string path = Path.Combine(PathOf(id), DescriptionName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize<SegmentationInfo>(stream, Json);
    }

    /// <summary>A draft with its labels.</summary>
    /// <param name="draft">A draft of this folder.</param>
    public StoredSegmentation Open(SegmentationInfo draft) =>
        new(draft, () => ReadLayers(draft, 1).Top) { ReadLayers = () => ReadLayers(draft, draft.Layers), Properties = ReadProperties(draft) };

    private LabelLayers ReadLayers(SegmentationInfo draft, int count)
    {
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(PathOf(Guid.Parse(draft.Id)), LabelmapName)), CompressionMode.Decompress);
        var layers = new List<byte[]>();
        while (layers.Count < count)
        {
            byte[] labels = new byte[draft.SopInstanceUids.Count * draft.Rows * draft.Columns];
            gzip.ReadExactly(labels);
            layers.Add(labels);
        }

        return LabelLayers.Of(layers);
    }

    private List<SegmentProperties> ReadProperties(SegmentationInfo draft)
    {
        string path = Path.Combine(PathOf(Guid.Parse(draft.Id)), SegmentsName);
        return File.Exists(path) ? JsonSerializer.Deserialize<List<SegmentProperties>>(File.ReadAllBytes(path), Json)! : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Studies() => [.. Drafts().Select(draft => draft.StudyInstanceUid).Distinct()];

    /// <inheritdoc/>
    public void Forget(string studyInstanceUid)
    {
        foreach (SegmentationInfo draft in Drafts().Where(draft => draft.StudyInstanceUid == studyInstanceUid))
        {
            Remove(PathOf(Guid.Parse(draft.Id)));
        }
    }

    private IEnumerable<SegmentationInfo> Drafts() =>
        Directory.EnumerateDirectories(_root).Select(folder => Guid.TryParse(Path.GetFileName(folder), out Guid id) ? Find(id) : null).OfType<SegmentationInfo>();

    /// <summary>Away by one rename, as it came: a draft is never half there.</summary>
    private void Remove(string draft)
    {
        string removed = Path.Combine(_root, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        Directory.Move(draft, removed);
        Directory.Delete(removed, recursive: true);
    }

    private static void WriteFile(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private string PathOf(Guid id) => Path.Combine(_root, id.ToString("D"));
}
