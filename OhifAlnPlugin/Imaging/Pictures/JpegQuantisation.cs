namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>A quantisation table at one quality, with the factors that divide and unscale transformed coefficients in one multiplication.</summary>
internal sealed class JpegQuantisation
{
    /// <summary>Place of the n-th coefficient in zigzag order within a block stored row by row (T.81 figure A.6).</summary>
    internal static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    // T.81 tables K.1 and K.2, in zigzag order.
    private static readonly byte[] LuminanceSteps =
    [
        16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
        56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
    ];

    private static readonly byte[] ChrominanceSteps =
    [
        17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    private JpegQuantisation(byte[] steps, int quality)
    {
        int scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        Steps = Array.ConvertAll(steps, step => (byte)Math.Clamp(((step * scale) + 50) / 100, 1, 255));
        Factors = new float[64];
        for (int n = 0; n < 64; n++)
        {
            // The transform leaves its coefficients transposed and scaled; the order and the scale are undone here.
            int row = ZigZag[n] / 8, column = ZigZag[n] % 8;
            Factors[(column * 8) + row] = (float)(1 / (8 * Steps[n] * ForwardDct.Scale[row] * ForwardDct.Scale[column]));
        }
    }

    /// <summary>The 64 steps, zigzag order, 1 to 255.</summary>
    public byte[] Steps { get; }

    /// <summary>Coefficient of <see cref="ForwardDct"/> times factor is the quantised coefficient before rounding; transposed order.</summary>
    public float[] Factors { get; }

    public static JpegQuantisation Luminance(int quality) => new(LuminanceSteps, quality);

    public static JpegQuantisation Chrominance(int quality) => new(ChrominanceSteps, quality);
}
