using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>A compressed file as an uncompressed one, written frame by frame: never more than one decoded frame is in memory.</summary>
public sealed class NativeFile
{
    private readonly DicomPixelData pixels;
    private readonly byte[] head;
    private readonly long pixelLength;
    private readonly List<ReadOnlyMemory<byte>> ready = [];

    private NativeFile(DicomPixelData pixels, byte[] head, long pixelLength) => (this.pixels, this.head, this.pixelLength) = (pixels, head, pixelLength);

    /// <summary>Bytes of the whole uncompressed file.</summary>
    public long Length => head.Length + ((pixelLength + 1) & ~1L);

    /// <summary>Prepares the uncompressed form of an image. Its data set is changed: Photometric Interpretation, Planar Configuration, lossy compression, offset tables.</summary>
    /// <param name="pixels">Compressed frames, opened by <see cref="DicomPixelData.Open"/>.</param>
    /// <param name="target">Explicit or Implicit VR Little Endian.</param>
    /// <returns>What <see cref="WriteAsync"/> writes.</returns>
    /// <exception cref="DicomFormatException">The first frame is broken, frames are no whole bytes, or all together are too long for a native element.</exception>
    public static NativeFile Of(DicomPixelData pixels, DicomTransferSyntax target)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(target);
        Int128 length = (Int128)pixels.FrameBits * pixels.FrameCount / 8;
        if (pixels.FrameBits % 8 != 0 || length > uint.MaxValue - 1)
        {
            throw new DicomFormatException($"{pixels.FrameCount} frames of {pixels.FrameBits} bits cannot be given out uncompressed: frames must be whole bytes, and {uint.MaxValue - 1} bytes at most.");
        }

        DicomDataset dataset = pixels.Dataset;
        DecodedAttributes.Set(dataset, pixels.ReadCodestream(0));
        dataset.Remove(DicomTag.PixelData);
        using var beginning = new MemoryStream();
        new DicomFile(dataset, target).Write(beginning);
        beginning.Write(ElementHead(target, pixels.BitsAllocated > 8 ? "OW"u8 : "OB"u8, (uint)(length + 1) & ~1u));
        return new(pixels, beginning.ToArray(), (long)length);
    }

    /// <summary>Decodes the first frames, so that a broken one among them is found before anything is written.</summary>
    /// <param name="mostBytes">Memory for decoded frames, bytes; the first frame is decoded whatever it takes.</param>
    /// <param name="cancellation">Stops between frames and inside a codec.</param>
    /// <returns>Bytes now held.</returns>
    /// <exception cref="DicomFormatException">A frame is broken; the message names it.</exception>
    public long Prepare(long mostBytes, CancellationToken cancellation)
    {
        long held = head.Length;
        for (int frame = ready.Count; frame < pixels.FrameCount && (frame == 0 || held + (pixels.FrameBits / 8) <= mostBytes); frame++)
        {
            ready.Add(Decode(frame, cancellation));
            held += ready[^1].Length;
        }

        return held;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="write">Takes the next bytes.</param>
    /// <param name="cancellation">Stops between frames and inside a codec.</param>
    /// <exception cref="DicomFormatException">A frame is broken; the message names it.</exception>
    public async Task WriteAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        await write(head, cancellation);
        for (int frame = 0; frame < pixels.FrameCount; frame++)
        {
            await write(frame < ready.Count ? ready[frame] : Decode(frame, cancellation), cancellation);
        }

        if ((pixelLength & 1) == 1)
        {
            await write(new byte[1], cancellation);
        }
    }

    private ReadOnlyMemory<byte> Decode(int frame, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return pixels.DecodeFrame(frame, cancellation);
        }
        catch (DicomFormatException broken)
        {
            throw new DicomFormatException($"Frame {frame + 1}: {broken.Message}", broken);
        }
    }

    private static byte[] ElementHead(DicomTransferSyntax target, ReadOnlySpan<byte> vr, uint length)
    {
        byte[] lengthBytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(lengthBytes, length);
        return target.IsExplicitVR ? [0xE0, 0x7F, 0x10, 0x00, .. vr, 0, 0, .. lengthBytes] : [0xE0, 0x7F, 0x10, 0x00, .. lengthBytes];
    }
}
