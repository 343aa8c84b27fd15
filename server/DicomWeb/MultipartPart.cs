using Microsoft.Win32.SafeHandles;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>One part of a multipart answer, or the whole of a single-part one.</summary>
/// <param name="ContentType">Media type with its parameters.</param>
/// <param name="Location">Address of the part's own resource.</param>
internal abstract record MultipartPart(string ContentType, string Location)
{
    /// <summary>Memory for what one answer makes before it begins, bytes.</summary>
    public const long PreparedBytes = 16 << 20;

    /// <summary>Bytes of the content; null when they are known only once it is made.</summary>
    public abstract long? Length { get; }

    /// <summary>Makes what may fail before the answer begins, as long as a problem can still be answered.</summary>
    /// <param name="mostBytes">Memory that may be held for it.</param>
    /// <param name="cancellation">Stops the making.</param>
    /// <returns>Bytes held.</returns>
    public virtual Task<long> PrepareAsync(long mostBytes, CancellationToken cancellation) => Task.FromResult(0L);

    public abstract Task WriteAsync(HttpResponse response, CancellationToken cancellation);

    /// <summary>Writes some bytes of a content whose length is known.</summary>
    public abstract Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation);
}

/// <summary>Bytes of a file, read straight into the connection's buffers: memory does not grow with their number.</summary>
internal sealed record FilePart(string ContentType, string Location, string File, long Offset, long Count) : MultipartPart(ContentType, Location)
{
    /// <summary>Bytes of one read; the framework's own way of sending a file takes 16 KiB at a time.</summary>
    private const int ChunkLength = 256 * 1024;

    public override long? Length => Count;

    public override Task WriteAsync(HttpResponse response, CancellationToken cancellation) =>
        WriteAsync(response, 0, Count, cancellation);

    /// <exception cref="EndOfStreamException">The file is shorter than the index says.</exception>
    public override async Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation)
    {
        using SafeFileHandle file = System.IO.File.OpenHandle(File);
        for (long sent = 0; sent < count;)
        {
            Memory<byte> room = response.BodyWriter.GetMemory(ChunkLength);
            int read = RandomAccess.Read(file, room.Span[..(int)Math.Min(room.Length, count - sent)], Offset + from + sent);
            if (read == 0)
            {
                throw new EndOfStreamException("A stored file is shorter than the index says.");
            }

            response.BodyWriter.Advance(read);
            sent += read;
            await response.BodyWriter.FlushAsync(cancellation);
        }
    }
}

/// <summary>Bytes at hand.</summary>
internal sealed record BytesPart(string ContentType, string Location, ReadOnlyMemory<byte> Bytes) : MultipartPart(ContentType, Location)
{
    public override long? Length => Bytes.Length;

    public override Task WriteAsync(HttpResponse response, CancellationToken cancellation) =>
        response.Body.WriteAsync(Bytes, cancellation).AsTask();

    public override Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation) =>
        response.Body.WriteAsync(Bytes.Slice((int)from, (int)count), cancellation).AsTask();
}

/// <summary>Bytes made when their turn comes, so that only one part at a time is in memory.</summary>
internal sealed record LazyPart(string ContentType, string Location, string SopInstanceUid, Func<byte[]> Make) : MultipartPart(ContentType, Location)
{
    private byte[]? _ready;

    public override long? Length => _ready?.Length;

    public override Task<long> PrepareAsync(long mostBytes, CancellationToken cancellation)
    {
        try
        {
            _ready = Make();
            return Task.FromResult((long)_ready.Length);
        }
        catch (DicomFormatException broken)
        {
            throw DicomWebProblems.BrokenFrames($"Instance {SopInstanceUid}: {broken.Message}");
        }
    }

    public override async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(_ready ?? Make(), cancellation);
        _ready = null;
    }

    public override Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation) =>
        response.Body.WriteAsync((_ready ?? Make()).AsMemory((int)from, (int)count), cancellation).AsTask();
}
