using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;
using static OhifAlnPlugin.Tests.Dicom.Rendering.RenderingSample;

namespace OhifAlnPlugin.Tests.Dicom.Rendering;

public sealed class RenderableImageTests
{
    [Theory]
    [InlineData(WindowFunction.Linear, new byte[] { 0, 0, 191, 255, 255 })]
    [InlineData(WindowFunction.LinearExact, new byte[] { 0, 0, 128, 255, 255 })]
    [InlineData(WindowFunction.Sigmoid, new byte[] { 5, 30, 128, 225, 250 })]
    public void Each_function_of_a_window_has_its_own_shape(WindowFunction function, byte[] expected) =>
        Image(1, 5, 16, Words(96, 98, 100, 102, 104)).Render(window: new DisplayWindow(100, function == WindowFunction.Linear ? 3 : 4, function)).Samples
            .ShouldBe(expected);

    [Fact]
    public void A_narrow_linear_window_is_a_threshold() =>
        Image(1, 4, 16, Words(98, 99, 100, 101)).Render(window: new DisplayWindow(100, 1, WindowFunction.Linear)).Samples.ShouldBe([0, 0, 255, 255]);

    [Fact]
    public void The_function_that_the_image_names_is_used() =>
        Image(1, 3, 16, Words(96, 100, 104)).Set(DicomTag.WindowCenter, 100.0).Set(DicomTag.WindowWidth, 4.0).Set(DicomTag.VOILUTFunction, "SIGMOID").Render().Samples
            .ShouldBe([5, 128, 250]);

    [Fact]
    public void Without_a_window_the_range_of_the_frame_is_shown_and_padding_is_black() =>
        Image(1, 5, 16, Words(-2000, -10, 0, 10, -2000), isSigned: true).SetBytes(DicomTag.PixelPaddingValue, DicomVR.SS, Words(-2000)).Render().Samples
            .ShouldBe([0, 0, 128, 255, 0]);

    [Fact]
    public void Padding_stays_black_where_low_values_are_bright() =>
        Image(1, 4, 16, Words(9, 10, 20, 30), "MONOCHROME1").SetBytes(DicomTag.PixelPaddingValue, DicomVR.US, Words(0)).SetBytes(DicomTag.PixelPaddingRangeLimit, DicomVR.US, Words(9))
            .Render().Samples.ShouldBe([0, 255, 128, 0]);

    [Fact]
    public void A_window_that_cannot_be_used_is_passed_over() =>
        Image(1, 2, 16, Words(10, 20)).Set(DicomTag.WindowCenter, 5.0).Set(DicomTag.WindowWidth, 0.0).Render().Samples.ShouldBe([0, 255]);

    [Fact]
    public void Frames_of_single_bits_begin_inside_bytes() =>
        Image(1, 3, 1, [0b00101_011, 0]).Set(DicomTag.NumberOfFrames, 2).Render(frame: 1).Samples.ShouldBe([255, 0, 255]);

    [Fact]
    public void Floating_samples_are_shown_over_their_finite_range()
    {
        DicomDataset image = Image(1, 4, 16, []);
        image.Remove(DicomTag.PixelData);
        byte[] floats = new byte[16];
        Buffer.BlockCopy(new[] { -1f, float.NaN, 0f, 1f }, 0, floats, 0, 16);
        image.SetBytes(DicomTag.FloatPixelData, DicomVR.OF, floats).Render().Samples.ShouldBe([0, 0, 128, 255]);
    }

    [Fact]
    public void Each_frame_has_the_window_of_its_own_functional_group()
    {
        static DicomDataset Group(double centre) => new DicomDataset().SetSequence(
            DicomTag.FrameVOILUTSequence, new DicomDataset().Set(DicomTag.WindowCenter, centre).Set(DicomTag.WindowWidth, 1.0));
        DicomDataset image = Image(1, 2, 16, Words(10, 20, 10, 20)).Set(DicomTag.NumberOfFrames, 2)
            .SetSequence(DicomTag.PerFrameFunctionalGroupsSequence, Group(15), Group(25));
        image.Render(0).Samples.ShouldBe([0, 255]);
        image.Render(1).Samples.ShouldBe([0, 0]);
    }

    [Fact]
    public void Segments_of_a_palette_are_runs_ramps_and_copies()
    {
        int[] segments = [0, 2, 0, 0xFF00, 1, 3, 0x0F00, 2, 1, 0, 0];
        DicomDataset image = Image(1, 7, 8, [0, 1, 2, 3, 4, 5, 6], "PALETTE COLOR");
        foreach ((DicomTag descriptor, DicomTag data) in ((DicomTag, DicomTag)[])[
            (DicomTag.RedPaletteColorLookupTableDescriptor, DicomTag.SegmentedRedPaletteColorLookupTableData),
            (DicomTag.GreenPaletteColorLookupTableDescriptor, DicomTag.SegmentedGreenPaletteColorLookupTableData),
            (DicomTag.BluePaletteColorLookupTableDescriptor, DicomTag.SegmentedBluePaletteColorLookupTableData)])
        {
            image.SetBytes(descriptor, DicomVR.US, Words(7, 0, 16)).SetBytes(data, DicomVR.OW, Words(segments));
        }

        image.Render().Samples.Where((_, n) => n % 3 == 0).ShouldBe([0, 0xFF, 0xAF, 0x5F, 0x0F, 0, 0xFF]);
    }

    [Fact]
    public void Colours_of_luminance_and_difference_follow_the_standard_to_the_rounding()
    {
        byte[] ybr = new byte[3 * 4096];
        new Random(4).NextBytes(ybr);
        byte[] rgb = Image(64, 64, 8, ybr, "YBR_FULL", 3).Set(DicomTag.PlanarConfiguration, 0).Render().Samples;
        for (int n = 0; n < rgb.Length; n += 3)
        {
            double y = ybr[n], cb = ybr[n + 1] - 128, cr = ybr[n + 2] - 128;
            double[] exact = [y + (1.402 * cr), y - (0.344136 * cb) - (0.714136 * cr), y + (1.772 * cb)];
            for (int c = 0; c < 3; c++)
            {
                ((double)rgb[n + c]).ShouldBe(Math.Clamp(exact[c], 0, 255), 0.51);
            }
        }
    }

    [Fact]
    public void Colours_of_sixteen_bits_are_brought_to_eight() =>
        Image(1, 1, 16, Words(0, 0x800, 0xFFF), "RGB", 3, stored: 12).Set(DicomTag.PlanarConfiguration, 0).Render().Samples.ShouldBe([0, 128, 255]);

    [Fact]
    public void A_frame_of_a_long_image_is_read_alone()
    {
        const int Frames = 1000, FrameLength = 512 * 512 * 2;
        DicomDataset image = Image(512, 512, 16, new byte[FrameLength]).Set(DicomTag.NumberOfFrames, Frames).Set(DicomTag.WindowCenter, 5.0).Set(DicomTag.WindowWidth, 10.0);
        WithFile(image, path =>
        {
            using (var file = new FileStream(path, FileMode.Open))
            {
                // The other frames are a hole in the file; only the length has to be true.
                long pixels = file.Length - FrameLength;
                file.SetLength(pixels + ((long)Frames * FrameLength));
                file.Position = pixels - 4;
                file.Write(BitConverter.GetBytes((uint)Frames * FrameLength));
                file.Position = file.Length - 2;
                file.Write([200, 0]);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Picture picture = RenderableImage.Open(path)!.Render(Frames - 1);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4L << 20);
            picture.Samples[^1].ShouldBe((byte)255);
            picture.Samples[^2].ShouldBe((byte)0);
        });
    }

    [Fact]
    public void What_cannot_be_rendered_is_said_in_a_sentence()
    {
        Reason(Image(2, 2, 8, new byte[2])).ShouldContain("need 4");
        Reason(Image(1, 1, 8, new byte[4], "CMYK", 4)).ShouldContain("'CMYK' cannot be rendered");
        Reason(Image(1, 2, 8, new byte[2], "PALETTE COLOR")).ShouldContain("PALETTE COLOR image needs");
        Reason(Image(1, 2, 8, new byte[2]).WithPalette(0, 33, [1], [1], [1]).Set(DicomTag.PhotometricInterpretation, "PALETTE COLOR")).ShouldContain("33 bits");
        Reason(Image(1, 2, 8, new byte[2]).SetSequence(DicomTag.VOILUTSequence, Table(0, 12, 1).SetBytes(DicomTag.LUTDescriptor, DicomVR.US, Words(9, 0, 12)))).ShouldContain("too few for the 9 entries");
        Reason(Image(60000, 60000, 8, new byte[16])).ShouldContain("is too large: the limit is 2147483647 bytes");
        Reason(Image(6000, 6000, 1, new byte[6000 * 6000 / 8])).ShouldContain("too large to be rendered: the limit is 33554432 pixels");
    }

    private static string Reason(DicomDataset image) => Should.Throw<DicomFormatException>(() => image.Render()).Message;
}
