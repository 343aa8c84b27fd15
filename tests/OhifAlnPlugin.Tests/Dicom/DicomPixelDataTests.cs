using System.Buffers.Binary;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomPixelDataTests
{
    [Fact]
    public void Signed_samples_below_the_high_bit_are_sign_extended_and_rescaled()
    {
        DicomDataset image = Image(rows: 1, columns: 3, allocated: 16, stored: 12, isSigned: true, Words(0x0FFF, 0x07FF, 0xF001))
            .Set(DicomTag.RescaleSlope, 2.0).Set(DicomTag.RescaleIntercept, 10.0);

        Pixels(image).ToFloats(0).ShouldBe([8f, 4104f, 12f]);
    }

    [Fact]
    public void A_high_bit_above_the_stored_bits_is_shifted_down()
    {
        DicomDataset image = Image(rows: 1, columns: 2, allocated: 16, stored: 12, isSigned: false, Words(0xABC0, 0x0010)).Set(DicomTag.HighBit, 15);

        Pixels(image).ToFloats(0).ShouldBe([0xABC, 1f]);
    }

    [Theory]
    [InlineData(8, false, new byte[] { 0xFF, 0x01 }, new[] { 255f, 1f })]
    [InlineData(8, true, new byte[] { 0xFF, 0x01 }, new[] { -1f, 1f })]
    [InlineData(32, false, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0 }, new[] { 4294967295f, 2f })]
    [InlineData(32, true, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0 }, new[] { -1f, 2f })]
    [InlineData(1, false, new byte[] { 0b10 }, new[] { 0f, 1f })]
    public void Samples_of_every_size_are_read(int bits, bool isSigned, byte[] bytes, float[] expected) =>
        Pixels(Image(1, 2, bits, bits, isSigned, bytes)).ToFloats(0).ShouldBe(expected);

    [Fact]
    public void Each_frame_has_the_rescaling_of_its_own_functional_group()
    {
        DicomDataset image = Image(rows: 1, columns: 1, allocated: 8, stored: 8, isSigned: false, [5, 5])
            .Set(DicomTag.NumberOfFrames, 2)
            .SetSequence(DicomTag.SharedFunctionalGroupsSequence, Transformation(3, 0))
            .SetSequence(DicomTag.PerFrameFunctionalGroupsSequence, Transformation(2, 1), []);

        Pixels(image).ToFloats(0).ShouldBe([11f]);
        Pixels(image).ToFloats(1).ShouldBe([15f]);
    }

    [Fact]
    public void One_bit_frames_that_share_a_byte_are_taken_apart()
    {
        DicomDataset image = Image(rows: 1, columns: 5, allocated: 1, stored: 1, isSigned: false, [0b001_10110, 0b0000_0011]).Set(DicomTag.NumberOfFrames, 2);

        Pixels(image).ToFloats(0).ShouldBe([0, 1, 1, 0, 1]);
        Pixels(image).ToFloats(1).ShouldBe([1, 0, 0, 1, 1]);
    }

    [ReferenceTheory]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", "dicom_transfer_syntaxes/MR_small_RLE.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", "dicom_transfer_syntaxes/MR_small_bigendian.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", "dicom_transfer_syntaxes/MR_small_implicit.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", "dicom_transfer_syntaxes/MR_small_padded.dcm")]
    [InlineData("enhanced_mr/emri_small.dcm", "enhanced_mr/emri_small_RLE.dcm")]
    [InlineData("enhanced_mr/emri_small.dcm", "enhanced_mr/emri_small_big_endian.dcm")]
    public void One_image_has_the_same_pixels_in_every_transfer_syntax(string expected, string file) =>
        Frames(file).ShouldBe(Frames(expected));

    /// <summary>Σ value · (index mod 997) over the last frame, as pydicom 2.3.1 with NumPy gives it.</summary>
    [ReferenceTheory]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", 1036833657.0)]
    [InlineData("dicom_transfer_syntaxes/image_dfl.dcm", 16577324966.0)]
    [InlineData("dicom_transfer_syntaxes/MR2_UNCI.dcm", 148316362916.08655)]
    [InlineData("dicom_mr_vendors/MR-SIEMENS-DICOM-WithOverlays.dcm", 14002183950.0)]
    [InlineData("dicom_mr_vendors/test_sample-dicom.dcm", 5564738396.0)]
    [InlineData("dicom_mr_vendors/data_paramaps_pm-example-slice.dcm", 14894333939.0)]
    [InlineData("enhanced_mr/emri_small_RLE.dcm", 240546486.0)]
    [InlineData("enhanced_mr/In_Philips_IM_0027_fMAP.dcm", 103718405.86078697)]
    [InlineData("enhanced_mr/In_Siemens_XA10_6_1.dcm", 231609161.0)]
    [InlineData("enhanced_mr/test_cine-test.dcm", 1291091743.0)]
    [InlineData("dicom_seg/seg_image_ct_binary_fractional.dcm", 8322435.0)]
    [InlineData("dicom_seg/dcmqi_data_segmentations_liver.dcm", 17601289.0)]
    public void Real_pixels_are_those_of_pydicom(string file, double expected)
    {
        float[] last = Frames(file)[^1];

        last.Select((value, n) => (double)value * (n % 997)).Sum().ShouldBe(expected, Math.Abs(expected) * 1e-7);
    }

    [Fact]
    public void A_description_that_the_bytes_do_not_back_is_refused()
    {
        DicomDataset image = Image(rows: 60000, columns: 60000, allocated: 16, stored: 16, isSigned: false, new byte[8]).Set(DicomTag.NumberOfFrames, 2_000_000_000);

        Should.Throw<DicomFormatException>(() => Pixels(image)).Message.ShouldContain("60000");
    }

    [Fact]
    public void An_rle_frame_with_too_few_pixels_is_refused()
    {
        byte[] frame = new byte[66];
        BinaryPrimitives.WriteInt32LittleEndian(frame, 1);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), 64);
        frame[64] = 0x81;
        frame[65] = 7;

        RleDecoder.Decode(frame, 128, samplesPerPixel: 1, bitsAllocated: 8).ShouldAllBe(v => v == 7);
        Should.Throw<DicomFormatException>(() => RleDecoder.Decode(frame, 130, samplesPerPixel: 1, bitsAllocated: 8)).Message.ShouldContain("2 pixels too early");
    }

    [Fact]
    public void Fragments_are_matched_to_frames_by_either_offset_table_or_by_start_markers()
    {
        byte[][] fragments = [[0xFF, 0xD8, 1, 1], [2, 2], [0xFF, 0xD8, 3, 3]];
        byte[] basic = [0, 0, 0, 0, 22, 0, 0, 0];
        byte[] extended = [0, 0, 0, 0, 0, 0, 0, 0, 22, 0, 0, 0, 0, 0, 0, 0];
        byte[] first = [0xFF, 0xD8, 1, 1, 2, 2];

        Encapsulated(basic, fragments).GetFrame(0).ToArray().ShouldBe(first);
        Encapsulated(basic, fragments).GetFrame(1).ToArray().ShouldBe(fragments[2]);
        Encapsulated([], fragments).GetFrame(0).ToArray().ShouldBe(first);
        Encapsulated([], [[1, 1, 1, 1], [2, 2], [3, 3]], extended).GetFrame(0).ToArray().ShouldBe([1, 1, 1, 1, 2, 2]);
        Should.Throw<DicomFormatException>(() => Encapsulated([], [[1, 1], [2, 2], [3, 3]]).GetFrame(0)).Message.ShouldContain("3 fragments for 2 frames");
    }

    private static float[][] Frames(string file)
    {
        DicomPixelData pixels = DicomPixelData.Find(DicomFile.Read(Reference.PathOf("images", file)))!;
        return [.. Enumerable.Range(0, pixels.FrameCount).Select(pixels.ToFloats)];
    }

    private static DicomPixelData Encapsulated(byte[] offsetTable, byte[][] fragments, byte[]? extended = null)
    {
        DicomDataset image = Image(1, 1, 8, 8, isSigned: false, []).Set(DicomTag.NumberOfFrames, 2)
            .Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, offsetTable, [.. fragments.Select(f => new ReadOnlyMemory<byte>(f))]));
        if (extended is not null)
        {
            image.SetBytes(DicomTag.ExtendedOffsetTable, DicomVR.OV, extended);
        }

        return DicomPixelData.Find(image, DicomTransferSyntax.Of(DicomUid.JPEGBaseline8Bit))!;
    }

    private static DicomPixelData Pixels(DicomDataset image) => DicomPixelData.Find(image, DicomTransferSyntax.ExplicitVRLittleEndian)!;

    private static DicomDataset Transformation(double slope, double intercept) => new DicomDataset().SetSequence(
        DicomTag.PixelValueTransformationSequence, new DicomDataset().Set(DicomTag.RescaleSlope, slope).Set(DicomTag.RescaleIntercept, intercept));

    private static DicomDataset Image(int rows, int columns, int allocated, int stored, bool isSigned, byte[] pixels) => new DicomDataset()
        .Set(DicomTag.Rows, rows).Set(DicomTag.Columns, columns).Set(DicomTag.SamplesPerPixel, 1)
        .Set(DicomTag.BitsAllocated, allocated).Set(DicomTag.BitsStored, stored).Set(DicomTag.HighBit, stored - 1)
        .Set(DicomTag.PixelRepresentation, isSigned ? 1 : 0)
        .SetBytes(DicomTag.PixelData, DicomVR.OW, pixels);

    private static byte[] Words(params ushort[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
