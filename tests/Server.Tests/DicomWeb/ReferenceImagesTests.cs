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
            DicomDataset header = DicomFile.Read(path, DicomReadOptions.Header).Dataset;
            bool isStorable = IsWhole(path) && header.GetString(DicomTag.StudyInstanceUID) is not null && header.GetString(DicomTag.SeriesInstanceUID) is not null
                && stored.Add(header.GetString(DicomTag.SOPInstanceUID)!);

            using HttpResponseMessage answer = await server.Client.StowAsync(file);

            answer.IsSuccessStatusCode.ShouldBe(isStorable, path);
            if (isStorable)
            {
                await ComesBackAsync(header, file, path);
            }
            else
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, path);
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

    private async Task ComesBackAsync(DicomDataset header, byte[] file, string path)
    {
        using HttpResponseMessage retrieved = await server.Client.GetAsync(AddressOf(header));
        retrieved.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        byte[] body = (await retrieved.PartsAsync()).Single().Body;
        body[128..].ShouldBe(file[128..], path);
        using HttpResponseMessage metadata = await server.Client.GetAsync(AddressOf(header) + "/metadata");
        (await metadata.JsonAsync())[0].Value("00080018").ShouldBe(header.GetString(DicomTag.SOPInstanceUID), path);
        if (header.Contains(DicomTag.Rows))
        {
            using HttpResponseMessage frame = await server.Client.GetAsync(AddressOf(header) + "/frames/1");
            ((int)frame.StatusCode).ShouldBeOneOf([200, 404, 422], path);
        }
    }

    private static bool IsWhole(string path)
    {
        try
        {
            _ = DicomFile.Read(path);
            return true;
        }
        catch (DicomFormatException)
        {
            return false;
        }
    }

    private static string AddressOf(DicomDataset dataset) =>
        $"/dicomweb/studies/{dataset.GetString(DicomTag.StudyInstanceUID)}/series/{dataset.GetString(DicomTag.SeriesInstanceUID)}"
        + $"/instances/{dataset.GetString(DicomTag.SOPInstanceUID)}";
}
