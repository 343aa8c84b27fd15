namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>The picture that shows a volume of interest best: the slice of its largest cross-section, with its outline in colour.</summary>
public static class KeyPicture
{
    /// <summary>Shortest side of the picture in pixels: slices are enlarged by a whole number.</summary>
    private const int ShortestSide = 700;

    /// <summary>Part of the slice's pixels that is shown black, and white.</summary>
    private const double Darkest = 0.01, Brightest = 0.998;

    private static readonly (byte Red, byte Green, byte Blue) Outline = (0xFF, 0x9F, 0x1C);

    /// <summary>The slice with most voxels inside, the first of equal ones.</summary>
    /// <param name="voi">The VOI.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static int SliceOf(Mask voi)
    {
        ArgumentNullException.ThrowIfNull(voi);
        IndexBox box = voi.BoundingBox() ?? throw new ArgumentException("An empty VOI has no largest cross-section.", nameof(voi));
        int length = voi.Geometry.SliceLength;
        return Enumerable.Range(box.MinK, box.MaxK - box.MinK + 1).MaxBy(k => length - voi.Voxels.AsSpan(k * length, length).Count((byte)0));
    }

    /// <summary>Draws it.</summary>
    /// <param name="image">The image, for instance the peak phase.</param>
    /// <param name="voi">The VOI on the image's grid, not empty.</param>
    /// <returns>A colour picture, each voxel a square of pixels.</returns>
    /// <exception cref="ArgumentException">The VOI is empty, or of another grid.</exception>
    public static Picture Draw(Volume image, Mask voi)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(voi);
        if (voi.Voxels.Length != image.Voxels.Length)
        {
            throw new ArgumentException($"The VOI has {voi.Voxels.Length} voxels, the image {image.Voxels.Length}.", nameof(voi));
        }

        int k = SliceOf(voi), width = image.Geometry.SizeX, height = image.Geometry.SizeY;
        byte[] grey = Grey(image.Voxels.AsSpan(k * width * height, width * height));
        ReadOnlySpan<byte> inside = voi.Voxels.AsSpan(k * width * height, width * height);
        int scale = Math.Max(1, (ShortestSide + Math.Min(width, height) - 1) / Math.Min(width, height));
        byte[] samples = new byte[width * height * scale * scale * Picture.Colour];
        for (int row = 0; row < height * scale; row++)
        {
            for (int column = 0; column < width * scale; column++)
            {
                int at = ((row * width * scale) + column) * Picture.Colour, i = column / scale, j = row / scale;
                byte value = grey[(j * width) + i];
                (samples[at], samples[at + 1], samples[at + 2]) = IsEdge(inside, width, height, i, j, column % scale, row % scale, scale) ? Outline : (value, value, value);
            }
        }

        return new Picture(width * scale, height * scale, Picture.Colour, samples);
    }

    /// <summary>Whether a pixel lies at a side of an inner voxel behind which there is none.</summary>
    private static bool IsEdge(ReadOnlySpan<byte> inside, int width, int height, int i, int j, int x, int y, int scale)
    {
        if (inside[(j * width) + i] == 0)
        {
            return false;
        }

        int thickness = Math.Max(1, scale / 3);
        return (x < thickness && IsOutside(inside, width, height, i - 1, j)) || (x >= scale - thickness && IsOutside(inside, width, height, i + 1, j))
            || (y < thickness && IsOutside(inside, width, height, i, j - 1)) || (y >= scale - thickness && IsOutside(inside, width, height, i, j + 1));
    }

    private static bool IsOutside(ReadOnlySpan<byte> inside, int width, int height, int i, int j) =>
        i < 0 || j < 0 || i >= width || j >= height || inside[(j * width) + i] == 0;

    private static byte[] Grey(ReadOnlySpan<float> slice)
    {
        float[] scratch = slice.ToArray();
        float low = Quantile.OfScratch(scratch, Darkest), high = Quantile.OfScratch(scratch, Brightest), range = high > low ? high - low : 1;
        byte[] grey = new byte[slice.Length];
        for (int n = 0; n < grey.Length; n++)
        {
            grey[n] = (byte)Math.Clamp((slice[n] - low) / range * byte.MaxValue, 0, byte.MaxValue);
        }

        return grey;
    }
}
