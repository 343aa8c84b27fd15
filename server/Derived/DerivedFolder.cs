using System.Text.Json;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>Where the pixels of a kept image lie.</summary>
/// <param name="SeriesInstanceUid">Its series.</param>
/// <param name="Number">Its place among the images, from 0.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record KeptPixels(string SeriesInstanceUid, int Number, long Offset, int Length);

/// <summary>What is kept of one computation.</summary>
/// <param name="Content">What was made.</param>
/// <param name="Images">The images by SOP Instance UID.</param>
internal sealed record KeptImages(DerivedContent Content, IReadOnlyDictionary<string, KeptPixels> Images);

/// <summary>
/// Computed images on the disk, a folder per computation: <c>index.json</c>, <c>metadata.json</c> in DICOM JSON and <c>pixels.bin</c>. A folder appears
/// whole, by one rename. It can be computed again at any time, so the ones that were not looked at for longest make room for new ones.
/// </summary>
internal sealed class DerivedFolder : IStudyMemory
{
    private const string IndexName = "index.json", MetadataName = "metadata.json", PixelsName = "pixels.bin", TemporaryPrefix = ".";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _root;
    private readonly long _limitBytes;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptImages> _read = [];

    /// <summary>Opens the folder and removes what a killed process left half-written in it a day ago or earlier.</summary>
    public DerivedFolder(DataFolder data, IOptions<DerivedOptions> options, TimeProvider clock)
    {
        (_root, _limitBytes, _clock) = (data.Sub("derived"), (long)options.Value.KeptMebibytes << 20, clock);
        foreach (string abandoned in Directory.EnumerateDirectories(_root, TemporaryPrefix + "*").Where(d => Directory.GetCreationTimeUtc(d) < clock.GetUtcNow().UtcDateTime.AddDays(-1)))
        {
            Directory.Delete(abandoned, recursive: true);
        }
    }

    /// <summary>What is kept under an identifier; null when nothing is.</summary>
    public KeptImages? Find(string id)
    {
        lock (_gate)
        {
            string path = Path.Combine(PathOf(id), IndexName);
            if (!File.Exists(path))
            {
                _read.Remove(id);
                return null;
            }

            if (!_read.TryGetValue(id, out KeptImages? kept))
            {
                using FileStream stream = File.OpenRead(path);
                _read[id] = kept = JsonSerializer.Deserialize<KeptImages>(stream, Json)!;
            }

            return kept;
        }
    }

    /// <summary>Notes that somebody looks at it: it stays longer than others.</summary>
    public void Touch(string id) => File.SetLastWriteTimeUtc(Path.Combine(PathOf(id), IndexName), _clock.GetUtcNow().UtcDateTime);

    /// <summary>The headers of all images, an array in DICOM JSON.</summary>
    public string MetadataPathOf(string id) => Path.Combine(PathOf(id), MetadataName);

    /// <summary>The pixels of one image: two bytes each, little endian, signed.</summary>
    public async Task<byte[]> ReadPixelsAsync(string id, KeptPixels place, CancellationToken cancellation)
    {
        byte[] pixels = new byte[place.Length];
        using var file = File.OpenHandle(Path.Combine(PathOf(id), PixelsName), options: FileOptions.Asynchronous);
        for (int read = 0; read < pixels.Length;)
        {
            int more = await RandomAccess.ReadAsync(file, pixels.AsMemory(read), place.Offset + read, cancellation);
            read += more > 0 ? more : throw new EndOfStreamException("A computed image on the disk is shorter than its index says.");
        }

        return pixels;
    }

    /// <summary>Keeps what was computed; what is there already stays, as equal identifiers mean equal images.</summary>
    public KeptImages Keep(DerivedContent content, IReadOnlyList<DerivedPicture> pictures)
    {
        string target = PathOf(content.Id);
        string temporary = Directory.CreateDirectory(Path.Combine(_root, $"{TemporaryPrefix}{Guid.NewGuid():N}")).FullName;
        try
        {
            Dictionary<string, KeptPixels> images = WritePixels(Path.Combine(temporary, PixelsName), pictures);
            WriteMetadata(Path.Combine(temporary, MetadataName), pictures);
            var kept = new KeptImages(content, images);
            File.WriteAllBytes(Path.Combine(temporary, IndexName), JsonSerializer.SerializeToUtf8Bytes(kept, Json));
            if (!Directory.Exists(target))
            {
                Directory.Move(temporary, target);
            }

            MakeRoom(content.Id);
            return kept;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Studies() => [.. Ids().Select(Find).OfType<KeptImages>().Select(kept => kept.Content.StudyInstanceUid).Distinct()];

    /// <inheritdoc/>
    public void Forget(string studyInstanceUid)
    {
        foreach (string id in Ids().Where(id => Find(id)?.Content.StudyInstanceUid == studyInstanceUid))
        {
            Remove(id);
        }
    }

    private static Dictionary<string, KeptPixels> WritePixels(string path, IReadOnlyList<DerivedPicture> pictures)
    {
        var images = new Dictionary<string, KeptPixels>();
        using FileStream file = File.Create(path);
        byte[] bytes = [];
        foreach (DerivedPicture picture in pictures)
        {
            int length = 2 * picture.Values.Length;
            bytes = bytes.Length == length ? bytes : new byte[length];
            DerivedImageWriter.Encode(picture.Values.Span, picture.Slope, bytes);
            images.Add(
                picture.Header.GetString(DicomTag.SOPInstanceUID)!,
                new(picture.Header.GetString(DicomTag.SeriesInstanceUID)!, images.Count, file.Position, length));
            file.Write(bytes);
        }

        return images;
    }

    private static void WriteMetadata(string path, IReadOnlyList<DerivedPicture> pictures)
    {
        using FileStream file = File.Create(path);
        using var writer = new Utf8JsonWriter(file);
        writer.WriteStartArray();
        foreach (DerivedPicture picture in pictures)
        {
            DicomJson.Write(writer, picture.Header);
        }

        writer.WriteEndArray();
    }

    private void MakeRoom(string newest)
    {
        long held = 0;
        foreach (DirectoryInfo folder in Ids().Select(id => new DirectoryInfo(PathOf(id))).OrderByDescending(f => f.Name == newest).ThenByDescending(LookedAt))
        {
            held += folder.EnumerateFiles().Sum(file => file.Length);
            if (held > _limitBytes && folder.Name != newest)
            {
                Remove(folder.Name);
            }
        }

        static DateTime LookedAt(DirectoryInfo folder) => File.GetLastWriteTimeUtc(Path.Combine(folder.FullName, IndexName));
    }

    /// <summary>Takes it out of sight by one rename before its files go.</summary>
    private void Remove(string id)
    {
        lock (_gate)
        {
            _read.Remove(id);
            string gone = Path.Combine(_root, $"{TemporaryPrefix}{Guid.NewGuid():N}");
            Directory.Move(PathOf(id), gone);
            Directory.Delete(gone, recursive: true);
        }
    }

    private IEnumerable<string> Ids() => [.. Directory.EnumerateDirectories(_root).Select(d => Path.GetFileName(d)).Where(name => !name.StartsWith(TemporaryPrefix, StringComparison.Ordinal))];

    private string PathOf(string id) => Path.Combine(_root, id);
}
