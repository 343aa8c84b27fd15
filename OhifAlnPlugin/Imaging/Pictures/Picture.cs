namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>A picture for the eye: 8 bits a sample, grey or red-green-blue, rows from the top, samples of a pixel together.</summary>
public sealed class Picture
{
    /// <summary>Samples of a grey pixel.</summary>
    public const int Grey = 1;

    /// <summary>Samples of a colour pixel: red, green, blue.</summary>
    public const int Colour = 3;

    /// <summary>Wraps samples without copying them.</summary>
    /// <param name="width">Columns, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels"><see cref="Grey"/> or <see cref="Colour"/>.</param>
    /// <param name="samples">width · height · channels samples, 0 black to 255 white.</param>
    /// <exception cref="ArgumentException">The number of samples does not fit, or a size is out of range.</exception>
    public Picture(int width, int height, int channels, byte[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (Grey or Colour) || samples.LongLength != (long)width * height * channels)
        {
            throw new ArgumentException($"{samples.LongLength} samples do not make {width} × {height} pixels of {channels} channels.", nameof(samples));
        }

        (Width, Height, Channels, Samples) = (width, height, channels, samples);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Samples of a pixel: <see cref="Grey"/> or <see cref="Colour"/>.</summary>
    public int Channels { get; }

    /// <summary>The samples, row by row.</summary>
    public byte[] Samples { get; }

    /// <summary>The picture in red, green and blue; itself where it is.</summary>
    public Picture InColour()
    {
        if (Channels == Colour)
        {
            return this;
        }

        byte[] rgb = new byte[checked(Colour * Samples.Length)];
        for (int n = 0; n < Samples.Length; n++)
        {
            rgb.AsSpan(Colour * n, Colour).Fill(Samples[n]);
        }

        return new Picture(Width, Height, Colour, rgb);
    }
}
