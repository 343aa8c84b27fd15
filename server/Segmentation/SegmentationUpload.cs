using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>What the client says of the labelmap that it saves.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="SopInstanceUids">The image behind each frame of the labelmap, in the labelmap's own order.</param>
/// <param name="Rows">Rows of each frame.</param>
/// <param name="Columns">Columns of each frame.</param>
/// <param name="Segments">The labels that occur, with their names.</param>
/// <param name="Edited">Whether a person changed what the method proposed.</param>
/// <param name="FrameNumbers">The frame of each image, from 1, where the images have several; null otherwise.</param>
internal record UploadDescription(
    string StudyInstanceUid, IReadOnlyList<string> SopInstanceUids, int Rows, int Columns, IReadOnlyList<UploadedSegment> Segments, bool Edited, IReadOnlyList<int>? FrameNumbers = null)
{
    /// <summary>
    /// How many labelmaps follow: one, or more where VOIs share voxels; a voxel belongs to every label that one of them gives it. Where it is left out,
    /// one follows, and a voxel whose label was not changed stays in the other VOIs that it belonged to.
    /// </summary>
    public int? Layers { get; init; }
}

/// <summary>A label and its name.</summary>
/// <param name="Number">Value in the labelmap, 1 … 255.</param>
/// <param name="Label">Name, 1 … 64 characters.</param>
internal sealed record UploadedSegment(int Number, string Label);

/// <summary>
/// Reads the multipart body of a save: the part <c>description</c> (JSON) and then the part <c>labelmap</c>, one byte per voxel,
/// plain or gzip; several such parts where VOIs share voxels. The description comes first, so that no byte of the labelmap is kept beyond the size it announces.
/// </summary>
internal sealed class SegmentationUpload
{
    /// <summary>Longest description, bytes.</summary>
    public const int MaxDescriptionBytes = 4 << 20;

    /// <summary>Largest labelmap, voxels; where there are several, all together.</summary>
    public const int MaxVoxels = 512 << 20;

    /// <summary>Most labelmaps of an upload.</summary>
    public const int MaxLayers = 16;

    /// <summary>Largest body, bytes: an uncompressed labelmap of the largest size with its description.</summary>
    public const long MaxBodyBytes = MaxVoxels + MaxDescriptionBytes + (1 << 20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private readonly MultipartReader _reader;

    private SegmentationUpload(MultipartReader reader) => _reader = reader;

    /// <summary>Opens the body of a request.</summary>
    /// <exception cref="Http.ProblemException">It is no multipart/form-data.</exception>
    public static SegmentationUpload Open(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 70 } boundary)
        {
            throw SegmentationProblems.BadUpload($"A segmentation is sent as multipart/form-data with the parts 'description' and 'labelmap', not as '{request.ContentType}'.");
        }

        return new SegmentationUpload(new MultipartReader(boundary.ToString(), request.Body) { BodyLengthLimit = null });
    }

    /// <summary>Reads the description, which is the first part.</summary>
    /// <exception cref="Http.ProblemException">It is missing, too long, or no such JSON.</exception>
    public Task<UploadDescription> ReadDescriptionAsync(CancellationToken cancellation) => ReadDescriptionAsync<UploadDescription>(cancellation);

    /// <summary>Reads a description that says more than a save needs.</summary>
    /// <typeparam name="TDescription">What it says.</typeparam>
    /// <exception cref="Http.ProblemException">It is missing, too long, or no such JSON.</exception>
    public async Task<TDescription> ReadDescriptionAsync<TDescription>(CancellationToken cancellation)
        where TDescription : UploadDescription
    {
        var part = await NextAsync("description", cancellation);
        byte[] json = await WholeAsync(() => ReadAsync(part.Body, MaxDescriptionBytes, cancellation))
            ?? throw SegmentationProblems.BadUpload($"The part 'description' is longer than the limit of {MaxDescriptionBytes} bytes.");
        try
        {
            return Checked(JsonSerializer.Deserialize<TDescription>(json, Json) ?? throw SegmentationProblems.BadUpload("The part 'description' is null."));
        }
        catch (JsonException e)
        {
            throw SegmentationProblems.BadUpload($"The part 'description' cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads the labelmap, which is the next part.</summary>
    /// <param name="voxels">Frames × rows × columns: the exact number of bytes after decompression.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">It is missing, or longer or shorter than announced, or no gzip although it is called so.</exception>
    public async Task<byte[]> ReadLabelmapAsync(int voxels, CancellationToken cancellation)
    {
        var part = await NextAsync("labelmap", cancellation);
        await using Stream body = IsCompressed(part) ? new GZipStream(part.Body, CompressionMode.Decompress) : part.Body;
        try
        {
            return await WholeAsync(() => ReadExactlyAsync(body, voxels, cancellation));
        }
        catch (InvalidDataException)
        {
            throw SegmentationProblems.BadUpload("The labelmap is called gzip but is not: send it plain, or compressed with Content-Encoding gzip or a file name that ends in .gz.");
        }
    }

    private static async Task<byte[]> ReadExactlyAsync(Stream body, int voxels, CancellationToken cancellation)
    {
        byte[] labels = new byte[voxels];
        int read = await body.ReadAtLeastAsync(labels, voxels, throwOnEndOfStream: false, cancellation);
        if (read < voxels)
        {
            throw SegmentationProblems.BadUpload($"The labelmap has {read} bytes; frames × rows × columns make {voxels}.");
        }

        byte[] more = new byte[1];
        return await body.ReadAsync(more, cancellation) == 0
            ? labels
            : throw SegmentationProblems.BadUpload($"The labelmap has more than the {voxels} bytes that frames × rows × columns make.");
    }

    private static TDescription Checked<TDescription>(TDescription description)
        where TDescription : UploadDescription
    {
        if (description.Layers is < 1 or > MaxLayers)
        {
            throw SegmentationProblems.BadUpload($"{description.Layers} labelmaps are not possible: 1 to {MaxLayers} can be sent.");
        }

        long voxels = (long)description.SopInstanceUids.Count * description.Rows * description.Columns * (description.Layers ?? 1);
        if (description.Rows < 1 || description.Columns < 1 || voxels is < 1 or > MaxVoxels)
        {
            throw SegmentationProblems.BadUpload(
                $"{description.SopInstanceUids.Count} frames of {description.Rows} × {description.Columns} make {voxels} voxels; 1 to {MaxVoxels} are possible.");
        }

        if (description.FrameNumbers is { } frames && frames.Count != description.SopInstanceUids.Count)
        {
            throw SegmentationProblems.BadUpload($"{frames.Count} frame numbers do not fit {description.SopInstanceUids.Count} images.");
        }

        foreach (var segment in description.Segments)
        {
            if (segment.Number is < 1 or > 255 || segment.Label.Length is < 1 or > 64)
            {
                throw SegmentationProblems.BadUpload($"Segment {segment.Number} with a name of {segment.Label.Length} characters is not possible: numbers go from 1 to 255, names from 1 to 64 characters.");
            }
        }

        return description.Segments.Select(s => s.Number).Distinct().Count() == description.Segments.Count && description.Segments.Count > 0
            ? description
            : throw SegmentationProblems.BadUpload($"The description lists {description.Segments.Count} segments: at least one is needed, each with its own number.");
    }

    private static bool IsCompressed(MultipartSection part) =>
        (part.Headers is { } headers && headers.TryGetValue(HeaderNames.ContentEncoding, out var encoding) && encoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        || (part.AsFileSection()?.FileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ?? false);

    private static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        byte[] block = new byte[16 << 10];
        for (int read; (read = await stream.ReadAsync(block, cancellation)) > 0;)
        {
            if (buffer.Length + read > limit)
            {
                return null;
            }

            buffer.Write(block, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>Reads, and says so when the body breaks off.</summary>
    private static async Task<T> WholeAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw SegmentationProblems.BadUpload($"The body breaks off before its end: {e.Message}");
        }
    }

    private async Task<MultipartSection> NextAsync(string name, CancellationToken cancellation)
    {
        MultipartSection? part;
        try
        {
            part = await WholeAsync(() => _reader.ReadNextSectionAsync(cancellation));
        }
        catch (InvalidDataException e)
        {
            throw SegmentationProblems.BadUpload($"The header of the part '{name}' cannot be read: {e.Message}");
        }

        return part is not null && NameOf(part) == name
            ? part
            : throw SegmentationProblems.BadUpload(
                $"The body must hold the part 'description' first and then the part 'labelmap'; {(part is null ? "it ends" : $"'{NameOf(part)}' comes")} where '{name}' should be.");
    }

    private static string NameOf(MultipartSection part) =>
        part.GetContentDispositionHeader() is { } header ? HeaderUtilities.RemoveQuotes(header.Name).ToString() : "";
}
