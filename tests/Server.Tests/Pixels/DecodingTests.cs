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

    /// <summary>Lossy codecs may round differently: by one level, in colours by one for each transform.</summary>
    [CodecToolsReferenceTheory]
    [InlineData("dicom_mr_vendors/test_sample-dicom.dcm", "dcmcjpeg", "+e1", 0)]
    [InlineData("dicom_mr_vendors/test_sample-dicom.dcm", "dcmcjpeg", "+el", 0)]
    [InlineData("dicom_mr_vendors/test_sample-dicom.dcm", "dcmcjpeg", "+ee", 1)]
    [InlineData("dicom_transfer_syntaxes/image_dfl.dcm", "dcmcjpeg", "+eb", 1)]
    [InlineData("dicom_transfer_syntaxes/image_dfl.dcm", "dcmcjpeg", "+el", 0)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpeg", "+e1", 0)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpeg", "+eb", 3)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpeg", "+eb +s4", 3)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpeg", "+eb +cr", 3)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpls", "+il", 0)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpls", "+is", 0)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", "dcmcjpls", "+in", 0)]
    [InlineData("dicom_mr_vendors/test_sample-dicom.dcm", "dcmcjpls", "+en", 0)]
    public void What_dcmtk_compresses_decodes_as_dcmtk_does(string file, string program, string options, int tolerance)
    {
        string source = CodecTools.Convert("dcmconv", Reference.PathOf(["images", .. file.Split('/')]), NewFile(), "+te");
        string compressed = CodecTools.Convert(program, source, NewFile(), options.Split(' '));
        DicomPixelData expected = DicomPixelData.Open(CodecTools.Convert(program.Replace("mcj", "mdj"), compressed, NewFile(), "+px"))!;
        NativeFile native = NativeFile.Of(DicomPixelData.Open(compressed, codecs.Pool)!, DicomTransferSyntax.ExplicitVRLittleEndian);

        DicomFile image = DicomFile.Read(Written(native));
        image.Dataset.GetString(DicomTag.PhotometricInterpretation).ShouldBe(expected.SamplesPerPixel == 3 ? "RGB" : "MONOCHROME2");
        LargestDifference(Samples(expected), Samples(DicomPixelData.Find(image)!)).ShouldBeLessThanOrEqualTo(tolerance);
    }

    private static MemoryStream Written(NativeFile native)
    {
        var stream = new MemoryStream();
        native.WriteAsync(stream.WriteAsync, CancellationToken.None).GetAwaiter().GetResult();
        stream.Length.ShouldBe(native.Length);
        stream.Position = 0;
        return stream;
    }

    private static int[] Samples(DicomPixelData pixels)
    {
        byte[] bytes = pixels.GetFrame(0).ToArray();
        return pixels.BitsAllocated == 8 ? [.. bytes.Select(b => (int)b)] : [.. Enumerable.Range(0, bytes.Length / 2).Select(n => (int)BitConverter.ToUInt16(bytes, 2 * n))];
    }

    private static int LargestDifference(int[] first, int[] second) => first.Zip(second, (a, b) => Math.Abs(a - b)).Max();

    private static int LargestDifference(byte[] first, byte[] second) => first.Zip(second, (a, b) => Math.Abs(a - b)).Max();

    private string NewFile() => Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.dcm");
}
