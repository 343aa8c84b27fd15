using System.Globalization;
using System.IO.Compression;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom;

/// <summary>The pixels of an image (PS3.3 section C.7.6.3, PS3.5 chapter 8): frames as stored, as native bytes, and as real values.</summary>
public sealed class DicomPixelData
{
    /// <summary>No deflated stream expands more (RFC 1951: 258 bytes from 2 bits).</summary>
    private const long LargestDeflateExpansion = 1032;

    /// <summary>A black frame of 4096 × 4096 pixels of 16 bits deflates to next to nothing; beyond that the ratio of a data set holds.</summary>
    private const long DeflateSlack = 32L * 1024 * 1024;

    private readonly DicomDataset dataset;
    private readonly DicomTransferSyntax transferSyntax;
    private readonly DicomItem item;
    private readonly IFrameCodec? codec;
    private readonly EncapsulatedFile? file;
    private readonly bool keepsHalfTheColours;

    internal DicomPixelData(DicomDataset dataset, DicomTransferSyntax transferSyntax, DicomItem item, IFrameCodec? codec = null, EncapsulatedFile? file = null)
    {
        (this.dataset, this.transferSyntax, this.item, this.codec, this.file) = (dataset, transferSyntax, item, codec, file);
        Rows = Require(DicomTag.Rows, 1, ushort.MaxValue);
        Columns = Require(DicomTag.Columns, 1, ushort.MaxValue);
        FrameCount = Optional(DicomTag.NumberOfFrames, 1, 1, int.MaxValue);
        SamplesPerPixel = Optional(DicomTag.SamplesPerPixel, 1, 1, 4);
        IsFloat = item.Tag != DicomTag.PixelData;
        BitsAllocated = item.Tag == DicomTag.FloatPixelData ? 32 : item.Tag == DicomTag.DoubleFloatPixelData ? 64 : Require(DicomTag.BitsAllocated, 1, 64);
        BitsStored = IsFloat ? BitsAllocated : Optional(DicomTag.BitsStored, BitsAllocated, 1, BitsAllocated);
        HighBit = IsFloat ? BitsAllocated - 1 : Optional(DicomTag.HighBit, BitsStored - 1, BitsStored - 1, BitsAllocated - 1);
        keepsHalfTheColours = !IsEncapsulated && SamplesPerPixel == 3 && dataset.GetString(DicomTag.PhotometricInterpretation) is "YBR_FULL_422" or "YBR_PARTIAL_422";
        IsSigned = !IsFloat && Optional(DicomTag.PixelRepresentation, 0, 0, 1) == 1;
    }

    /// <summary>Rows of a frame.</summary>
    public int Rows { get; }

    /// <summary>Columns of a frame.</summary>
    public int Columns { get; }

    /// <summary>Frames, at least 1.</summary>
    public int FrameCount { get; }

    /// <summary>Samples of a pixel: 1 for grey values, 3 for colours.</summary>
    public int SamplesPerPixel { get; }

    /// <summary>Bits that a sample occupies.</summary>
    public int BitsAllocated { get; }

    /// <summary>Bits of a sample that hold its value.</summary>
    public int BitsStored { get; }

    /// <summary>The highest bit that holds the value, counted from 0.</summary>
    public int HighBit { get; }

    /// <summary>Whether samples are in two's complement.</summary>
    public bool IsSigned { get; }

    /// <summary>Whether samples are floating point: Float or Double Float Pixel Data.</summary>
    public bool IsFloat { get; }

    /// <summary>Whether the frames are stored as compressed fragments.</summary>
    public bool IsEncapsulated => item is DicomFragmentSequence;

    /// <summary>Whether <see cref="DecodeFrame"/> can decode the frames: native, RLE Lossless and deflated ones, and with a codec the JPEG families.</summary>
    public bool IsDecodable => FindObstacle() is null;

    /// <summary>Whether <see cref="DecodeFrame"/> puts the samples of a pixel together, whatever Planar Configuration says.</summary>
    internal bool DecodesInterleaved => IsEncapsulated && transferSyntax.Uid is not (DicomUid.DeflatedImageFrameCompression or DicomUid.EncapsulatedUncompressedExplicitVRLittleEndian);

    /// <summary>The data set that describes the pixels.</summary>
    internal DicomDataset Dataset => dataset;

    /// <summary>Bits of one frame when it is not compressed.</summary>
    /// <remarks>Uncompressed YBR_FULL_422 and YBR_PARTIAL_422 keep two samples per pixel of the three (PS3.3 section C.7.6.3.1.2).</remarks>
    public long FrameBits => (long)Rows * Columns * (keepsHalfTheColours ? 2 : SamplesPerPixel) * BitsAllocated;

    /// <summary>Finds the pixel data of a file.</summary>
    /// <param name="file">A file that was read with its pixel data.</param>
    /// <param name="codec">Decodes the JPEG families; null leaves them compressed.</param>
    /// <returns>The pixel data, or null when the file has none.</returns>
    /// <exception cref="DicomFormatException">The attributes that describe them are missing, out of range, or do not fit the bytes.</exception>
    public static DicomPixelData? Find(DicomFile file, IFrameCodec? codec = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Find(file.Dataset, file.TransferSyntax, codec);
    }

    /// <summary>Opens the pixel data of a file on disk; compressed frames are read one by one when they are asked for.</summary>
    /// <param name="path">The file; it must stay as it is while the result is used.</param>
    /// <param name="codec">Decodes the JPEG families; null leaves them compressed.</param>
    /// <returns>The pixel data, or null when the file has none.</returns>
    /// <exception cref="DicomFormatException">The attributes that describe them are missing, out of range, or do not fit the bytes.</exception>
    public static DicomPixelData? Open(string path, IFrameCodec? codec = null)
    {
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        {
            DicomFile header = DicomFile.Read(stream, DicomReadOptions.Header);
            if (header.TransferSyntax.IsEncapsulated && DicomPixelLocation.Find(header, stream) is { Length: null } place)
            {
                var fragments = new DicomFragmentSequence(place.Tag, DicomVR.OB, default, []);
                var pixels = new DicomPixelData(header.Dataset, header.TransferSyntax, fragments, codec, new EncapsulatedFile(path, place.Offset));
                pixels.RequireEnoughBytes();
                return pixels;
            }
        }

        return Find(DicomFile.Read(path), codec);
    }

    /// <summary>Finds the pixel data of a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="transferSyntax">Tells how encapsulated frames are compressed.</param>
    /// <param name="codec">Decodes the JPEG families; null leaves them compressed.</param>
    /// <returns>The pixel data, or null when there are none.</returns>
    /// <exception cref="DicomFormatException">The attributes that describe them are missing, out of range, or do not fit the bytes.</exception>
    public static DicomPixelData? Find(DicomDataset dataset, DicomTransferSyntax transferSyntax, IFrameCodec? codec = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(transferSyntax);
        DicomItem? found = dataset.Find(DicomTag.PixelData) ?? dataset.Find(DicomTag.FloatPixelData) ?? dataset.Find(DicomTag.DoubleFloatPixelData);
        if (found is null or DicomSequence)
        {
            return null;
        }

        var pixels = new DicomPixelData(dataset, transferSyntax, found, codec);
        pixels.RequireEnoughBytes();
        return pixels;
    }

    /// <summary>The bytes of a frame as stored: compressed when encapsulated, else native little endian.</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <returns>The bytes; a frame of 1-bit pixels begins at bit 0 of the first byte.</returns>
    /// <exception cref="DicomFormatException">The fragments cannot be matched to frames.</exception>
    public ReadOnlyMemory<byte> GetFrame(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, FrameCount);
        if (item is DicomFragmentSequence fragments)
        {
            return file?.Frame(dataset, FrameCount, frame) ?? EncapsulatedFrames.Frame(fragments, dataset, FrameCount, frame);
        }

        ReadOnlyMemory<byte> all = ((DicomElement)item).Value;
        long firstBit = frame * FrameBits;
        return (firstBit & 7) == 0 && (FrameBits & 7) == 0
            ? all.Slice((int)(firstBit / 8), (int)(FrameBits / 8))
            : BitFrames.Extract(all.Span, firstBit, FrameBits);
    }

    /// <summary>Why frames cannot be decoded: an unknown compression, or no codec for a known one.</summary>
    /// <returns>A sentence; null when they can.</returns>
    public string? FindObstacle() => IsEncapsulated ? FindObstacle(transferSyntax, codec) : null;

    /// <summary>Whether frames of a transfer syntax are decoded by a codec from outside: the JPEG families.</summary>
    /// <param name="transferSyntax">How they are stored.</param>
    public static bool NeedsCodec(DicomTransferSyntax transferSyntax)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        return FrameDecoding.NeedsCodec(transferSyntax.Uid);
    }

    /// <summary>Why frames of a transfer syntax cannot be decoded: an unknown compression, or no codec for a known one.</summary>
    /// <param name="transferSyntax">How they are stored.</param>
    /// <param name="codec">Decodes the JPEG families; null where there is none.</param>
    /// <returns>A sentence; null when they can.</returns>
    public static string? FindObstacle(DicomTransferSyntax transferSyntax, IFrameCodec? codec)
    {
        ArgumentNullException.ThrowIfNull(transferSyntax);
        if (!transferSyntax.IsEncapsulated || transferSyntax.Uid is DicomUid.RLELossless or DicomUid.DeflatedImageFrameCompression or DicomUid.EncapsulatedUncompressedExplicitVRLittleEndian)
        {
            return null;
        }

        string compressed = $"The pixels are compressed as {transferSyntax}, ";
        return !FrameDecoding.NeedsCodec(transferSyntax.Uid) ? compressed + "which no codec here decodes."
            : codec is null ? compressed + "which needs a codec."
            : codec.FindObstacle() is { } obstacle ? $"{compressed}which needs a codec. {obstacle}"
            : null;
    }

    /// <summary>The native bytes of a frame, little endian, samples of a pixel together.</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <param name="cancellation">Stops a codec's work.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="DicomFormatException">The frame is broken, or compressed in a way that needs a codec.</exception>
    public ReadOnlyMemory<byte> DecodeFrame(int frame, CancellationToken cancellation = default)
    {
        ReadOnlyMemory<byte> stored = GetFrame(frame);
        if (!IsEncapsulated || transferSyntax.Uid == DicomUid.EncapsulatedUncompressedExplicitVRLittleEndian)
        {
            return stored;
        }

        if (codec is not null && FrameDecoding.NeedsCodec(transferSyntax.Uid))
        {
            return FindObstacle() is { } obstacle
                ? throw new DicomFormatException(obstacle)
                : FrameDecoding.Decode(codec, stored, this, dataset.GetString(DicomTag.PhotometricInterpretation), cancellation);
        }

        int length = checked((int)((FrameBits + 7) / 8));
        return transferSyntax.Uid switch
        {
            DicomUid.RLELossless => RleDecoder.Decode(stored.Span, length, SamplesPerPixel, BitsAllocated),
            DicomUid.DeflatedImageFrameCompression => Inflate(stored, length),
            _ => throw new DicomFormatException(FindObstacle()!),
        };
    }

    /// <summary>The header of a frame that needs a codec.</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <returns>The header; null where no codec is needed.</returns>
    /// <exception cref="DicomFormatException">The frame is broken.</exception>
    internal Codestream? ReadCodestream(int frame) => FrameDecoding.NeedsCodec(transferSyntax.Uid) && IsEncapsulated ? Codestream.Read(GetFrame(frame)) : null;

    /// <summary>The real values of a frame: stored value × slope + intercept (PS3.3 section C.11.1.1.2).</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <returns>Rows · Columns values, column fastest.</returns>
    /// <exception cref="DicomFormatException">The frame cannot be decoded, or is not of one grey sample per pixel.</exception>
    public float[] ToFloats(int frame)
    {
        // Decoding first proves that the stored bytes back the size that is allocated next.
        ReadOnlyMemory<byte> native = DecodeGrey(frame, CancellationToken.None);
        float[] values = new float[Rows * Columns];
        SampleReader.Read(native.Span, this, Rescale.Of(dataset, frame), values);
        return values;
    }

    /// <summary>Writes the real values of a frame into memory at hand.</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <param name="target">At least Rows · Columns values, column fastest.</param>
    /// <param name="cancellation">Stops a codec's work.</param>
    /// <exception cref="DicomFormatException">The frame cannot be decoded, or is not of one grey sample per pixel.</exception>
    public void CopyTo(int frame, Span<float> target, CancellationToken cancellation = default) =>
        SampleReader.Read(DecodeGrey(frame, cancellation).Span, this, Rescale.Of(dataset, frame), target[..(Rows * Columns)]);

    /// <summary>Smallest type that holds the real values of a frame: whole-number pixels stay whole under a whole-number rescaling.</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <returns>The stored type under the identity, a 32-bit integer under another whole-number rescaling, else a floating-point type.</returns>
    public VoxelType RealValueType(int frame)
    {
        Rescale rescale = Rescale.Of(dataset, frame);
        if (IsFloat)
        {
            return BitsAllocated == 32 && rescale == Rescale.Identity ? VoxelType.Float32 : VoxelType.Float64;
        }

        if (rescale != Rescale.Identity)
        {
            return double.IsInteger(rescale.Slope) && double.IsInteger(rescale.Intercept) ? VoxelType.Int32 : VoxelType.Float64;
        }

        return BitsAllocated switch
        {
            <= 8 => IsSigned ? VoxelType.Int8 : VoxelType.UInt8,
            <= 16 => IsSigned ? VoxelType.Int16 : VoxelType.UInt16,
            <= 32 => IsSigned ? VoxelType.Int32 : VoxelType.UInt32,
            _ => IsSigned ? VoxelType.Int64 : VoxelType.UInt64,
        };
    }

    private ReadOnlyMemory<byte> DecodeGrey(int frame, CancellationToken cancellation) => SamplesPerPixel == 1
        ? DecodeFrame(frame, cancellation)
        : throw new DicomFormatException($"The image has {SamplesPerPixel} samples per pixel; grey values need 1.");

    private static byte[] Inflate(ReadOnlyMemory<byte> stored, int length)
    {
        if (length > LargestDeflateExpansion * stored.Length || length > DeflateSlack + ((long)DicomLimits.Default.MaxInflationRatio * stored.Length))
        {
            throw new DicomFormatException($"A frame of {length} bytes cannot come from {stored.Length} deflated bytes.");
        }

        byte[] native = new byte[length];
        using var inflater = new DeflateStream(new MemoryStream(stored.ToArray()), CompressionMode.Decompress);
        try
        {
            inflater.ReadExactly(native);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw new DicomFormatException("A deflated frame is broken: " + broken.Message, broken);
        }

        return native;
    }

    private void RequireEnoughBytes() => RequireBytes(item is DicomElement native ? native.Value.Length : null);

    /// <summary>Checks that the frames fit memory and the bytes that are there.</summary>
    /// <param name="length">Bytes of the native value; null for encapsulated frames.</param>
    /// <exception cref="DicomFormatException">A frame is too large, or the value too short.</exception>
    internal void RequireBytes(long? length)
    {
        if (FrameBits > int.MaxValue * 8L || (long)Rows * Columns > int.MaxValue)
        {
            throw new DicomFormatException($"A frame of {Rows} × {Columns} × {SamplesPerPixel} samples of {BitsAllocated} bits is too large: the limit is {int.MaxValue} bytes and pixels.");
        }

        Int128 needed = ((Int128)FrameBits * FrameCount + 7) / 8;
        if (length < needed)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"{FrameCount} frames of {Rows} rows × {Columns} columns × {SamplesPerPixel} samples of {BitsAllocated} bits");
            throw new DicomFormatException($"{item.Tag} has {length} bytes, but {what} need {needed}.");
        }
    }

    private int Require(DicomTag tag, int min, int max) =>
        dataset.GetInt(tag) is { } value ? InRange(tag, value, min, max) : throw new DicomFormatException($"{tag} is missing, so the pixels cannot be read.");

    private int Optional(DicomTag tag, int absent, int min, int max) => dataset.GetInt(tag) is { } value ? InRange(tag, value, min, max) : absent;

    private static int InRange(DicomTag tag, int value, int min, int max) =>
        value >= min && value <= max ? value : throw new DicomFormatException($"{tag} is {value}; it must be from {min} to {max}.");
}
