using System.Globalization;

namespace OhifAlnPlugin.Dicom;

/// <summary>
/// Bytes of a stream, handed out as slices of chunks that are never reused, so that values need no copy.
/// A claimed length is never allocated before the stream is known to back it.
/// </summary>
internal sealed class DicomByteSource
{
    private const int FirstChunk = 8 * 1024;
    private const int NextChunk = 32 * 1024;
    private const int LargestSlice = 4 * 1024;
    private const int GrowthStart = 64 * 1024;

    private readonly Stream stream;
    private readonly long? length;
    private readonly int maxValueLength;
    private byte[] chunk = [];
    private long chunkOffset;
    private int position;
    private int end;

    /// <summary>Starts at the stream's present position, which is called byte 0.</summary>
    /// <param name="stream">Where the bytes come from; a stream that can seek tells how many remain.</param>
    /// <param name="maxValueLength">Longest single value, bytes.</param>
    public DicomByteSource(Stream stream, int maxValueLength)
    {
        (this.stream, this.maxValueLength) = (stream, maxValueLength);
        length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
    }

    /// <summary>Bytes consumed so far.</summary>
    public long Position => chunkOffset + position;

    /// <summary>Bytes that remain, or null when the stream does not know.</summary>
    public long? Remaining => length - Position;

    /// <summary>Bytes at hand without reading: at least as many as the last successful <see cref="Ensure"/> asked for.</summary>
    public ReadOnlySpan<byte> Window => chunk.AsSpan(position, end - position);

    /// <summary>Makes a few bytes available in <see cref="Window"/>.</summary>
    /// <param name="count">At most 4096.</param>
    /// <returns>False when the stream ends before.</returns>
    public bool Ensure(int count) => end - position >= count || Refill(count);

    /// <summary>Goes past bytes of <see cref="Window"/>.</summary>
    public void Skip(int count) => position += count;

    /// <summary>Takes the bytes of a value.</summary>
    /// <param name="count">The claimed length.</param>
    /// <param name="tag">Whose value it is, for the message.</param>
    /// <exception cref="DicomFormatException">Fewer bytes remain, or the length is over the limit.</exception>
    public ReadOnlyMemory<byte> Take(long count, DicomTag tag)
    {
        if (count > Remaining)
        {
            throw TooShort(tag, count, Remaining.Value);
        }

        if (count > maxValueLength)
        {
            throw new DicomFormatException($"{tag} at byte {Position} has {count} bytes; the limit is {maxValueLength}.");
        }

        int wanted = (int)count;
        if (wanted <= end - position || (wanted <= LargestSlice && Refill(wanted)))
        {
            var slice = new ReadOnlyMemory<byte>(chunk, position, wanted);
            position += wanted;
            return slice;
        }

        return TakeLarge(wanted, tag);
    }

    private byte[] TakeLarge(int wanted, DicomTag tag)
    {
        byte[] value = length is null ? new byte[Math.Min(wanted, GrowthStart)] : GC.AllocateUninitializedArray<byte>(wanted);
        int filled = Math.Min(end - position, value.Length);
        chunk.AsSpan(position, filled).CopyTo(value);
        position += filled;
        while (filled < wanted)
        {
            if (filled == value.Length)
            {
                Array.Resize(ref value, (int)Math.Min(wanted, 2L * value.Length));
            }

            int read = position < end ? TakeFromChunk(value.AsSpan(filled)) : ReadStream(value.AsSpan(filled));
            if (read == 0)
            {
                throw TooShort(tag, wanted, filled);
            }

            filled += read;
        }

        return value;
    }

    private int TakeFromChunk(Span<byte> target)
    {
        int count = Math.Min(end - position, target.Length);
        chunk.AsSpan(position, count).CopyTo(target);
        position += count;
        return count;
    }

    private int ReadStream(Span<byte> target)
    {
        int read = ReadOrExplain(target);
        chunkOffset += read;
        return read;
    }

    private bool Refill(int count)
    {
        int kept = end - position;
        byte[] next = GC.AllocateUninitializedArray<byte>(chunk.Length == 0 ? FirstChunk : NextChunk);
        chunk.AsSpan(position, kept).CopyTo(next);
        chunkOffset += position;
        (chunk, position, end) = (next, 0, kept);
        while (end < count)
        {
            int read = ReadOrExplain(next.AsSpan(end));
            if (read == 0)
            {
                return false;
            }

            end += read;
        }

        return true;
    }

    private int ReadOrExplain(Span<byte> target)
    {
        try
        {
            return stream.Read(target);
        }
        catch (InvalidDataException broken)
        {
            throw new DicomFormatException($"The deflated data set is broken after {Position.ToString(CultureInfo.InvariantCulture)} inflated bytes: {broken.Message}", broken);
        }
    }

    private DicomFormatException TooShort(DicomTag tag, long claimed, long remaining) =>
        new($"{tag} claims {claimed} bytes, but only {remaining} remain: the data are truncated or the length is wrong (byte {Position}).");
}
