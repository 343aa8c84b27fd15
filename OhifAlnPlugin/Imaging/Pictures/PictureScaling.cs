namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>Cuts out a region of a picture and scales it.</summary>
public static class PictureScaling
{
    /// <summary>The largest size of the region's shape that fits a frame: as wide or as high as it, whichever avoids overflow.</summary>
    /// <param name="regionWidth">Width of the region, &gt; 0.</param>
    /// <param name="regionHeight">Height of the region, &gt; 0.</param>
    /// <param name="width">Width to fit, ≥ 1.</param>
    /// <param name="height">Height to fit, ≥ 1.</param>
    /// <returns>Width and height in whole pixels, at least 1 each.</returns>
    /// <remarks>PS3.18 section 8.3.5.1.3.</remarks>
    public static (int Width, int Height) Fit(double regionWidth, double regionHeight, int width, int height)
    {
        double scale = Math.Min(width / regionWidth, height / regionHeight);
        static int Whole(double length, int most) => (int)Math.Clamp(Math.Round(length, MidpointRounding.AwayFromZero), 1, most);
        return (Whole(regionWidth * scale, width), Whole(regionHeight * scale, height));
    }

    /// <summary>
    /// Scales a region: linear interpolation where it grows; where it shrinks the triangle widens with it, so that every sample
    /// of the region counts.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="region">What of it is shown; inside the picture.</param>
    /// <param name="width">Columns of the result, ≥ 1.</param>
    /// <param name="height">Rows of the result, ≥ 1.</param>
    /// <returns>A new picture with as many channels.</returns>
    /// <exception cref="ArgumentException">The region is empty or reaches outside the picture.</exception>
    public static Picture Scale(Picture picture, PictureRegion region, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (!(region is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } && region.X + region.Width <= picture.Width && region.Y + region.Height <= picture.Height))
        {
            throw new ArgumentException($"{region} does not lie in {picture.Width} × {picture.Height} pixels.", nameof(region));
        }

        ScalingWeights across = ScalingWeights.Of(region.X, region.Width, picture.Width, width, region.FlipsHorizontally);
        ScalingWeights down = ScalingWeights.Of(region.Y, region.Height, picture.Height, height, region.FlipsVertically);
        int channels = picture.Channels, stride = width * channels;
        var rows = new float[down.Longest][];
        int[] held = new int[rows.Length];
        Array.Fill(held, -1);
        byte[] samples = new byte[checked(height * stride)];
        float[] sums = new float[stride];
        for (int y = 0; y < height; y++)
        {
            // Rows scaled across are kept as long as the window may need them, not longer.
            for (int row = down.First(y); row < down.First(y) + down.Factors(y).Length; row++)
            {
                int slot = row % rows.Length;
                if (held[slot] != row)
                {
                    held[slot] = row;
                    Across(picture.Samples.AsSpan(row * picture.Width * channels), across, channels, rows[slot] ??= new float[stride]);
                }
            }

            Down(rows, down, y, sums, samples.AsSpan(y * stride, stride));
        }

        return new Picture(width, height, channels, samples);
    }

    private static void Across(ReadOnlySpan<byte> row, ScalingWeights weights, int channels, Span<float> target)
    {
        for (int x = 0, n = 0; n < target.Length; x++)
        {
            int first = weights.First(x);
            ReadOnlySpan<float> factors = weights.Factors(x);
            for (int channel = 0; channel < channels; channel++, n++)
            {
                float sum = 0;
                for (int k = 0, at = (first * channels) + channel; k < factors.Length; k++, at += channels)
                {
                    sum += factors[k] * row[at];
                }

                target[n] = sum;
            }
        }
    }

    private static void Down(float[][] rows, ScalingWeights weights, int y, float[] sums, Span<byte> target)
    {
        Array.Clear(sums);
        int first = weights.First(y);
        ReadOnlySpan<float> factors = weights.Factors(y);
        for (int k = 0; k < factors.Length; k++)
        {
            ReadOnlySpan<float> source = rows[(first + k) % rows.Length];
            for (int n = 0; n < source.Length; n++)
            {
                sums[n] += factors[k] * source[n];
            }
        }

        for (int n = 0; n < target.Length; n++)
        {
            target[n] = (byte)Math.Clamp(sums[n] + 0.5f, 0, 255);
        }
    }
}
