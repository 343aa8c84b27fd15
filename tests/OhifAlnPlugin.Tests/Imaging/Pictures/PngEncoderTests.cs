using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

public sealed class PngEncoderTests
{
    [PillowTheory]
    [InlineData(Picture.Grey)]
    [InlineData(Picture.Colour)]
    public void Pictures_of_every_size_come_back_pixel_by_pixel_from_another_library(int channels)
    {
        Picture[] originals = [.. from width in Enumerable.Range(1, 17) from height in (int[])[1, 2, 16, 17, 33] select SamplePictures.Waves(width, height, channels)];
        Picture[] decoded = Pillow.Decode([.. originals.Select(picture => PngEncoder.Encode(picture))]);
        foreach ((Picture original, Picture back) in originals.Zip(decoded))
        {
            (back.Width, back.Height, back.Channels).ShouldBe((original.Width, original.Height, original.Channels));
            back.Samples.ShouldBe(original.Samples);
        }
    }

    [Fact]
    public void Any_samples_come_back_through_the_filters() => Prop.ForAll<NonEmptyArray<byte>, bool>((bytes, isColour) =>
    {
        int channels = isColour ? Picture.Colour : Picture.Grey, pixels = (bytes.Get.Length + channels - 1) / channels, width = Math.Max(1, pixels / 3), height = (pixels + width - 1) / width;
        byte[] samples = new byte[width * height * channels];
        bytes.Get.CopyTo(samples, 0);
        return Decode(PngEncoder.Encode(new Picture(width, height, channels, samples)), width * channels, channels).AsSpan().SequenceEqual(samples);
    }).QuickCheckThrowOnFailure();

    [PillowFact]
    public void The_profile_of_sRGB_is_one_for_another_colour_engine()
    {
        using var folder = new PictureFolder();
        File.WriteAllBytes(folder.PathOf("a.png"), PngEncoder.Encode(SamplePictures.Waves(5, 4, Picture.Colour), SrgbProfile.Bytes));

        // The engine's own sRGB and ours transform every colour into nearly the same one.
        Pillow.Run(folder.Path, """
            image = Image.open('a.png')
            ours = ImageCms.ImageCmsProfile(io.BytesIO(image.info['icc_profile']))
            ramp = Image.new('RGB', (256, 64))
            ramp.putdata([(x, (x * 3 + y * 4) % 256, 255 - y * 4) for y in range(64) for x in range(256)])
            back = ImageCms.profileToProfile(ramp, ours, ImageCms.createProfile('sRGB'))
            worst = max(abs(a - b) for p, q in zip(ramp.getdata(), back.getdata()) for a, b in zip(p, q))
            assert worst <= 1, worst
            """);
    }

    [Fact]
    public void A_smooth_picture_is_packed_to_less_than_half()
    {
        byte[] samples = new byte[256 * 256];
        for (int n = 0; n < samples.Length; n++)
        {
            samples[n] = (byte)((n % 256) + (n / 256));
        }

        PngEncoder.Encode(new Picture(256, 256, Picture.Grey, samples)).Length.ShouldBeLessThan(samples.Length / 2);
    }

    /// <summary>Undoes chunks, zlib and filters by the letter of the standard, bytes one after the other.</summary>
    private static byte[] Decode(byte[] file, int rowLength, int step)
    {
        using var data = new MemoryStream();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (Encoding.ASCII.GetString(file, at + 4, 4) == "IDAT")
            {
                data.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionMode.Decompress))
        {
            zlib.CopyTo(inflated);
        }

        byte[] rows = inflated.ToArray(), samples = new byte[rows.Length / (rowLength + 1) * rowLength];
        for (int n = 0; n < samples.Length; n++)
        {
            int row = n / rowLength, column = n % rowLength;
            int left = column < step ? 0 : samples[n - step], above = row == 0 ? 0 : samples[n - rowLength], corner = column < step || row == 0 ? 0 : samples[n - rowLength - step];
            int predicted = rows[row * (rowLength + 1)] switch { 0 => 0, 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Nearest(left, above, corner), var kind => throw new InvalidDataException($"filter {kind}") };
            samples[n] = (byte)(rows[(row * (rowLength + 1)) + 1 + column] + predicted);
        }

        return samples;
    }

    private static int Nearest(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        return new[] { left, above, corner }.OrderBy(candidate => Math.Abs(estimate - candidate)).First();
    }
}
