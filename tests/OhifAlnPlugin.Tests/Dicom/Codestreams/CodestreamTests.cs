using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;

namespace OhifAlnPlugin.Tests.Dicom.Codestreams;

public sealed class CodestreamTests
{
    private static readonly byte[] JpegStart = [0xFF, 0xD8], JpegEnd = [0xFF, 0xD9];
    private static readonly byte[] Scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 1, 2, 3];

    [Theory]
    [InlineData(0xC0, 8, CodestreamKind.JpegBaseline, true)]
    [InlineData(0xC1, 12, CodestreamKind.JpegExtended, true)]
    [InlineData(0xC2, 8, CodestreamKind.JpegBaseline, true)]
    [InlineData(0xC3, 16, CodestreamKind.JpegLossless, false)]
    [InlineData(0xF7, 16, CodestreamKind.JpegLs, false)]
    public void The_process_of_a_jpeg_frame_is_read_from_its_image_header(byte marker, byte bits, CodestreamKind kind, bool isLossy)
    {
        Codestream stream = Codestream.Read((byte[])[.. JpegStart, .. ImageHeader(marker, bits, 300, 200), .. Scan, .. JpegEnd, 0]);
        (stream.Kind, stream.Precision, stream.Height, stream.Width, stream.Components, stream.IsLossy).ShouldBe((kind, bits, 300, 200, 1, isLossy));
    }

    [Fact]
    public void A_near_lossless_scan_is_lossy()
    {
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 3, 0, 0, 1];
        Codestream.Read((byte[])[.. JpegStart, .. ImageHeader(0xF7, 12, 4, 4), .. scan, .. JpegEnd]).IsLossy.ShouldBeTrue();
    }

    [Fact]
    public void A_jpeg_frame_that_is_cut_or_of_another_process_is_refused()
    {
        Refused("it is cut", [.. JpegStart, .. ImageHeader(0xC0, 8, 4, 4), .. Scan]);
        Refused("cannot be decoded", [.. JpegStart, .. ImageHeader(0xC9, 8, 4, 4), .. Scan, .. JpegEnd]);
        Refused("0 rows", [.. JpegStart, .. ImageHeader(0xC0, 8, 0, 4), .. Scan, .. JpegEnd]);
        Refused("before the header", [.. JpegStart, .. Scan, .. JpegEnd]);
        Refused("claims", [.. JpegStart, 0xFF, 0xE0, 0xFF, 0xFF, 1]);
        Refused("ends inside", [.. JpegStart, 0xFF]);
        Refused("neither JPEG", [1, 2, 3, 4]);
        Refused("is empty", []);
    }

    [Fact]
    public void A_jpeg_2000_frame_says_its_size_sign_and_loss()
    {
        Codestream stream = Codestream.Read(Jpeg2000(300, 200, 0x8B, transformation: 0));
        (stream.Kind, stream.Height, stream.Width, stream.Precision, stream.IsSigned, stream.IsLossy).ShouldBe((CodestreamKind.Jpeg2000, 300, 200, 12, true, true));
        Codestream.Read(Jpeg2000(4, 4, 7, transformation: 1)).IsLossy.ShouldBeFalse();
        Codestream.Read((byte[])[0, 0, 0, 12, (byte)'j', (byte)'P', 32, 32, .. Jpeg2000(4, 4, 7, 1)]).Kind.ShouldBe(CodestreamKind.Jpeg2000);
    }

    [Fact]
    public void A_jpeg_2000_frame_that_is_cut_or_unusual_is_refused()
    {
        byte[] whole = Jpeg2000(4, 4, 7, 1);
        Refused("lacks the marker FFD9", [.. whole[..^2], 0, 0]);
        Refused("the frame is cut or broken", whole[..^2]);
        Refused("the frame is cut or broken", whole[..^6]);
        Refused("ends inside its header", whole[..3]);
        Refused("samples of 38 bits", Jpeg2000(4, 4, 37, 1));
        Refused("must be from 1 to 65535", Jpeg2000(70_000, 4, 7, 1));
    }

    [Fact]
    public void Decoded_samples_get_the_order_width_and_sign_of_the_image()
    {
        byte[] planar = [1, 2, 3, 11, 12, 13, 21, 22, 23];
        DicomDataset colours = Image(1, 3, 8, 8).Set(DicomTag.SamplesPerPixel, 3);
        Decode(colours, ImageHeader(0xC3, 8, 1, 3, 3), new(3, 1, 3, IsPlanar: true, planar)).ShouldBe([1, 11, 21, 2, 12, 22, 3, 13, 23]);

        DicomDataset signed = Image(1, 2, 16, 12).Set(DicomTag.PixelRepresentation, 1);
        Decode(signed, ImageHeader(0xC3, 12, 1, 2), new(2, 1, 1, IsPlanar: false, (byte[])[0xFF, 0x0F, 0xFF, 0x07])).ShouldBe([0xFF, 0xFF, 0xFF, 0x07]);

        Decode(Image(1, 2, 16, 8), ImageHeader(0xC3, 8, 1, 2), new(2, 1, 1, IsPlanar: false, (byte[])[7, 200])).ShouldBe([7, 0, 200, 0]);
    }

    [Fact]
    public void A_frame_of_another_size_than_the_image_says_never_reaches_the_codec() =>
        Should.Throw<DicomFormatException>(() => Decode(Image(2, 2, 8, 8), ImageHeader(0xC3, 8, 60_000, 60_000), new(0, 0, 0, IsPlanar: false, default)))
            .Message.ShouldBe("The compressed frame has 60000 rows × 60000 columns × 1 components, the image says 2 × 2 × 1.");

    private static byte[] Decode(DicomDataset image, byte[] header, DecodedImage answer)
    {
        byte[] frame = [.. JpegStart, .. header, .. Scan, .. JpegEnd, 0];
        image.Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, [frame]));
        return DicomPixelData.Find(image, DicomTransferSyntax.Of(DicomUid.JPEGLossless), new FixedAnswer(answer))!.DecodeFrame(0).ToArray();
    }

    private static DicomDataset Image(int rows, int columns, int allocated, int stored) => new DicomDataset()
        .Set(DicomTag.Rows, rows).Set(DicomTag.Columns, columns).Set(DicomTag.BitsAllocated, allocated).Set(DicomTag.BitsStored, stored).Set(DicomTag.HighBit, stored - 1);

    private static byte[] ImageHeader(byte marker, byte bits, int rows, int columns, byte components = 1) =>
    [
        0xFF, marker, 0, (byte)(8 + (3 * components)), bits, (byte)(rows >> 8), (byte)rows, (byte)(columns >> 8), (byte)columns, components,
        .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 }),
    ];

    private static byte[] Jpeg2000(int rows, int columns, byte depth, byte transformation)
    {
        byte[] size = [0xFF, 0x51, 0, 41, 0, 0, .. Big(columns), .. Big(rows), .. Big(0), .. Big(0), .. Big(columns), .. Big(rows), .. Big(0), .. Big(0), 0, 1, depth, 1, 1];
        byte[] style = [0xFF, 0x52, 0, 12, 0, 0, 0, 1, 0, 5, 4, 4, 0, transformation];
        byte[] tile = [0xFF, 0x90, 0, 10, 0, 0, .. Big(18), 0, 1, 0xFF, 0x93, 1, 2, 3, 4];
        return [0xFF, 0x4F, .. size, .. style, .. tile, 0xFF, 0xD9];
    }

    private static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static void Refused(string part, byte[] frame) => Should.Throw<DicomFormatException>(() => Codestream.Read(frame)).Message.ShouldContain(part);

    private sealed class FixedAnswer(DecodedImage answer) : IFrameCodec
    {
        public string? FindObstacle() => null;

        public DecodedImage Decode(Codestream frame, CancellationToken cancellation) => answer;
    }
}
