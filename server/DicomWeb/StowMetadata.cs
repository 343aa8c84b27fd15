using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>
/// Instances that arrive as metadata and bulk data (PS3.18 section 8.6.1.1.2): both go to the disk as they come, and when all have arrived each
/// instance is put together from there. Memory holds the metadata of one instance at a time.
/// </summary>
/// <param name="store">Where the bytes wait.</param>
/// <param name="address">The address of the request, to which relative addresses of bulk data refer.</param>
internal sealed class StowMetadata(InstanceStore store, Uri address) : IDisposable
{
    /// <summary>Metadata of one request, bytes; pixel data belong into parts of their own.</summary>
    private const long MostMetadata = 256L * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new() { MaxDepth = DicomJson.DocumentOptions.MaxDepth };

    private readonly List<SpooledFile> _metadata = [];
    private readonly Dictionary<string, List<BulkPart>> _bulk = new(StringComparer.Ordinal);

    /// <summary>Whether metadata have arrived.</summary>
    public bool IsEmpty => _metadata.Count == 0;

    /// <summary>Receives a part with metadata: an array of data sets, or one.</summary>
    /// <exception cref="ProblemException">They are too long.</exception>
    public async Task ReceiveMetadataAsync(Stream content, CancellationToken cancellation)
    {
        _metadata.Add(await store.SpoolAsync(new LengthLimitedStream(content, MostMetadata - _metadata.Sum(part => part.Length), Exceeded), cancellation));
    }

    /// <summary>Receives a bulk value, or one frame of it when several parts have the same location.</summary>
    /// <param name="location">Its Content-Location, or <c>cid:</c> and its Content-ID.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task ReceiveBulkAsync(string location, DicomMediaType type, Stream content, CancellationToken cancellation)
    {
        SpooledFile file = await store.SpoolAsync(content, cancellation);
        string key = Key(location);
        if (!_bulk.TryGetValue(key, out List<BulkPart>? parts))
        {
            _bulk.Add(key, parts = []);
        }

        parts.Add(new BulkPart(type, file));
    }

    /// <summary>Puts the instances together, one at a time.</summary>
    /// <exception cref="JsonException">The metadata are no JSON.</exception>
    public async IAsyncEnumerable<MetadataInstance> InstancesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (SpooledFile part in _metadata)
        {
            await using Stream json = part.Open();
            if (!await IsArrayAsync(json, cancellation))
            {
                yield return MetadataInstance.Of(await JsonSerializer.DeserializeAsync<JsonElement>(json, Json, cancellation), FindBulk);
                continue;
            }

            await foreach (JsonElement dataset in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(json, Json, cancellation))
            {
                yield return MetadataInstance.Of(dataset, FindBulk);
            }
        }
    }

    public void Dispose()
    {
        _metadata.ForEach(part => part.Dispose());
        foreach (BulkPart part in _bulk.Values.SelectMany(parts => parts))
        {
            part.File.Dispose();
        }
    }

    private static ProblemException Exceeded() => new(
        StatusCodes.Status413PayloadTooLarge,
        "metadata-too-long",
        "Metadata too long",
        $"The metadata of one request may have {MostMetadata} bytes: send pixel data and other long values as parts of their own, or fewer instances at a time.");

    private static async Task<bool> IsArrayAsync(Stream json, CancellationToken cancellation)
    {
        byte[] start = new byte[64];
        int read = await json.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        json.Position = 0;
        return start.AsSpan(0, read).TrimStart("\uFEFF \t\r\n"u8) is [(byte)'[', ..];
    }

    private IReadOnlyList<BulkPart>? FindBulk(string uri) => _bulk.GetValueOrDefault(Key(uri));

    /// <summary>Addresses are compared as absolute ones; what is no address is compared letter by letter.</summary>
    private string Key(string location) => Uri.TryCreate(address, location.Trim(), out Uri? absolute) ? absolute.AbsoluteUri : location;
}

/// <summary>A received bulk value, or one frame of it.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="File">Its bytes.</param>
internal sealed record BulkPart(DicomMediaType Type, SpooledFile File);
