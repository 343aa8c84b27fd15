using System.Numerics;
using System.Runtime.InteropServices;

namespace OhifAlnPlugin.Dicom;

/// <summary>Turns native samples into real values.</summary>
internal static class SampleReader
{
    /// <summary>Reads as many samples as the target has room for.</summary>
    /// <param name="native">Little-endian samples.</param>
    /// <param name="description">How they are stored.</param>
    /// <param name="rescale">How they become real values.</param>
    /// <param name="target">One value per sample.</param>
    /// <exception cref="DicomFormatException">The samples have an unusual size, or there are too few.</exception>
    public static void Read(ReadOnlySpan<byte> native, DicomPixelData description, Rescale rescale, Span<float> target)
    {
        if (native.Length < (((long)target.Length * description.BitsAllocated) + 7) / 8)
        {
            throw new DicomFormatException($"A frame has {native.Length} bytes, too few for {target.Length} samples of {description.BitsAllocated} bits.");
        }

        switch (description.BitsAllocated, description.IsFloat)
        {
            case (32, true):
                Floats(MemoryMarshal.Cast<byte, float>(native), rescale, target);
                break;
            case (64, true):
                Floats(MemoryMarshal.Cast<byte, double>(native), rescale, target);
                break;
            case (1, _):
                byte[] bits = new byte[target.Length];
                BitFrames.Unpack(native, bits);
                Floats<byte>(bits, rescale, target);
                break;
            case (8, _):
                Integers(native, description, rescale, target);
                break;
            case (16, _):
                Integers(MemoryMarshal.Cast<byte, ushort>(native), description, rescale, target);
                break;
            case (32, _):
                Integers(MemoryMarshal.Cast<byte, uint>(native), description, rescale, target);
                break;
            default:
                throw new DicomFormatException($"Samples of {description.BitsAllocated} bits cannot be read; 1, 8, 16 and 32 can.");
        }
    }

    private static void Floats<T>(ReadOnlySpan<T> samples, Rescale rescale, Span<float> target)
        where T : INumberBase<T>
    {
        for (int n = 0; n < target.Length; n++)
        {
            target[n] = (float)((double.CreateTruncating(samples[n]) * rescale.Slope) + rescale.Intercept);
        }
    }

    /// <summary>Shifts the stored bits to the top and back: other bits fall out, and the sign is extended or not.</summary>
    private static void Integers<T>(ReadOnlySpan<T> samples, DicomPixelData description, Rescale rescale, Span<float> target)
        where T : IBinaryInteger<T>
    {
        int left = 31 - description.HighBit, right = 32 - description.BitsStored;
        (double slope, double intercept) = rescale;
        if (description.IsSigned)
        {
            for (int n = 0; n < target.Length; n++)
            {
                target[n] = (float)(((int.CreateTruncating(samples[n]) << left >> right) * slope) + intercept);
            }

            return;
        }

        for (int n = 0; n < target.Length; n++)
        {
            target[n] = (float)(((uint.CreateTruncating(samples[n]) << left >> right) * slope) + intercept);
        }
    }
}
