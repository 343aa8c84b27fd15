using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>Compressed instances and frames given out uncompressed by WADO-RS.</summary>
public sealed class RetrieveDecodedTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Explicit = "application/dicom; transfer-syntax=" + DicomUid.ExplicitVRLittleEndian;

    [ReferenceTheory]
    [InlineData("enhanced_mr/emri_small_jpeg_2k_lossless.dcm", "enhanced_mr/emri_small.dcm")]
    [InlineData("enhanced_mr/emri_small_jpeg_ls_lossless.dcm", "enhanced_mr/emri_small.dcm")]
    [InlineData("enhanced_mr/emri_small_RLE.dcm", "enhanced_mr/emri_small.dcm")]
    [InlineData("dicom_transfer_syntaxes/MR_small_jpeg_ls_lossless.dcm", "dicom_transfer_syntaxes/MR_small.dcm")]
    public async Task An_instance_comes_uncompressed_element_for_element(string compressed, string original)
    {
        (string address, DicomDataset source) = await StoreAsync(compressed);
        DicomDataset native = DicomFile.Read(Reference.PathOf(["images", .. original.Split('/')])).Dataset;

        using HttpResponseMessage answer = await server.Client.GetAsync(address, Explicit);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        answer.Content.Headers.ContentLength.ShouldBe(bytes.Length);
        DicomFile file = DicomFile.Read(new MemoryStream(bytes));
        file.TransferSyntax.Uid.ShouldBe(DicomUid.ExplicitVRLittleEndian);
        file.Dataset.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(native.GetBytes(DicomTag.PixelData).ToArray());
        file.Dataset.Select(e => e.Tag).ShouldBe(source.Select(e => e.Tag).Where(tag => tag != DicomTag.DataSetTrailingPadding));

        using HttpResponseMessage range = await RangeAsync(address, bytes.Length - 100, bytes.Length - 1);
        range.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await range.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[^100..]);
    }

    [ReferenceFact]
    public async Task Frames_come_uncompressed_in_the_order_asked_for()
    {
        (string address, _) = await StoreAsync("enhanced_mr/emri_small_jpeg_2k_lossless.dcm");
        byte[] native = DicomFile.Read(Reference.PathOf("images", "enhanced_mr", "emri_small.dcm")).Dataset.GetBytes(DicomTag.PixelData).ToArray();
        using HttpResponseMessage answer = await server.Client.GetAsync($"{address}/frames/3,10,1", "multipart/related; type=\"application/octet-stream\"");
        (await answer.PartsAsync()).Select(part => part.Body).ShouldBe([Frame(3), Frame(10), Frame(1)]);

        byte[] Frame(int number) => native.AsSpan((number - 1) * 8192, 8192).ToArray();
    }

    [ReferenceFact]
    public async Task Colours_and_the_loss_are_named_as_they_are_after_decoding()
    {
        (string address, DicomDataset source) = await StoreAsync("dicom_transfer_syntaxes/HTJ2K_08_RGB.dcm");
        using HttpResponseMessage answer = await server.Client.GetAsync(address, Explicit);
        DicomDataset native = DicomFile.Read(new MemoryStream(await answer.Content.ReadAsByteArrayAsync())).Dataset;
        native.GetString(DicomTag.PhotometricInterpretation).ShouldBe("RGB");
        native.GetInt(DicomTag.PlanarConfiguration).ShouldBe(0);
        native.GetString(DicomTag.LossyImageCompression).ShouldBe("01");
        native.GetBytes(DicomTag.PixelData).Length.ShouldBe(640 * 480 * 3);
        source.GetString(DicomTag.PhotometricInterpretation).ShouldBe("RGB");
    }

    [ReferenceFact]
    public async Task A_cut_frame_is_answered_by_a_sentence_with_instance_and_number()
    {
        DicomFile file = DicomFile.Read(Reference.PathOf("images", "enhanced_mr", "emri_small_jpeg_2k_lossless.dcm"));
        var frames = (DicomFragmentSequence)file.Dataset.Find(DicomTag.PixelData)!;
        ReadOnlyMemory<byte>[] fragments = [.. frames.Fragments];
        fragments[4] = fragments[4][..(fragments[4].Length / 2)];
        file.Dataset.Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, fragments));
        string address = await StoreAsync(file, "cut frame");

        foreach ((string path, string accept) in new[] { ("/frames/5", "application/octet-stream"), ("/frames/1,5", "multipart/related; type=\"application/octet-stream\""), ("", Explicit) })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(address + path, accept);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, path);
            JsonElement problem = await answer.JsonAsync();
            problem.GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:broken-pixel-data");
            string detail = problem.GetProperty("detail").GetString()!;
            detail.ShouldContain(address[(address.LastIndexOf('/') + 1)..]);
            detail.ShouldContain("frame 5", Case.Insensitive);
            detail.ShouldContain("cut");
        }

        using HttpResponseMessage whole = await server.Client.GetAsync(address + "/frames/4", "application/octet-stream");
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [ReferenceFact]
    public async Task Without_node_stored_frames_are_given_out_and_others_refused_with_the_reason()
    {
        await using var lacking = new ServerFixture { Settings = new Dictionary<string, string?> { [$"{PixelOptions.Section}:{nameof(PixelOptions.Node)}"] = "no-such-node" } };
        await lacking.InitializeAsync();
        (string address, _) = await StoreAsync("dicom_transfer_syntaxes/MR_small_jpeg_ls_lossless.dcm", lacking);

        using HttpResponseMessage stored = await lacking.Client.GetAsync(address + "/frames/1", "multipart/related; type=application/octet-stream; transfer-syntax=*");
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach ((string path, string accept) in new[] { ("/frames/1", "application/octet-stream"), ("", Explicit) })
        {
            using HttpResponseMessage answer = await lacking.Client.GetAsync(address + path, accept);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
            (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain("Node.js 20 or later");
        }
    }

    private async Task<HttpResponseMessage> RangeAsync(string address, int from, int to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", Explicit);
        request.Headers.TryAddWithoutValidation("Range", $"bytes={from}-{to}");
        return await server.Client.SendAsync(request);
    }

    private async Task<(string Address, DicomDataset Source)> StoreAsync(string file, ServerFixture? other = null)
    {
        DicomFile source = DicomFile.Read(Reference.PathOf(["images", .. file.Split('/')]));
        return (await StoreAsync(source, file, other), source.Dataset);
    }

    /// <summary>Stores a file under a UID of its own: several reference files share one.</summary>
    private async Task<string> StoreAsync(DicomFile file, string name, ServerFixture? other = null)
    {
        file.Dataset.Set(DicomTag.SOPInstanceUID, DicomUid.FromName($"{name} {TestImage.NewUid()}"));
        foreach (DicomTag tag in new[] { DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID }.Where(tag => !file.Dataset.Contains(tag)))
        {
            file.Dataset.Set(tag, TestImage.NewUid());
        }

        file.FileMetaInformation.Set(DicomTag.MediaStorageSOPInstanceUID, file.Dataset.GetString(DicomTag.SOPInstanceUID)!);
        using var bytes = new MemoryStream();
        file.Write(bytes);
        (await (other ?? server).Client.StowAsync(bytes.ToArray())).StatusCode.ShouldBe(HttpStatusCode.OK);
        return $"/dicomweb/studies/{file.Dataset.GetString(DicomTag.StudyInstanceUID)}/series/{file.Dataset.GetString(DicomTag.SeriesInstanceUID)}"
            + $"/instances/{file.Dataset.GetString(DicomTag.SOPInstanceUID)}";
    }
}
