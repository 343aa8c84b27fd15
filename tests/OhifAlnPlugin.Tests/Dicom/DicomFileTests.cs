using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomFileTests
{
    public static TheoryData<string> NativeSyntaxes => new(
        DicomUid.ImplicitVRLittleEndian, DicomUid.ExplicitVRLittleEndian, DicomUid.ExplicitVRBigEndian, DicomUid.DeflatedExplicitVRLittleEndian);

    [Theory]
    [MemberData(nameof(NativeSyntaxes))]
    public void A_data_set_survives_writing_and_reading(string syntax)
    {
        DicomDataset dataset = DicomSamples.Dataset();
        if (syntax == DicomUid.ImplicitVRLittleEndian)
        {
            dataset.Remove(new DicomTag(0x0029, 0x1001));
            dataset.Remove(new DicomTag(0x0029, 0x1002));
        }

        DicomFile read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.Of(syntax)));

        read.TransferSyntax.Uid.ShouldBe(syntax);
        DicomSamples.Difference(dataset, read.Dataset).ShouldBeNull();
        read.Dataset.GetString(DicomTag.PatientName).ShouldBe("Müller^Zoë=山田^花子");
        read.Dataset.GetInt(DicomTag.SmallestImagePixelValue).ShouldBe(-7);
        read.Dataset.GetDoubles(DicomTag.PixelSpacing).ShouldBe([0.75, 1.0 / 3], 1e-14);
    }

    [Fact]
    public void Unknown_elements_of_an_implicit_data_set_keep_their_bytes()
    {
        DicomDataset read = DicomSamples.Read(DicomSamples.Bytes(DicomSamples.Dataset(), DicomTransferSyntax.ImplicitVRLittleEndian)).Dataset;

        var element = (DicomElement)read.Find(new DicomTag(0x0029, 0x1001))!;
        element.VR.ShouldBe(DicomVR.UN);
        element.Value.ToArray().ShouldBe([1, 2, 3, 4]);
        read.GetString(new DicomTag(0x0029, 0x0010)).ShouldBe("ALN TEST");
    }

    [Fact]
    public void A_header_read_stops_before_the_pixel_data()
    {
        byte[] bytes = DicomSamples.Bytes(DicomSamples.Dataset(), DicomTransferSyntax.ExplicitVRLittleEndian);

        DicomDataset header = DicomSamples.Read(bytes[..^8], DicomReadOptions.Header).Dataset;

        header.Contains(DicomTag.PixelData).ShouldBeFalse();
        header.GetInt(DicomTag.Rows).ShouldBe(2);
    }

    [Theory]
    [InlineData(DicomUid.ImplicitVRLittleEndian)]
    [InlineData(DicomUid.ExplicitVRLittleEndian)]
    [InlineData(DicomUid.ExplicitVRBigEndian)]
    public void A_bare_data_set_is_recognised_by_its_first_element(string syntax)
    {
        byte[] bytes = DicomSamples.Bytes(DicomSamples.Dataset(), DicomTransferSyntax.Of(syntax));
        int metaLength = BitConverter.ToInt32(bytes, 140);

        DicomFile read = DicomSamples.Read(bytes[(144 + metaLength)..]);

        read.TransferSyntax.Uid.ShouldBe(syntax);
        read.FileMetaInformation.Count.ShouldBe(0);
        read.Dataset.GetString(DicomTag.SOPInstanceUID).ShouldBe("2.25.1234");
        using var written = new MemoryStream();
        read.Write(written);
        DicomSamples.Read(written.ToArray()).FileMetaInformation.GetString(DicomTag.MediaStorageSOPInstanceUID).ShouldBe("2.25.1234");
    }

    [Fact]
    public void A_file_without_preamble_is_read()
    {
        byte[] bytes = DicomSamples.Bytes(DicomSamples.Dataset(), DicomTransferSyntax.ImplicitVRLittleEndian);

        DicomSamples.Read(bytes[132..]).Dataset.GetInt(DicomTag.Rows).ShouldBe(2);
        DicomSamples.Read(bytes[128..]).Dataset.GetInt(DicomTag.Rows).ShouldBe(2);
    }

    [Fact]
    public void Sequences_keep_the_kind_of_length_they_had()
    {
        var item = new DicomDataset(new DicomDataset().Set(DicomTag.CodeValue, "1").ToArray()) { HasUndefinedLength = true };
        DicomDataset dataset = DicomSamples.Dataset().Add(new DicomSequence(DicomTag.ProcedureCodeSequence, item) { HasUndefinedLength = true });

        DicomDataset read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.ExplicitVRLittleEndian)).Dataset;

        ((DicomSequence)read.Find(DicomTag.ProcedureCodeSequence)!).HasUndefinedLength.ShouldBeTrue();
        read.GetSequence(DicomTag.ProcedureCodeSequence)[0].HasUndefinedLength.ShouldBeTrue();
        ((DicomSequence)read.Find(DicomTag.ReferencedStudySequence)!).HasUndefinedLength.ShouldBeFalse();
    }

    [Fact]
    public void Encapsulated_fragments_are_kept_as_they_are()
    {
        DicomDataset dataset = DicomSamples.Dataset().Add(new DicomFragmentSequence(
            DicomTag.PixelData, DicomVR.OB, new byte[] { 0, 0, 0, 0 }, [new byte[] { 1, 2 }, new byte[] { 3, 4, 5, 6 }]));

        DicomDataset read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.RLELossless)).Dataset;

        DicomSamples.Difference(dataset, read).ShouldBeNull();
    }

    [Fact]
    public void Text_without_a_declared_character_set_declares_utf8() =>
        new DicomDataset().Set(DicomTag.PatientName, "Åse").GetString(DicomTag.SpecificCharacterSet).ShouldBe("ISO_IR 192");

    [Fact]
    public void Elements_out_of_order_are_put_in_order_and_the_last_of_equals_is_kept()
    {
        byte[] first = DicomSamples.Bytes(new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3"), DicomTransferSyntax.ExplicitVRLittleEndian);
        byte[] instance = [8, 0, 0x18, 0, (byte)'U', (byte)'I', 4, 0, (byte)'1', (byte)'.', (byte)'9', 0];
        byte[] study = [8, 0, 0x05, 0, (byte)'C', (byte)'S', 0, 0];

        DicomDataset read = DicomSamples.Read([.. first, .. instance, .. study]).Dataset;

        read.Select(item => item.Tag).ShouldBe([DicomTag.SpecificCharacterSet, DicomTag.SOPClassUID, DicomTag.SOPInstanceUID]);
        read.GetString(DicomTag.SOPInstanceUID).ShouldBe("1.9");
    }
}
