using System.Globalization;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

public sealed class PictureScalingTests
{
    [Theory]
    [InlineData(512, 512, 128, 128, 128, 128)]
    [InlineData(512, 256, 128, 128, 128, 64)]
    [InlineData(100, 400, 50, 50, 13, 50)]
    [InlineData(10, 10, 300, 200, 200, 200)]
    [InlineData(1000, 1, 10, 10, 10, 1)]
    public void A_region_fills_the_viewport_without_overflow_or_distortion(double regionWidth, double regionHeight, int width, int height, int expectedWidth, int expectedHeight) =>
        PictureScaling.Fit(regionWidth, regionHeight, width, height).ShouldBe((expectedWidth, expectedHeight));

    [Fact]
    public void The_whole_picture_at_its_own_size_is_itself()
    {
        Picture picture = SamplePictures.Waves(19, 11, Picture.Colour);
        PictureScaling.Scale(picture, new(0, 0, 19, 11), 19, 11).Samples.ShouldBe(picture.Samples);
    }

    [Fact]
    public void A_region_of_whole_pixels_at_its_own_size_is_cut_out()
    {
        Picture picture = SamplePictures.Waves(19, 11, Picture.Grey), cut = PictureScaling.Scale(picture, new(4, 2, 3, 2), 3, 2);
        cut.Samples.ShouldBe([.. picture.Samples[42..45], .. picture.Samples[61..64]]);
    }

    [Fact]
    public void Flipping_reverses_columns_or_rows()
    {
        var picture = new Picture(3, 2, Picture.Grey, [1, 2, 3, 4, 5, 6]);
        PictureScaling.Scale(picture, new(0, 0, 3, 2) { FlipsHorizontally = true }, 3, 2).Samples.ShouldBe([3, 2, 1, 6, 5, 4]);
        PictureScaling.Scale(picture, new(0, 0, 3, 2) { FlipsVertically = true }, 3, 2).Samples.ShouldBe([4, 5, 6, 1, 2, 3]);
    }

    [Fact]
    public void Shrinking_to_one_pixel_counts_every_pixel()
    {
        var picture = new Picture(2, 2, Picture.Grey, [0, 100, 100, 200]);
        PictureScaling.Scale(picture, new(0, 0, 2, 2), 1, 1).Samples.ShouldBe([100]);
    }

    [PillowTheory]
    [InlineData(97, 61, 40, 25, 0, 0, 97, 61)]
    [InlineData(97, 61, 200, 130, 0, 0, 97, 61)]
    [InlineData(97, 61, 33, 50, 10.5, 3.25, 40.5, 50)]
    [InlineData(64, 64, 1, 1, 0, 0, 64, 64)]
    public void Scaled_pixels_are_those_of_another_library(int width, int height, int toWidth, int toHeight, double x, double y, double regionWidth, double regionHeight)
    {
        Picture picture = SamplePictures.Waves(width, height, Picture.Colour), scaled = PictureScaling.Scale(picture, new(x, y, regionWidth, regionHeight), toWidth, toHeight);
        using var folder = new PictureFolder();
        Pnm.Write(folder.PathOf("a.ppm"), picture);
        Pillow.Run(folder.Path, string.Create(CultureInfo.InvariantCulture, $"Image.open('a.ppm').resize(({toWidth}, {toHeight}), Image.BILINEAR, box=({x}, {y}, {x + regionWidth}, {y + regionHeight})).save('b.ppm')"));
        Picture reference = Pnm.Read(folder.PathOf("b.ppm"));

        // Pillow rounds to 8 bits between both passes.
        scaled.Samples.Zip(reference.Samples, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_region_outside_the_picture_is_refused() =>
        Should.Throw<ArgumentException>(() => PictureScaling.Scale(SamplePictures.Waves(4, 4, Picture.Grey), new(1, 0, 4, 4), 2, 2));
}
