using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>
/// The forward discrete cosine transform of 8 × 8 samples by Arai, Agui and Nakajima (1988): 5 multiplications for 8 samples, the
/// coefficients scaled by 8 · <see cref="Scale"/>[u] · <see cref="Scale"/>[v]. Eight columns are transformed at once.
/// </summary>
internal static class ForwardDct
{
    /// <summary>1 for u = 0, else √2 cos(uπ/16).</summary>
    internal static readonly double[] Scale = [1, 1.387039845322148, 1.306562964876377, 1.175875602419359, 1, 0.785694958387102, 0.541196100146197, 0.275899379282943];

    /// <summary>Transforms a block of samples, 128 subtracted.</summary>
    /// <param name="samples">Holds the block.</param>
    /// <param name="at">Index of the block's first sample.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="work">Scratch of 64.</param>
    /// <param name="coefficients">Receives 64 scaled coefficients: vertical frequency fastest.</param>
    public static void Transform(byte[] samples, int at, int stride, Span<float> work, Span<float> coefficients)
    {
        for (int row = 0; row < 8; row++, at += stride)
        {
            Load(samples.AsSpan(at, 8)).CopyTo(coefficients[(8 * row)..]);
        }

        Columns(coefficients);
        Transpose(coefficients, work);
        Columns(work);
        work.CopyTo(coefficients);
    }

    private static Vector256<float> Load(ReadOnlySpan<byte> eight)
    {
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(BitConverter.ToUInt64(eight)).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32()) - Vector256.Create(128f);
    }

    private static void Transpose(ReadOnlySpan<float> source, Span<float> target)
    {
        for (int row = 0; row < 8; row++)
        {
            for (int column = 0; column < 8; column++)
            {
                target[(8 * column) + row] = source[(8 * row) + column];
            }
        }
    }

    private static void Columns(Span<float> block)
    {
        Vector256<float> d0 = Vector256.Create<float>(block), d1 = Vector256.Create<float>(block[8..]), d2 = Vector256.Create<float>(block[16..]), d3 = Vector256.Create<float>(block[24..]);
        Vector256<float> d4 = Vector256.Create<float>(block[32..]), d5 = Vector256.Create<float>(block[40..]), d6 = Vector256.Create<float>(block[48..]), d7 = Vector256.Create<float>(block[56..]);
        Vector256<float> s07 = d0 + d7, s16 = d1 + d6, s25 = d2 + d5, s34 = d3 + d4;
        Vector256<float> t07 = d0 - d7, t16 = d1 - d6, t25 = d2 - d5, t34 = d3 - d4;

        Vector256<float> a = s07 + s34, b = s16 + s25, c = s16 - s25, d = s07 - s34;
        Vector256<float> e = (c + d) * 0.707106781186548f;
        (a + b).CopyTo(block);
        (a - b).CopyTo(block[32..]);
        (d + e).CopyTo(block[16..]);
        (d - e).CopyTo(block[48..]);

        Vector256<float> f = t34 + t25, g = (t25 + t16) * 0.707106781186548f, h = t16 + t07;
        Vector256<float> z = (f - h) * 0.382683432365090f;
        Vector256<float> p = (f * 0.541196100146197f) + z, q = (h * 1.306562964876377f) + z;
        Vector256<float> u = t07 + g, v = t07 - g;
        (v + p).CopyTo(block[40..]);
        (v - p).CopyTo(block[24..]);
        (u + q).CopyTo(block[8..]);
        (u - q).CopyTo(block[56..]);
    }
}
