using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Tests.Imaging.Pictures;
using static OhifAlnPlugin.Tests.Dicom.Rendering.RenderingSample;

namespace OhifAlnPlugin.Tests.Dicom.Rendering;

/// <summary>The pictures of DCMTK's <c>dcm2pnm</c>, an independent renderer, pixel by pixel. It cuts fractions off where we round, so a pixel may differ by 1; of an enhanced image it knows no windows of single frames, so they are given.</summary>
public sealed class DcmtkRenderingTests
{
    private const string Tool = "dcm2pnm";

    /// <summary>For Y, Cb and Cr it cuts the fractions of two products off, each.</summary>
    private const int CutProducts = 2;

    [ToolTheory(Tool, needsReference: true)]
    [InlineData("dicom_mr_vendors/MR-SIEMENS-DICOM-WithOverlays.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_mr_vendors/Tests_FO-DICOM.Benchmark_Data_mr.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_mr_vendors/data_paramaps_pm-example-slice.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_mr_vendors/dcm4che_genesis_series/dcm4che-assembly_src_etc_testdata_dicom_MR08.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_mr_vendors/test_sample-dicom.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_seg/data_segmentations_ct-3slice_02.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_seg/seg_image_ct_true_fractional.dcm", 2)]
    [InlineData("dicom_transfer_syntaxes/MR2_UNCI.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_transfer_syntaxes/MR_small_RLE.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_transfer_syntaxes/MR_small_bigendian.dcm", 1, "+Wi", "1")]
    [InlineData("dicom_transfer_syntaxes/image_dfl.dcm", 1)]
    [InlineData("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm", 1)]
    [InlineData("enhanced_mr/test_cine-test.dcm", 1, "+Wi", "1")]
    [InlineData("enhanced_mr/test_cine-test.dcm", 5, "+Ww", "64", "80")]
    [InlineData("enhanced_mr/In_Siemens_XA10_6_1.dcm", 6, "+Ww", "623", "1354")]
    [InlineData("enhanced_mr/Tests_FO-DICOM.Tests_Test_Data_MOVEKNEE.dcm", 19, "+Ww", "1531", "2784")]
    public void A_real_image_is_rendered_alike(string file, int frame, params string[] options)
    {
        string path = Reference.PathOf(["images", .. file.Split('/')]);
        ShouldBeAlike(path, frame, RenderableImage.Open(path)!.Render(frame - 1), options);
    }

    [ToolTheory(Tool, needsReference: true)]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", 600, 1200, WindowFunction.Linear)]
    [InlineData("dicom_transfer_syntaxes/MR_small.dcm", 600, 1200, WindowFunction.Sigmoid)]
    [InlineData("dicom_transfer_syntaxes/MR2_UNCI.dcm", 900.5, 1, WindowFunction.Linear)]
    [InlineData("dicom_mr_vendors/Tests_FO-DICOM.Benchmark_Data_mr.dcm", 100, 33.5, WindowFunction.Linear)]
    public void A_window_of_the_caller_is_applied_alike(string file, double centre, double width, WindowFunction function)
    {
        string path = Reference.PathOf(["images", .. file.Split('/')]);
        string[] options = ["+Ww", $"{centre}", $"{width}", function == WindowFunction.Sigmoid ? "+Wfs" : "+Wfl"];
        ShouldBeAlike(path, 1, RenderableImage.Open(path)!.Render(0, new DisplayWindow(centre, width, function)), options);
    }

    [ToolTheory(Tool)]
    [MemberData(nameof(Samples))]
    public void A_made_image_is_rendered_alike(string name, string[] options) =>
        WithFile(Made[name], path => ShouldBeAlike(path, 1, RenderableImage.Open(path)!.Render(0), options, name.StartsWith("YBR", StringComparison.Ordinal) ? CutProducts : 1));

    public static TheoryData<string, string[]> Samples() => new()
    {
        { "12 bits, unsigned", ["+Ww", "2000", "1500"] },
        { "12 bits, signed", ["+Ww", "-100", "1500"] },
        { "MONOCHROME1", ["+Ww", "2000", "1500"] },
        { "no window", ["+Wm"] },
        { "modality table", ["+Wm"] },
        { "VOI table", ["+Wl", "1"] },
        { "rescaled", ["+Wi", "1"] },
        { "RGB planar", [] },
        { "YBR_FULL", [] },
        { "YBR_FULL_422", [] },
        { "palette of 16 bits", [] },
    };

    private static Dictionary<string, DicomDataset> Made { get; } = new()
    {
        ["12 bits, unsigned"] = Ramp(12).Set(DicomTag.WindowCenter, 2000.0).Set(DicomTag.WindowWidth, 1500.0),
        ["12 bits, signed"] = Ramp(12, isSigned: true).Set(DicomTag.WindowCenter, -100.0).Set(DicomTag.WindowWidth, 1500.0),
        ["MONOCHROME1"] = Ramp(12, photometric: "MONOCHROME1").Set(DicomTag.WindowCenter, 2000.0).Set(DicomTag.WindowWidth, 1500.0),
        ["no window"] = Image(1, 4, 16, Words(17, 100, 1000, 3000)),
        ["modality table"] = Ramp(8).SetSequence(DicomTag.ModalityLUTSequence, Table(10, 16, 5, 9, 1000, 4000, 20000)),
        ["VOI table"] = Ramp(10).SetSequence(DicomTag.VOILUTSequence, Table(300, 12, [.. Enumerable.Range(0, 256).Select(n => n * n / 16)])),
        ["rescaled"] = Ramp(12).Set(DicomTag.RescaleSlope, 0.5).Set(DicomTag.RescaleIntercept, -700.0).Set(DicomTag.WindowCenter, 40.0).Set(DicomTag.WindowWidth, 400.0),
        ["RGB planar"] = Image(16, 16, 8, Noise(768), "RGB", 3).Set(DicomTag.PlanarConfiguration, 1),
        ["YBR_FULL"] = Image(16, 16, 8, Noise(768), "YBR_FULL", 3).Set(DicomTag.PlanarConfiguration, 0),
        ["YBR_FULL_422"] = Image(16, 16, 8, Noise(512), "YBR_FULL_422", 3).Set(DicomTag.PlanarConfiguration, 0),
        ["palette of 16 bits"] = Image(16, 16, 8, Noise(256), "PALETTE COLOR").WithPalette(
            20, 16, [.. Enumerable.Range(0, 200).Select(n => n * 300)], [.. Enumerable.Range(0, 200).Select(n => 65535 - (n * 200))], [.. Enumerable.Range(0, 200).Select(n => n * n)]),
    };

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        return bytes;
    }

    private static void ShouldBeAlike(string path, int frame, Picture picture, string[] options, int tolerance = 1)
    {
        using var folder = new PictureFolder();
        string target = folder.PathOf("reference.pnm");
        (int exitCode, string output) = ExternalTool.Run(Tool, ["-O", "+F", $"{frame}", "--write-raw-pnm", .. options, path, target]);
        exitCode.ShouldBe(0, output);
        Picture reference = Pnm.Read(target);
        (picture.Width, picture.Height, picture.Channels).ShouldBe((reference.Width, reference.Height, reference.Channels));
        int[] differences = [.. picture.Samples.Zip(reference.Samples, (a, b) => Math.Abs(a - b))];
        differences.Max().ShouldBeLessThanOrEqualTo(tolerance, $"{path}: {differences.Count(d => d > tolerance)} of {differences.Length} differ by more, e.g. {Array.FindIndex(differences, d => d > tolerance)}");
    }
}
