using System.Numerics;
using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>Codes one 8 × 8 block: transform, quantise, Huffman code (T.81 section F.1.2).</summary>
internal static class JpegBlock
{
    private const int EndOfBlock = 0x00;
    private const int SixteenZeros = 0xF0;

    /// <summary>Place of the n-th coefficient in zigzag order where <see cref="ForwardDct"/> leaves it.</summary>
    private static readonly byte[] Order = Array.ConvertAll(JpegQuantisation.ZigZag, place => (byte)((place % 8 * 8) + (place / 8)));

    /// <summary>Writes a block.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="samples">Holds the block.</param>
    /// <param name="at">Index of its first sample.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="table">Quantisation.</param>
    /// <param name="codes">Huffman codes.</param>
    /// <param name="previous">Quantised mean of the component's block before; becomes this block's.</param>
    public static void Write(JpegBitWriter output, byte[] samples, int at, int stride, JpegQuantisation table, JpegHuffman codes, ref int previous)
    {
        Span<float> work = stackalloc float[64], coefficients = stackalloc float[64];
        Span<int> quantised = stackalloc int[64], zigzag = stackalloc int[64];
        ForwardDct.Transform(samples, at, stride, work, coefficients);
        Quantise(coefficients, table.Factors, quantised);
        ulong nonZero = 0;
        for (int n = 0; n < 64; n++)
        {
            int value = quantised[Order[n]];
            zigzag[n] = value;
            nonZero |= (value != 0 ? 1UL : 0UL) << n;
        }

        output.EnsureBlock();
        int difference = zigzag[0] - previous;
        previous = zigzag[0];
        WriteValue(output, codes.Mean, 0, difference);
        WriteOthers(output, codes, zigzag, nonZero & ~1UL);
    }

    /// <summary>Divides and rounds to the nearest, halves away from zero.</summary>
    private static void Quantise(ReadOnlySpan<float> coefficients, ReadOnlySpan<float> factors, Span<int> quantised)
    {
        Vector256<float> half = Vector256.Create(0.5f), sign = Vector256.Create(-0f);
        for (int n = 0; n < 64; n += 8)
        {
            Vector256<float> value = Vector256.Create<float>(coefficients[n..]) * Vector256.Create<float>(factors[n..]);
            Vector256.ConvertToInt32(value + (half | (value & sign))).CopyTo(quantised[n..]);
        }
    }

    private static void WriteOthers(JpegBitWriter output, JpegHuffman codes, ReadOnlySpan<int> zigzag, ulong nonZero)
    {
        int last = 0;
        while (nonZero != 0)
        {
            int n = BitOperations.TrailingZeroCount(nonZero);
            nonZero &= nonZero - 1;
            int run = n - last - 1;
            for (; run >= 16; run -= 16)
            {
                output.Write(codes.Others[SixteenZeros]);
            }

            WriteValue(output, codes.Others, run << 4, zigzag[n]);
            last = n;
        }

        if (last != 63)
        {
            output.Write(codes.Others[EndOfBlock]);
        }
    }

    /// <summary>The code for the number of bits, then the bits: of the value where it is positive, of the value − 1 where it is negative.</summary>
    private static void WriteValue(JpegBitWriter output, JpegCode[] codes, int run, int value)
    {
        int bits = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        JpegCode code = codes[run | bits];
        uint low = (uint)(value + (value >> 31)) & ((1u << bits) - 1);
        output.Write(new((code.Bits << bits) | low, code.Length + bits));
    }
}
