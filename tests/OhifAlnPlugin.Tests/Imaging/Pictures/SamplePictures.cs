using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

/// <summary>Pictures made for tests.</summary>
internal static class SamplePictures
{
    /// <summary>Waves with some noise: smooth and sharp parts, every brightness.</summary>
    public static Picture Waves(int width, int height, int channels, int seed = 1)
    {
        var random = new Random(seed);
        byte[] samples = new byte[width * height * channels];
        for (int n = 0; n < samples.Length; n++)
        {
            int channel = n % channels, x = n / channels % width, y = n / channels / width;
            double wave = Math.Sin((x + (7 * channel)) / 9.0) * Math.Cos((y - (5 * channel)) / 13.0);
            double edge = ((x / 24) + (y / 32)) % 2 == 0 ? 25 : -25;
            samples[n] = (byte)Math.Clamp(128 + (90 * wave) + edge + random.Next(-4, 5), 0, 255);
        }

        return new Picture(width, height, channels, samples);
    }

    /// <summary>Peak signal to noise ratio, dB.</summary>
    public static double PsnrOf(Picture original, Picture decoded)
    {
        (decoded.Width, decoded.Height, decoded.Channels).ShouldBe((original.Width, original.Height, original.Channels));
        double sum = 0;
        for (int n = 0; n < original.Samples.Length; n++)
        {
            double difference = original.Samples[n] - decoded.Samples[n];
            sum += difference * difference;
        }

        return 10 * Math.Log10(255.0 * 255.0 * original.Samples.Length / sum);
    }
}
