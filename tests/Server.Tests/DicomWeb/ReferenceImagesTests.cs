using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class ReferenceImagesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [ReferenceTheory]
    [InlineData("dicom_mr_vendors")]
    [InlineData("dicom_transfer_syntaxes")]
    [InlineData("dicom_seg")]
    [InlineData("enhanced_mr")]
    public async Task Every_real_file_is_stored_and_comes_back_or_is_refused_with_a_reason(string folder)
    {
        var stored = new HashSet<string>();
        foreach (string path in Directory.GetFiles(Reference.PathOf("images", folder), "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] file = await File.ReadAllBytesAsync(path);
            using HttpResponseMessage answer = await server.Client.StowAsync(file);
            DicomFile header = DicomFile.Read(path, DicomReadOptions.Header);
            bool isComplete = header.Dataset.GetString(DicomTag.StudyInstanceUID) is not null && header.Dataset.GetString(DicomTag.SeriesInstanceUID) is not null;
            string instance = header.Dataset.GetString(DicomTag.SOPInstanceUID) ?? "";
            bool isNew = isComplete && stored.Add(instance);
            ((int)answer.StatusCode).ShouldBe(isNew ? (int)answer.StatusCode == 202 ? 202 : 200 : 409, path);
            if (isNew)
            {
                await ComesBackAsync(header, file, path);
            }
        }

        stored.ShouldNotBeEmpty();
    }

    [ReferenceFact]
    public async Task Rle_frames_are_given_out_as_stored_and_uncompressed()
    {
        string folder = Reference.PathOf("images", "dicom_transfer_syntaxes");
        byte[] rle = await File.ReadAllBytesAsync(Path.Combine(folder, "MR_small_RLE.dcm"));
        DicomFile native = DicomFile.Read(Path.Combine(folder, "MR_small.dcm"));
        await using ServerFixture other = await ServerFixture.StartAsync();
        (await other.Client.StowAsync(rle)).StatusCode.ShouldBe(HttpStatusCode.OK);
        string path = AddressOf(native.Dataset) + "/frames/1";

        using HttpResponseMessage stored = await other.Client.GetAsync(path, "multipart/related; type=application/octet-stream; transfer-syntax=*");
        (await stored.PartsAsync()).Single().ContentType.ShouldEndWith($"transfer-syntax={DicomUid.RLELossless}");
        using HttpResponseMessage image = await other.Client.GetAsync(path, "multipart/related; type=\"image/dicom-rle\"");
        (await image.PartsAsync()).Single().ContentType.ShouldStartWith("image/dicom-rle;");
        using HttpResponseMessage decoded = await other.Client.GetAsync(path, "multipart/related; type=\"application/octet-stream\"");
        (await decoded.PartsAsync()).Single().Body.ShouldBe(native.Dataset.GetBytes(DicomTag.PixelData).ToArray());

        using HttpResponseMessage whole = await other.Client.GetAsync(
            AddressOf(native.Dataset), $"application/dicom; transfer-syntax={DicomUid.ExplicitVRLittleEndian}");
        DicomFile transcoded = DicomFile.Read(new MemoryStream(await whole.Content.ReadAsByteArrayAsync()));
        transcoded.Dataset.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(native.Dataset.GetBytes(DicomTag.PixelData).ToArray());
    }

    private async Task ComesBackAsync(DicomFile header, byte[] file, string path)
    {
        using HttpResponseMessage retrieved = await server.Client.GetAsync(AddressOf(header.Dataset));
        retrieved.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        byte[] body = (await retrieved.PartsAsync()).Single().Body;
        body[128..].ShouldBe(file[128..], path);
        using HttpResponseMessage metadata = await server.Client.GetAsync(AddressOf(header.Dataset) + "/metadata");
        (await metadata.JsonAsync())[0].Value("00080018").ShouldBe(header.Dataset.GetString(DicomTag.SOPInstanceUID), path);
        if (header.Dataset.Contains(DicomTag.Rows))
        {
            using HttpResponseMessage frame = await server.Client.GetAsync(AddressOf(header.Dataset) + "/frames/1");
            ((int)frame.StatusCode).ShouldBeOneOf([200, 404, 422], path);
        }
    }

    private static string AddressOf(DicomDataset dataset) =>
        $"/dicomweb/studies/{dataset.GetString(DicomTag.StudyInstanceUID)}/series/{dataset.GetString(DicomTag.SeriesInstanceUID)}"
        + $"/instances/{dataset.GetString(DicomTag.SOPInstanceUID)}";
}
