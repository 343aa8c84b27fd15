namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>Writes baseline sequential JPEG (ITU T.81, JFIF 1.01) with the quantisation and Huffman tables of Annex K.</summary>
/// <remarks>
/// The transform works in single precision with fixed vector width, so that the same picture gives the same bytes on every machine.
/// Nothing is allocated per block.
/// </remarks>
public static class JpegEncoder
{
    /// <summary>Longest side that the format can state.</summary>
    public const int LongestSide = ushort.MaxValue;

    private const int Luminance = 0;
    private const int Chrominance = 1;

    /// <summary>Encodes a picture.</summary>
    /// <param name="picture">At most 65535 pixels wide and high.</param>
    /// <param name="options">Quality and colour resolution.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quality or a side is out of range.</exception>
    public static byte[] Encode(Picture picture, JpegOptions options)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Quality, JpegOptions.LowestQuality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Quality, JpegOptions.HighestQuality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(picture.Width, LongestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(picture.Height, LongestSide);
        JpegQuantisation[] tables = picture.Channels == Picture.Grey
            ? [JpegQuantisation.Luminance(options.Quality)]
            : [JpegQuantisation.Luminance(options.Quality), JpegQuantisation.Chrominance(options.Quality)];
        int side = picture.Channels == Picture.Colour && !options.FullColour ? 16 : 8;
        using JpegPlanes planes = JpegPlanes.Of(picture, side);
        using var output = new JpegBitWriter((picture.Samples.Length / 4) + options.IccProfile.Length + 2048);
        JpegMarkers.WriteHeader(output, picture, tables, side / 8, options.IccProfile.Span);
        WriteScan(output, planes, tables);
        output.FlushBits();
        JpegMarkers.WriteEnd(output);
        return output.ToArray();
    }

    private static void WriteScan(JpegBitWriter output, JpegPlanes planes, JpegQuantisation[] tables)
    {
        int[] previous = new int[planes.Count];
        for (int row = 0; row < planes.UnitRows; row++)
        {
            for (int column = 0; column < planes.UnitColumns; column++)
            {
                for (int plane = 0; plane < planes.Count; plane++)
                {
                    int kind = plane == 0 ? Luminance : Chrominance;
                    WriteUnit(output, planes[plane], row, column, tables[kind], kind == Luminance ? JpegHuffman.Luminance : JpegHuffman.Chrominance, ref previous[plane]);
                }
            }
        }
    }

    /// <summary>The blocks of one plane in one minimum coded unit: 1, or 2 × 2.</summary>
    private static void WriteUnit(JpegBitWriter output, in JpegPlane plane, int row, int column, JpegQuantisation table, JpegHuffman codes, ref int previous)
    {
        for (int y = 0; y < plane.BlocksPerUnit; y++)
        {
            for (int x = 0; x < plane.BlocksPerUnit; x++)
            {
                int top = 8 * ((row * plane.BlocksPerUnit) + y), left = 8 * ((column * plane.BlocksPerUnit) + x);
                JpegBlock.Write(output, plane.Samples, (top * plane.Stride) + left, plane.Stride, table, codes, ref previous);
            }
        }
    }
}
