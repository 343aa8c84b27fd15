using System.Globalization;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

public sealed class JpegEncoderTests
{
    [PillowTheory]
    [InlineData(Picture.Grey, true)]
    [InlineData(Picture.Colour, true)]
    [InlineData(Picture.Colour, false)]
    public void Pictures_of_every_size_are_decoded_by_another_library(int channels, bool fullColour)
    {
        Picture[] originals = [.. from width in Enumerable.Range(1, 17) from height in (int[])[1, 2, 7, 8, 9, 15, 16, 17, 33] select SamplePictures.Waves(width, height, channels)];
        Picture[] decoded = Pillow.Decode([.. originals.Select(picture => JpegEncoder.Encode(picture, new JpegOptions { Quality = 95, FullColour = fullColour }))]);
        foreach ((Picture original, Picture back) in originals.Zip(decoded))
        {
            // Noise of single pixels in colour is what 4:2:0 gives up.
            SamplePictures.PsnrOf(original, back).ShouldBeGreaterThan(channels == Picture.Grey ? 35 : fullColour ? 32 : 15, $"{original.Width} × {original.Height}");
        }
    }

    [PillowTheory]
    [InlineData(Picture.Grey, true)]
    [InlineData(Picture.Colour, true)]
    [InlineData(Picture.Colour, false)]
    public void Loss_and_size_are_those_of_libjpeg(int channels, bool fullColour)
    {
        int[] qualities = [1, 10, 25, 50, 75, 90, 95, 100];
        Picture original = SamplePictures.Waves(320, 240, channels);
        byte[][] ours = [.. qualities.Select(quality => JpegEncoder.Encode(original, new JpegOptions { Quality = quality, FullColour = fullColour }))];
        using var folder = new PictureFolder();
        Pnm.Write(folder.PathOf("original.ppm"), original);
        Pillow.Run(folder.Path, string.Create(CultureInfo.InvariantCulture, $"for q in [{string.Join(',', qualities)}]: Image.open('original.ppm').save(f'{{q}}.jpg', quality=q, subsampling={(fullColour ? 0 : 2)})"));
        byte[][] theirs = [.. qualities.Select(quality => File.ReadAllBytes(folder.PathOf($"{quality}.jpg")))];
        Picture[] decoded = Pillow.Decode([.. ours, .. theirs]);
        for (int n = 0; n < qualities.Length; n++)
        {
            double psnr = SamplePictures.PsnrOf(original, decoded[n]), reference = SamplePictures.PsnrOf(original, decoded[n + qualities.Length]);
            psnr.ShouldBeGreaterThan(reference - 0.5, $"quality {qualities[n]}");
            ((double)ours[n].Length).ShouldBeInRange(0.98 * theirs[n].Length, 1.02 * theirs[n].Length, $"quality {qualities[n]}");
        }
    }

    [Fact]
    public void One_colour_needs_hardly_any_bytes()
    {
        byte[] samples = new byte[512 * 512];
        Array.Fill(samples, (byte)77);
        JpegEncoder.Encode(new Picture(512, 512, Picture.Grey, samples), new JpegOptions()).Length.ShouldBeLessThan(4096);
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes_on_every_processor()
    {
        Picture picture = SamplePictures.Waves(67, 45, Picture.Colour);
        byte[] digest = System.Security.Cryptography.SHA256.HashData(JpegEncoder.Encode(picture, new JpegOptions { Quality = 83, FullColour = false }));
        Convert.ToHexStringLower(digest.AsSpan(0, 8)).ShouldBe("620cd40f163e2883");
    }

    [Fact]
    public void Bytes_that_look_like_markers_are_stuffed()
    {
        byte[] file = JpegEncoder.Encode(SamplePictures.Waves(256, 256, Picture.Grey), new JpegOptions { Quality = 100 });
        int scan = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]) + 10;
        int stuffed = 0;
        for (int n = scan; n < file.Length - 2; n++)
        {
            if (file[n] == 0xFF)
            {
                file[n + 1].ShouldBe((byte)0, $"byte {n}");
                stuffed++;
            }
        }

        stuffed.ShouldBeGreaterThan(0);
        file[^2..].ShouldBe([0xFF, 0xD9]);
    }

    [PillowFact]
    public void A_profile_longer_than_a_segment_comes_back_whole()
    {
        byte[] profile = new byte[150_000];
        new Random(3).NextBytes(profile);
        using var folder = new PictureFolder();
        File.WriteAllBytes(folder.PathOf("a.jpg"), JpegEncoder.Encode(SamplePictures.Waves(9, 9, Picture.Colour), new JpegOptions { IccProfile = profile }));
        File.WriteAllBytes(folder.PathOf("a.icc"), profile);
        Pillow.Run(folder.Path, "assert Image.open('a.jpg').info['icc_profile'] == open('a.icc', 'rb').read()");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_quality_out_of_range_is_refused(int quality) => Should.Throw<ArgumentOutOfRangeException>(
        () => JpegEncoder.Encode(SamplePictures.Waves(8, 8, Picture.Grey), new JpegOptions { Quality = quality }));
}
