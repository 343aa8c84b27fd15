using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>Frames of every compression against decoders that share nothing with ours.</summary>
public sealed class DecodingTests(CodecFixture codecs) : IClassFixture<CodecFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CodecToolsReferenceTheory]
    [InlineData("dicom_transfer_syntaxes/693_J2KI.dcm")]
    [InlineData("dicom_transfer_syntaxes/JLSL_16_15_1_1F.dcm")]
    [InlineData("dicom_transfer_syntaxes/JPEG-LL.dcm")]
    [InlineData("dicom_transfer_syntaxes/JPEG2000.dcm")]
    [InlineData("dicom_transfer_syntaxes/JPEGLSNearLossless_16.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR2_J2KI.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR2_J2KR.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small_RLE.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small_jp2klossless.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small_jpeg_ls_lossless.dcm")]
    [InlineData("dicom_mr_vendors/Tests_FO-DICOM.Tests_Test_Data_GH064.dcm")]
    [InlineData("dicom_mr_vendors/Tests_FO-DICOM.Tests_Test_Data_GH1261.dcm")]
    [InlineData("dicom_mr_vendors/Tests_FO-DICOM.Tests_Test_Data_GH1339.dcm")]
    [InlineData("dicom_mr_vendors/dcm4che-test-data_src_main_resources_MR-JPEGLosslessSV1.dcm")]
    [InlineData("dicom_mr_vendors/examples_data_IM-0001-0001.dcm")]
    [InlineData("enhanced_mr/emri_small_RLE.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_2k_lossless.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_ls_lossless.dcm")]
    public void A_reference_image_decodes_to_the_values_that_gdcm_gives(string file)
    {
        string source = Reference.PathOf(["images", .. file.Split('/')]);
        codecs.Values(source).ShouldBe(CodecFixture.NativeValues(CodecTools.Convert("gdcmconv", source, NewFile(), "--raw")));
    }

    [ReferenceTheory]
    [InlineData("dicom_transfer_syntaxes/MR_small_jp2klossless.dcm", "dicom_transfer_syntaxes/MR_small.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small_jpeg_ls_lossless.dcm", "dicom_transfer_syntaxes/MR_small.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_2k_lossless.dcm", "enhanced_mr/emri_small.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_2k_lossless_too_short.dcm", "enhanced_mr/emri_small.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_ls_lossless.dcm", "enhanced_mr/emri_small.dcm")]
    public void A_losslessly_compressed_image_equals_its_original(string compressed, string original) =>
        codecs.Values(Reference.PathOf(["images", .. compressed.Split('/')])).ShouldBe(CodecFixture.NativeValues(Reference.PathOf(["images", .. original.Split('/')])));

    [ReferenceTheory]
    [InlineData("HTJ2KLossless_08_RGB.dcm", 0)]
    [InlineData("HTJ2K_08_RGB.dcm", 1)]
    public void High_throughput_frames_decode_alike_by_OpenJPH_and_by_OpenJPEG(string file, int tolerance)
    {
        Codestream stream = Codestream.Read(DicomPixelData.Open(Reference.PathOf("images", "dicom_transfer_syntaxes", file))!.GetFrame(0));
        stream.Kind.ShouldBe(CodestreamKind.HighThroughputJpeg2000);
        byte[] first = codecs.Pool.Decode(stream, CancellationToken.None).Samples.ToArray();
        byte[] second = codecs.Pool.Decode(stream with { Kind = CodestreamKind.Jpeg2000 }, CancellationToken.None).Samples.ToArray();
        first.Length.ShouldBe(640 * 480 * 3);
        LargestDifference(first, second).ShouldBeLessThanOrEqualTo(tolerance);
    }

    private static int LargestDifference(byte[] first, byte[] second) => first.Zip(second, (a, b) => Math.Abs(a - b)).Max();

    private string NewFile() => Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.dcm");
}
