using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>
/// Decodes 12-bit JPEG (ISO 10918-1, extended sequential DCT with Huffman coding, one scan). The decoder that viewers in browsers use
/// for it adds about 15 grey levels, so that pixels to be measured need one of their own.
/// </summary>
internal sealed class JpegExtendedDecoder
{
    private const int BlockSide = 8, BlockLength = 64, LevelShift = 2048, Largest = 4095;

    private static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private static readonly double[] Cosines = MakeCosines();

    private readonly Codestream frame;
    private readonly int[][] quantization = new int[4][];
    private readonly JpegHuffmanTable?[] dcTables = new JpegHuffmanTable?[4], acTables = new JpegHuffmanTable?[4];
    private readonly List<Component> components = [];
    private int restartInterval;

    private JpegExtendedDecoder(Codestream frame) => this.frame = frame;

    /// <summary>Decodes a frame.</summary>
    /// <param name="frame">A codestream of kind <see cref="CodestreamKind.JpegExtended"/>.</param>
    /// <returns>Its samples.</returns>
    /// <exception cref="DicomFormatException">It is broken, subsampled or in several scans.</exception>
    public static DecodedImage Decode(Codestream frame)
    {
        // A block takes at least two bits, one code for its mean and one for its end.
        long blocks = (long)((frame.Width + BlockSide - 1) / BlockSide) * ((frame.Height + BlockSide - 1) / BlockSide) * frame.Components;
        if (blocks > 4L * frame.Bytes.Length)
        {
            throw new DicomFormatException($"A JPEG frame of {frame.Bytes.Length} bytes cannot hold {frame.Height} rows × {frame.Width} columns.");
        }

        return new JpegExtendedDecoder(frame).Decode();
    }

    private static double[] MakeCosines()
    {
        double[] cosines = new double[BlockLength];
        for (int x = 0; x < BlockSide; x++)
        {
            for (int u = 0; u < BlockSide; u++)
            {
                cosines[(x * BlockSide) + u] = 0.5 * (u == 0 ? Math.Sqrt(0.5) : 1) * Math.Cos(((2 * x) + 1) * u * Math.PI / 16);
            }
        }

        return cosines;
    }

    private DecodedImage Decode()
    {
        ReadOnlySpan<byte> bytes = frame.Bytes.Span;
        for (int at = 2; ;)
        {
            byte marker = JpegHeader.NextMarker(bytes, ref at);
            ReadOnlySpan<byte> segment = JpegHeader.Segment(bytes, marker, ref at);
            switch (marker)
            {
                case 0xC1:
                    ReadComponents(segment);
                    break;
                case 0xC4:
                    ReadHuffmanTables(segment);
                    break;
                case 0xDB:
                    ReadQuantization(segment);
                    break;
                case 0xDD:
                    restartInterval = segment.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : throw Broken("restart interval");
                    break;
                case 0xDA:
                    ChooseTables(segment);
                    return ReadScan(bytes, at);
            }
        }
    }

    private void ReadComponents(ReadOnlySpan<byte> segment)
    {
        for (int n = 0; n < frame.Components; n++)
        {
            if (segment.Length < 9 + (3 * n) || segment[8 + (3 * n)] > 3)
            {
                throw Broken("image header");
            }

            components.Add(segment[7 + (3 * n)] == 0x11
                ? new Component { Quantization = segment[8 + (3 * n)] }
                : frame.Components == 1 ? new Component { Quantization = segment[8] }
                : throw new DicomFormatException("A 12-bit JPEG frame has subsampled colours, which are not decoded."));
        }
    }

    private void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int id = segment[0] & 15, bytes = (segment[0] >> 4) + 1;
            if (id > 3 || bytes > 2 || segment.Length < 1 + (BlockLength * bytes))
            {
                throw Broken("quantization table");
            }

            int[] table = new int[BlockLength];
            for (int k = 0; k < BlockLength; k++)
            {
                table[k] = bytes == 1 ? segment[1 + k] : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * k))..]);
            }

            quantization[id] = table;
            segment = segment[(1 + (BlockLength * bytes))..];
        }
    }

    private void ReadHuffmanTables(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            int count = 0;
            for (int n = 1; n <= 16 && n < segment.Length; n++)
            {
                count += segment[n];
            }

            if ((segment[0] & 15) > 3 || segment[0] >> 4 > 1 || segment.Length < 17 + count)
            {
                throw Broken("Huffman table");
            }

            (segment[0] >> 4 == 0 ? dcTables : acTables)[segment[0] & 15] = new JpegHuffmanTable(segment[1..17], segment.Slice(17, count));
            segment = segment[(17 + count)..];
        }
    }

    private void ChooseTables(ReadOnlySpan<byte> scan)
    {
        if (scan.Length < 1 + (2 * components.Count) || scan[0] != components.Count)
        {
            throw new DicomFormatException("A 12-bit JPEG frame comes in several scans, which are not decoded.");
        }

        for (int n = 0; n < components.Count; n++)
        {
            int tables = scan[2 + (2 * n)];
            Component component = components[n];
            component.Dc = dcTables[(tables >> 4) & 3] ?? throw Broken("scan header");
            component.Ac = acTables[tables & 3] ?? throw Broken("scan header");
            component.Steps = quantization[component.Quantization] ?? throw Broken("scan header");
        }
    }

    private DecodedImage ReadScan(ReadOnlySpan<byte> bytes, int at)
    {
        var bits = new JpegBits(bytes, at);
        byte[] samples = new byte[frame.DecodedLength];
        double[] block = new double[BlockLength];
        int columns = (frame.Width + BlockSide - 1) / BlockSide, rows = (frame.Height + BlockSide - 1) / BlockSide;
        for (int unit = 0; unit < rows * columns; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                bits.Restart();
                components.ForEach(component => component.Mean = 0);
            }

            for (int n = 0; n < components.Count; n++)
            {
                ReadBlock(ref bits, components[n], block);
                Transform(block);
                Store(block, samples, unit / columns * BlockSide, unit % columns * BlockSide, n);
            }
        }

        return new(frame.Width, frame.Height, frame.Components, IsPlanar: false, samples);
    }

    private static void ReadBlock(ref JpegBits bits, Component component, double[] block)
    {
        Array.Clear(block);
        component.Mean += bits.ReadSigned(component.Dc.Decode(ref bits) & 15);
        block[0] = (double)component.Mean * component.Steps[0];
        for (int k = 1; k < BlockLength; k++)
        {
            int symbol = component.Ac.Decode(ref bits), run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < 15)
            {
                return;
            }

            k += run;
            if (k >= BlockLength)
            {
                throw new DicomFormatException($"A block of a JPEG frame has more than {BlockLength} coefficients, before byte {bits.Position}.");
            }

            block[ZigZag[k]] = (double)bits.ReadSigned(size) * component.Steps[k];
        }
    }

    /// <summary>Inverse discrete cosine transform (section A.3.3), rows, then columns.</summary>
    private static void Transform(Span<double> block)
    {
        Span<double> half = stackalloc double[BlockLength];
        for (int v = 0; v < BlockSide; v++)
        {
            for (int x = 0; x < BlockSide; x++)
            {
                double sum = 0;
                for (int u = 0; u < BlockSide; u++)
                {
                    sum += Cosines[(x * BlockSide) + u] * block[(v * BlockSide) + u];
                }

                half[(v * BlockSide) + x] = sum;
            }
        }

        for (int y = 0; y < BlockSide; y++)
        {
            for (int x = 0; x < BlockSide; x++)
            {
                double sum = 0;
                for (int v = 0; v < BlockSide; v++)
                {
                    sum += Cosines[(y * BlockSide) + v] * half[(v * BlockSide) + x];
                }

                block[(y * BlockSide) + x] = sum;
            }
        }
    }

    private void Store(ReadOnlySpan<double> block, byte[] samples, int row, int column, int component)
    {
        for (int y = 0; y < BlockSide && row + y < frame.Height; y++)
        {
            for (int x = 0; x < BlockSide && column + x < frame.Width; x++)
            {
                int value = Math.Clamp((int)Math.Round(block[(y * BlockSide) + x]) + LevelShift, 0, Largest);
                int at = (((row + y) * frame.Width) + column + x) * frame.Components;
                BinaryPrimitives.WriteUInt16LittleEndian(samples.AsSpan(2 * (at + component)), (ushort)value);
            }
        }
    }

    private static DicomFormatException Broken(string part) => new($"The {part} of a JPEG frame is broken.");

    private sealed class Component
    {
        public required int Quantization { get; init; }

        public JpegHuffmanTable Dc { get; set; } = null!;

        public JpegHuffmanTable Ac { get; set; } = null!;

        public int[] Steps { get; set; } = [];

        public int Mean { get; set; }
    }
}
