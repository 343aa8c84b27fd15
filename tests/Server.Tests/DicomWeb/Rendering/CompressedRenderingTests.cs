using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Server.Tests.Pixels;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests.DicomWeb.Rendering;

/// <summary>Compressed frames are shown as what they were before.</summary>
public sealed class CompressedRenderingTests(CodecFixture codecs) : IClassFixture<CodecFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ReferenceTheory]
    [InlineData("dicom_transfer_syntaxes/MR_small_jp2klossless.dcm", "dicom_transfer_syntaxes/MR_small.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small_jpeg_ls_lossless.dcm", "dicom_transfer_syntaxes/MR_small.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_ls_lossless.dcm", "enhanced_mr/emri_small.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_2k_lossless.dcm", "enhanced_mr/emri_small.dcm")]
    public void A_losslessly_compressed_image_is_rendered_like_its_original(string compressed, string original) =>
        Render(PathOf(compressed)).Samples.AsSpan().SequenceEqual(Render(PathOf(original)).Samples).ShouldBeTrue();

    [CodecToolsReferenceTheory]
    [InlineData("+eb", "+cy")]
    [InlineData("+eb", "+cr")]
    [InlineData("+e1", "+tl")]
    public void Colours_in_JPEG_are_rendered_like_their_original(string process, string colours)
    {
        string original = PathOf("dicom_transfer_syntaxes/ExplVR_BigEnd.dcm");
        string compressed = CodecTools.Convert("dcmcjpeg", original, Path.Combine(_folder.Path, "compressed.dcm"), process, colours);
        Picture before = Render(original), after = Render(compressed);
        after.Channels.ShouldBe(Picture.Colour);
        before.Samples.Zip(after.Samples, (a, b) => Math.Abs(a - b)).Average().ShouldBeLessThan(process == "+e1" ? 0.001 : 3);
    }

    private static string PathOf(string file) => Reference.PathOf(["images", .. file.Split('/')]);

    private Picture Render(string path)
    {
        RenderableImage image = RenderableImage.Open(path, codecs.Pool)!;
        return image.Render(image.FrameCount - 1);
    }
}
