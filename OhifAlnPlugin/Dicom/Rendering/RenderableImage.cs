using System.Buffers;
using Microsoft.Win32.SafeHandles;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>An image on disk whose frames can be rendered. Of uncompressed frames only the one that is rendered is read.</summary>
public sealed class RenderableImage
{
    /// <summary>Most pixels of a frame that is rendered.</summary>
    public const int MostPixels = 1 << 25;

    private readonly string _path;
    private readonly DicomDataset _image;
    private readonly DicomPixelData _pixels;
    private readonly DicomPixelLocation? _inPlace;

    private RenderableImage(string path, DicomPixelData pixels, DicomPixelLocation? inPlace)
    {
        (_path, _image, _pixels, _inPlace) = (path, pixels.Dataset, pixels, inPlace);
        if ((long)pixels.Rows * pixels.Columns > MostPixels)
        {
            throw new DicomFormatException($"A frame of {pixels.Rows} rows × {pixels.Columns} columns is too large to be rendered: the limit is {MostPixels} pixels.");
        }
    }

    /// <summary>Columns of a frame.</summary>
    public int Columns => _pixels.Columns;

    /// <summary>Rows of a frame.</summary>
    public int Rows => _pixels.Rows;

    /// <summary>Frames, at least 1.</summary>
    public int FrameCount => _pixels.FrameCount;

    /// <summary>Whether it marks regions of other images.</summary>
    public bool IsSegmentation => _image.GetString(DicomTag.SOPClassUID) is DicomUid.SegmentationStorage or DicomUid.LabelMapSegmentationStorage;

    /// <summary>The image's ICC Profile (0028,2000); empty where it has none.</summary>
    public ReadOnlyMemory<byte> IccProfile => _image.GetBytes(DicomTag.ICCProfile);

    /// <summary>Opens an image.</summary>
    /// <param name="path">The file; it must stay as it is while the result is used.</param>
    /// <param name="codec">Decodes the JPEG families; null refuses them.</param>
    /// <returns>The image; null when the file has no pixel data.</returns>
    /// <exception cref="DicomFormatException">The file is broken, or its description of the pixels does not fit them.</exception>
    public static RenderableImage? Open(string path, IFrameCodec? codec = null)
    {
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        {
            DicomFile header = DicomFile.Read(stream, DicomReadOptions.Header);
            if (!header.TransferSyntax.IsBigEndian && DicomPixelLocation.Find(header, stream) is { Length: { } length } place)
            {
                var described = new DicomPixelData(header.Dataset, header.TransferSyntax, new DicomElement(place.Tag, DicomVR.OW, default));
                described.RequireBytes(length);
                return new(path, described, place);
            }
        }

        return DicomPixelData.Open(path, codec) is { } pixels ? new(path, pixels, null) : null;
    }

    /// <summary>Renders a frame as the image describes it: modality LUT, values of interest, photometric interpretation.</summary>
    /// <param name="frame">Frame, 0-based.</param>
    /// <param name="window">Takes the place of the image's own windows and tables; null leaves them. Without meaning for colours.</param>
    /// <param name="cancellation">Stops a codec's work.</param>
    /// <returns>The picture, as large as the frame.</returns>
    /// <exception cref="DicomFormatException">The frame is broken, needs a codec, or its colours are unknown.</exception>
    /// <remarks>
    /// Without any window or table the frame's own range is shown, padding left out; of samples of up to 8 bits what they can hold.
    /// PS3.4 Annex N.2, PS3.3 sections C.7.6.3 and C.11.
    /// </remarks>
    public Picture Render(int frame, DisplayWindow? window = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, FrameCount);
        if (_inPlace is null)
        {
            return Render(_pixels.DecodeFrame(frame, cancellation).Span, frame, window);
        }

        long firstBit = frame * _pixels.FrameBits, endByte = (firstBit + _pixels.FrameBits + 7) / 8;
        int length = (int)(endByte - (firstBit / 8));
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ReadExactly(_inPlace.Offset + (firstBit / 8), bytes.AsSpan(0, length));
            ReadOnlySpan<byte> native = _pixels.FrameBits % 8 == 0 ? bytes.AsSpan(0, length) : BitFrames.Extract(bytes.AsSpan(0, length), firstBit & 7, _pixels.FrameBits);
            return Render(native, frame, window);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private Picture Render(ReadOnlySpan<byte> native, int frame, DisplayWindow? window)
    {
        string? photometric = _image.GetString(DicomTag.PhotometricInterpretation);
        if (_pixels.SamplesPerPixel == 1 && photometric != "PALETTE COLOR")
        {
            return GreyFrame.Render(native, _pixels, new GreyDisplay(_image, _pixels, frame, window));
        }

        if (_pixels.ReadCodestream(frame) is { } stream)
        {
            photometric = DecodedAttributes.PhotometricOf(stream.Kind, photometric) ?? photometric;
        }

        return ColourFrame.Render(native, _pixels, _image, photometric, isPlanar: !_pixels.DecodesInterleaved && _image.GetInt(DicomTag.PlanarConfiguration) == 1);
    }

    private void ReadExactly(long offset, Span<byte> target)
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        for (int filled = 0; filled < target.Length;)
        {
            int read = RandomAccess.Read(file, target[filled..], offset + filled);
            filled += read > 0 ? read : throw new DicomFormatException($"The file ends at byte {offset + filled}, inside its pixel data: it is truncated.");
        }
    }
}
