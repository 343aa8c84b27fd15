using System.Runtime.InteropServices;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>Renders frames of three samples per pixel, and palette colours.</summary>
internal static class ColourFrame
{
    /// <summary>Renders a frame.</summary>
    /// <param name="native">Little-endian samples.</param>
    /// <param name="pixels">How they are stored.</param>
    /// <param name="image">The image: palettes, planar configuration.</param>
    /// <param name="photometric">What the samples are: Photometric Interpretation (0028,0004).</param>
    /// <param name="isPlanar">Whether all samples of one colour come first, instead of those of one pixel.</param>
    /// <exception cref="DicomFormatException">The colours cannot be rendered.</exception>
    public static Picture Render(ReadOnlySpan<byte> native, DicomPixelData pixels, DicomDataset image, string? photometric, bool isPlanar)
    {
        int count = pixels.Rows * pixels.Columns;
        byte[] rgb = new byte[checked(3 * count)];
        switch (photometric)
        {
            case "PALETTE COLOR":
                float[] stored = new float[count];
                SampleReader.Read(native, pixels, Rescale.Identity, stored);
                PaletteColours.Of(image, pixels.IsSigned).Apply(stored, rgb);
                break;
            case "RGB" or "YBR_RCT" or "YBR_ICT":
                // A JPEG 2000 decoder undoes the transformations RCT and ICT by itself.
                Interleaved(native, pixels, isPlanar, rgb);
                break;
            case "YBR_FULL":
                Interleaved(native, pixels, isPlanar, rgb);
                ToRgb(rgb);
                break;
            case "YBR_FULL_422":
                Halved(native, pixels, rgb);
                ToRgb(rgb);
                break;
            default:
                throw new DicomFormatException($"Colours stored as '{DicomValue.Shorten(photometric ?? "")}' cannot be rendered: RGB, YBR_FULL, YBR_FULL_422, YBR_ICT, YBR_RCT and PALETTE COLOR can.");
        }

        return new Picture(pixels.Columns, pixels.Rows, Picture.Colour, rgb);
    }

    /// <summary>Brings samples of 8 or 16 bits to 8 and those of a pixel together.</summary>
    private static void Interleaved(ReadOnlySpan<byte> native, DicomPixelData pixels, bool isPlanar, Span<byte> rgb)
    {
        RequireSamples(native, pixels, rgb.Length);
        ReadOnlySpan<ushort> words = pixels.BitsAllocated == 16 ? MemoryMarshal.Cast<byte, ushort>(native) : default;
        if (words.IsEmpty && !isPlanar && pixels.BitsStored == 8)
        {
            native[..rgb.Length].CopyTo(rgb);
            return;
        }

        int plane = rgb.Length / 3, shift = pixels.HighBit + 1 - pixels.BitsStored, largest = (1 << pixels.BitsStored) - 1;
        for (int n = 0; n < rgb.Length; n++)
        {
            int at = isPlanar ? (n % 3 * plane) + (n / 3) : n;
            int value = ((words.IsEmpty ? native[at] : words[at]) >> shift) & largest;
            rgb[n] = (byte)(pixels.BitsStored == 8 ? value : ((value * byte.MaxValue) + (largest / 2)) / largest);
        }
    }

    /// <summary>Y₁ Y₂ Cb Cr for two pixels (PS3.3 section C.7.6.3.1.2).</summary>
    private static void Halved(ReadOnlySpan<byte> native, DicomPixelData pixels, Span<byte> ybr)
    {
        if (pixels.BitsAllocated != 8 || pixels.Columns % 2 != 0)
        {
            throw new DicomFormatException($"YBR_FULL_422 with {pixels.Columns} columns of {pixels.BitsAllocated} bits cannot be rendered: an even number of 8-bit columns can.");
        }

        RequireSamples(native, pixels, ybr.Length / 3 * 2);
        for (int n = 0, at = 0; n < ybr.Length; n += 6, at += 4)
        {
            (ybr[n], ybr[n + 1], ybr[n + 2]) = (native[at], native[at + 2], native[at + 3]);
            (ybr[n + 3], ybr[n + 4], ybr[n + 5]) = (native[at + 1], native[at + 2], native[at + 3]);
        }
    }

    private static void RequireSamples(ReadOnlySpan<byte> native, DicomPixelData pixels, int samples)
    {
        if (pixels.SamplesPerPixel != 3 || pixels.BitsAllocated is not (8 or 16) || native.Length < (long)samples * pixels.BitsAllocated / 8)
        {
            throw new DicomFormatException($"{native.Length} bytes of {pixels.SamplesPerPixel} samples of {pixels.BitsAllocated} bits make no colour frame of {pixels.Rows} rows × {pixels.Columns} columns; 3 samples of 8 or 16 bits do.");
        }
    }

    /// <summary>R = Y + 1.402 (Cr − 128), G = Y − 0.344136 (Cb − 128) − 0.714136 (Cr − 128), B = Y + 1.772 (Cb − 128), in 16-bit fixed point (PS3.3 section C.7.6.3.1.2).</summary>
    private static void ToRgb(Span<byte> ybr)
    {
        const int Half = 1 << 15;
        for (int n = 0; n < ybr.Length; n += 3)
        {
            int y = (ybr[n] << 16) + Half, cb = ybr[n + 1] - 128, cr = ybr[n + 2] - 128;
            ybr[n] = (byte)Math.Clamp((y + (91881 * cr)) >> 16, 0, 255);
            ybr[n + 1] = (byte)Math.Clamp((y - (22554 * cb) - (46802 * cr)) >> 16, 0, 255);
            ybr[n + 2] = (byte)Math.Clamp((y + (116130 * cb)) >> 16, 0, 255);
        }
    }
}
