namespace OhifAlnPlugin.Server.Http;

/// <summary>A stream that counts the bytes read from another, which stays open.</summary>
internal sealed class CountingStream(Stream source) : ReadOnlyStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = source.Read(buffer);
        Count += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await source.ReadAsync(buffer, cancellationToken);
        Count += read;
        return read;
    }
}
