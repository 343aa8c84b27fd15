using System.Numerics;
using System.Runtime.InteropServices;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>Renders frames of one grey sample per pixel.</summary>
internal static class GreyFrame
{
    /// <summary>Renders a frame.</summary>
    /// <param name="native">Little-endian samples.</param>
    /// <param name="pixels">How they are stored.</param>
    /// <param name="display">How they are shown.</param>
    /// <exception cref="DicomFormatException">There are too few samples, or they have an unusual size.</exception>
    public static Picture Render(ReadOnlySpan<byte> native, DicomPixelData pixels, GreyDisplay display)
    {
        int count = pixels.Rows * pixels.Columns;
        byte[] grey = new byte[count];
        if (pixels is { IsFloat: false, BitsAllocated: 8 } && native.Length >= count)
        {
            ThroughTable(native[..count], pixels, display, grey);
        }
        else if (pixels is { IsFloat: false, BitsAllocated: 16 } && native.Length >= 2L * count)
        {
            ThroughTable(MemoryMarshal.Cast<byte, ushort>(native)[..count], pixels, display, grey);
        }
        else
        {
            float[] stored = new float[count];
            SampleReader.Read(native, pixels, Rescale.Identity, stored);
            OneByOne(stored, display, grey);
        }

        return new Picture(pixels.Columns, pixels.Rows, Picture.Grey, grey);
    }

    /// <summary>Few stored values, many pixels: every value between the lowest and the highest met is rendered once.</summary>
    private static void ThroughTable<T>(ReadOnlySpan<T> samples, DicomPixelData pixels, GreyDisplay display, Span<byte> grey)
        where T : IBinaryInteger<T>
    {
        int shift = pixels.HighBit + 1 - pixels.BitsStored, mask = (1 << pixels.BitsStored) - 1, sign = pixels.IsSigned ? 1 << (pixels.BitsStored - 1) : 0;
        int Index(T sample) => ((int.CreateTruncating(sample) >> shift) & mask) ^ sign;

        int lowest = mask, highest = 0;
        foreach (T sample in samples)
        {
            int index = Index(sample);
            lowest = Math.Min(lowest, index);
            highest = Math.Max(highest, index);
        }

        VoiTransform voi = display.NeedsRange ? RangeOf(samples, Index, highest + 1, sign, display) : display.Voi(0, 0);
        byte[] table = new byte[highest + 1];
        for (int index = lowest; index <= highest; index++)
        {
            table[index] = display.Brightness(index - sign, voi);
        }

        for (int n = 0; n < samples.Length; n++)
        {
            grey[n] = table[Index(samples[n])];
        }
    }

    private static VoiTransform RangeOf<T>(ReadOnlySpan<T> samples, Func<T, int> indexOf, int count, int sign, GreyDisplay display)
        where T : IBinaryInteger<T>
    {
        bool[] isMet = new bool[count];
        foreach (T sample in samples)
        {
            isMet[indexOf(sample)] = true;
        }

        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int index = 0; index < count; index++)
        {
            if (isMet[index] && !display.IsPadding(index - sign))
            {
                double value = display.Modality(index - sign);
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return display.Voi(low, high);
    }

    private static void OneByOne(ReadOnlySpan<float> stored, GreyDisplay display, Span<byte> grey)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        if (display.NeedsRange)
        {
            foreach (float sample in stored)
            {
                if (float.IsFinite(sample) && !display.IsPadding(sample))
                {
                    double value = display.Modality(sample);
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
                }
            }
        }

        VoiTransform voi = display.Voi(low, high);
        for (int n = 0; n < stored.Length; n++)
        {
            grey[n] = display.Brightness(stored[n], voi);
        }
    }
}
