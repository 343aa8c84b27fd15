using System.IO.Compression;

namespace OhifAlnPlugin.Dicom;

/// <summary>The bytes of a deflated data set (PS3.5 section A.5), bounded in ratio and in length so that a small file cannot inflate without end.</summary>
internal sealed class DeflatedDataset : Stream
{
    /// <summary>Inflated bytes that are always allowed: less than this harms nobody, and the ratio means little at the start.</summary>
    private const long Slack = 1024 * 1024;

    private readonly CountingStream deflated;
    private readonly DeflateStream inflater;
    private readonly DicomLimits limits;
    private long inflated;

    private DeflatedDataset(CountingStream deflated, DicomLimits limits)
    {
        (this.deflated, this.limits) = (deflated, limits);
        inflater = new DeflateStream(deflated, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => inflated;
        set => throw new NotSupportedException();
    }

    /// <summary>Inflates what a source has at hand and what its stream still holds.</summary>
    public static DeflatedDataset Read(DicomByteSource source, Stream stream, DicomLimits limits) =>
        new(new CountingStream(source.Window.ToArray(), stream), limits);

    /// <summary>Deflates what <paramref name="write"/> writes, padded to an even length.</summary>
    public static void Write(Stream stream, Action<Stream> write)
    {
        using var result = new MemoryStream();
        using (var deflater = new DeflateStream(result, CompressionLevel.Optimal, leaveOpen: true))
        {
            write(deflater);
        }

        if ((result.Length & 1) == 1)
        {
            result.WriteByte(0);
        }

        result.WriteTo(stream);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = inflater.Read(buffer);
        inflated += read;
        if (inflated > limits.MaxInflatedLength)
        {
            throw new DicomFormatException($"The deflated data set inflates to more than {limits.MaxInflatedLength} bytes, the limit.");
        }

        if (inflated > Slack + (limits.MaxInflationRatio * deflated.Count))
        {
            throw new DicomFormatException($"The deflated data set inflates {deflated.Count} bytes to {inflated}, over the limit of {limits.MaxInflationRatio} to 1.");
        }

        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inflater.Dispose();
            deflated.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Bytes at hand, then those of a stream, which stays open; counts what was taken.</summary>
    private sealed class CountingStream(byte[] atHand, Stream rest) : Stream
    {
        private int taken;

        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = Math.Min(buffer.Length, atHand.Length - taken);
            if (read > 0)
            {
                atHand.AsSpan(taken, read).CopyTo(buffer);
                taken += read;
            }
            else
            {
                read = rest.Read(buffer);
            }

            Count += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
