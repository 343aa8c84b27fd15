namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>One part of a multipart answer, or the whole of a single-part one.</summary>
/// <param name="ContentType">Media type with its parameters.</param>
/// <param name="Location">Address of the part's own resource.</param>
internal abstract record MultipartPart(string ContentType, string Location)
{
    /// <summary>Bytes of the content; null when they are known only once it is made.</summary>
    public abstract long? Length { get; }

    public abstract Task WriteAsync(HttpResponse response, CancellationToken cancellation);
}

/// <summary>Bytes of a file, sent without passing through the program's memory.</summary>
internal sealed record FilePart(string ContentType, string Location, string File, long Offset, long Count) : MultipartPart(ContentType, Location)
{
    public override long? Length => Count;

    public override Task WriteAsync(HttpResponse response, CancellationToken cancellation) =>
        response.SendFileAsync(File, Offset, Count, cancellation);
}

/// <summary>Bytes at hand.</summary>
internal sealed record BytesPart(string ContentType, string Location, ReadOnlyMemory<byte> Bytes) : MultipartPart(ContentType, Location)
{
    public override long? Length => Bytes.Length;

    public override Task WriteAsync(HttpResponse response, CancellationToken cancellation) =>
        response.Body.WriteAsync(Bytes, cancellation).AsTask();
}

/// <summary>Bytes made when their turn comes, so that only one part at a time is in memory.</summary>
internal sealed record LazyPart(string ContentType, string Location, Func<byte[]> Make) : MultipartPart(ContentType, Location)
{
    public override long? Length => null;

    public override Task WriteAsync(HttpResponse response, CancellationToken cancellation) =>
        response.Body.WriteAsync(Make(), cancellation).AsTask();
}
