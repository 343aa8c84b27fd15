using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomPixelLocationTests
{
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 2 * 6 * 4 * 3).Select(n => (byte)n)];

    [Theory]
    [InlineData(DicomUid.ExplicitVRLittleEndian)]
    [InlineData(DicomUid.ImplicitVRLittleEndian)]
    public void Native_frames_lie_where_it_says(string transferSyntax)
    {
        byte[] file = FileOf(Image(), transferSyntax);
        DicomFile header = Header(file);

        DicomPixelLocation place = DicomPixelLocation.Find(header, new MemoryStream(file))!;

        place.NativeFrames(header).ShouldBe((2 * 6 * 4, 3));
        file.AsSpan((int)place.Offset, (int)place.Length!).ToArray().ShouldBe(Pixels);
    }

    [Fact]
    public void Big_endian_frames_cannot_be_read_as_they_lie_there()
    {
        byte[] file = FileOf(Image(), DicomUid.ExplicitVRBigEndian);
        DicomFile header = Header(file);
        DicomPixelLocation place = DicomPixelLocation.Find(header, new MemoryStream(file))!;
        place.Length.ShouldBe(Pixels.Length);
        place.NativeFrames(header).ShouldBeNull();
    }

    [Fact]
    public void Frames_that_do_not_fit_the_value_are_not_divided()
    {
        byte[] file = FileOf(Image().Set(DicomTag.NumberOfFrames, 4), DicomUid.ExplicitVRLittleEndian);
        DicomFile header = Header(file);
        DicomPixelLocation.Find(header, new MemoryStream(file))!.NativeFrames(header).ShouldBeNull();
    }

    [Theory]
    [InlineData(DicomUid.ExplicitVRLittleEndian, 1)]
    [InlineData(DicomUid.ExplicitVRLittleEndian, 144)]
    [InlineData(DicomUid.ImplicitVRLittleEndian, 144)]
    public void A_file_cut_inside_its_pixel_data_is_refused(string transferSyntax, int missing)
    {
        byte[] cut = FileOf(Image(), transferSyntax)[..^missing];
        DicomFile header = Header(cut);
        Should.Throw<DicomFormatException>(() => DicomPixelLocation.Find(header, new MemoryStream(cut))).Message.ShouldContain("truncated");
    }

    [Fact]
    public void A_file_cut_inside_a_fragment_is_refused_and_one_without_delimiter_is_not()
    {
        DicomDataset image = Image().Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, [new byte[10], new byte[20], new byte[30]]));
        byte[] file = FileOf(image, DicomUid.JPEG2000Lossless);
        DicomFile header = Header(file);

        DicomPixelLocation.Find(header, new MemoryStream(file))!.Length.ShouldBeNull();
        DicomPixelLocation.Find(header, new MemoryStream(file[..^8])).ShouldNotBeNull();
        Should.Throw<DicomFormatException>(() => DicomPixelLocation.Find(header, new MemoryStream(file[..^9]))).Message.ShouldContain("truncated");
    }

    [Fact]
    public void Without_pixel_data_there_is_no_place()
    {
        DicomDataset image = Image();
        image.Remove(DicomTag.PixelData);
        byte[] file = FileOf(image, DicomUid.ExplicitVRLittleEndian);
        DicomPixelLocation.Find(Header(file), new MemoryStream(file)).ShouldBeNull();
    }

    private static DicomFile Header(byte[] file) => DicomFile.Read(new MemoryStream(file), DicomReadOptions.Header);

    private static byte[] FileOf(DicomDataset dataset, string transferSyntax)
    {
        using var content = new MemoryStream();
        new DicomFile(dataset, DicomTransferSyntax.Of(transferSyntax)).Write(content);
        return content.ToArray();
    }

    private static DicomDataset Image() => new DicomDataset()
        .Set(DicomTag.SOPClassUID, DicomUid.EnhancedMRImageStorage)
        .Set(DicomTag.SOPInstanceUID, "1.2.3")
        .Set(DicomTag.NumberOfFrames, 3)
        .Set(DicomTag.Rows, 6)
        .Set(DicomTag.Columns, 4)
        .Set(DicomTag.BitsAllocated, 16)
        .Set(DicomTag.BitsStored, 16)
        .Set(DicomTag.HighBit, 15)
        .Set(DicomTag.PixelRepresentation, 0)
        .Set(DicomTag.SamplesPerPixel, 1)
        .SetBytes(DicomTag.PixelData, DicomVR.OW, Pixels);
}
