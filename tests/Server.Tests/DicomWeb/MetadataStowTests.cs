using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

/// <summary>STOW-RS of metadata and bulk data (PS3.18 section 10.5).</summary>
public sealed class MetadataStowTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Related = $"multipart/related; type=\"application/dicom+json\"; boundary={DicomWebCalls.Boundary}";
    private const string Octets = "application/octet-stream";
    private const string FailedSopSequence = "00081198";
    private const string ReferencedSopSequence = "00081199";
    private const string FailureReasonTag = "00081197";
    private const string WarningReasonTag = "00081196";

    private readonly DicomDataset _image = TestImage.Dataset();

    [Theory]
    [InlineData("bulk/1", "bulk/1")]
    [InlineData("/dicomweb/studies/bulk/1", "studies/bulk/1")]
    [InlineData("http://elsewhere.example/pixels?x=1", "http://elsewhere.example/pixels?x=1")]
    public async Task Native_pixel_data_come_from_the_part_that_the_metadata_name(string uri, string location)
    {
        byte[] pixels = _image.GetBytes(DicomTag.PixelData).ToArray();
        using HttpResponseMessage stored = await StowAsync(Json(_image, _ => uri), (Octets, $"Content-Location: {location}", pixels));
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());

        DicomFile back = await RetrieveAsync();
        back.TransferSyntax.ShouldBe(DicomTransferSyntax.ExplicitVRLittleEndian);
        back.Dataset.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(pixels);
        back.Dataset.GetString(DicomTag.PatientName).ShouldBe("Müller^Ida=山田^花子");
        back.Dataset.Count.ShouldBe(_image.Count);
    }

    [Fact]
    public async Task A_part_may_be_named_by_its_content_id()
    {
        using HttpResponseMessage stored = await StowAsync(Json(_image, _ => "cid:pixels@x"), (Octets, "Content-ID: <pixels@x>", _image.GetBytes(DicomTag.PixelData).ToArray()));
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Compressed_frames_are_parts_with_one_location()
    {
        _image.Set(DicomTag.NumberOfFrames, 3);
        byte[][] frames = [[1, 2, 3, 4], [5, 6, 7], [8, 9]];
        using HttpResponseMessage stored = await StowAsync(
            Json(_image, _ => "pixels"), [.. frames.Select(frame => ($"image/jls; transfer-syntax={DicomUid.JPEGLSNearLossless}", "Content-Location: pixels", frame))]);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());

        DicomFile back = await RetrieveAsync();
        back.TransferSyntax.Uid.ShouldBe(DicomUid.JPEGLSNearLossless);
        var fragments = back.Dataset.Find(DicomTag.PixelData).ShouldBeOfType<DicomFragmentSequence>();
        fragments.Fragments.Select(fragment => fragment.ToArray()).ShouldBe([[1, 2, 3, 4], [5, 6, 7, 0], [8, 9]]);
        fragments.OffsetTable.ToArray().ShouldBe([0, 0, 0, 0, 12, 0, 0, 0, 24, 0, 0, 0]);
        using HttpResponseMessage second = await server.Client.GetAsync($"{Address}/frames/2", "image/jls");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("image/jpeg", "FFD8FFE000040000FFC0000B", DicomUid.JPEGBaseline8Bit)]
    [InlineData("image/jpeg", "FFD8FFC1000B", DicomUid.JPEGExtended12Bit)]
    [InlineData("image/jpeg", "FFD8FFC3000B", DicomUid.JPEGLosslessSV1)]
    [InlineData("image/jp2", "FF4FFF51", DicomUid.JPEG2000Lossless)]
    [InlineData("image/dicom-rle", "01000000", DicomUid.RLELossless)]
    [InlineData("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.91", "FF4FFF51", DicomUid.JPEG2000)]
    public async Task The_media_type_of_the_pixel_data_gives_the_transfer_syntax(string type, string start, string expected)
    {
        using HttpResponseMessage stored = await StowAsync(Json(_image, _ => "pixels"), (type, "Content-Location: pixels", Convert.FromHexString(start)));
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());
        (await RetrieveAsync()).TransferSyntax.Uid.ShouldBe(expected);
    }

    [Fact]
    public async Task Metadata_without_bulk_data_may_come_alone()
    {
        using HttpResponseMessage array = await server.Client.StowAsync("/dicomweb/studies", Json(_image), "application/dicom+json");
        array.StatusCode.ShouldBe(HttpStatusCode.OK, await array.Content.ReadAsStringAsync());
        (await RetrieveAsync()).Dataset.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(_image.GetBytes(DicomTag.PixelData).ToArray());

        byte[] other = Json(TestImage.Dataset())[1..^1];
        using HttpResponseMessage one = await server.Client.StowAsync("/dicomweb/studies", other, "application/dicom+json; charset=utf-8");
        one.StatusCode.ShouldBe(HttpStatusCode.OK, await one.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Bulk_values_inside_sequences_are_found_too()
    {
        byte[] icon = new byte[2000];
        new Random(5).NextBytes(icon);
        byte[] json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Json(_image, _ => "pixels")).Replace(
            "\"7FE00010\"", "\"00880200\":{\"vr\":\"SQ\",\"Value\":[{\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"icon\"}}]},\"7FE00010\"", StringComparison.Ordinal));
        using HttpResponseMessage stored = await StowAsync(
            json, (Octets, "Content-Location: icon", icon), (Octets, "Content-Location: pixels", _image.GetBytes(DicomTag.PixelData).ToArray()));
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());
        (await RetrieveAsync()).Dataset.GetSequence(DicomTag.IconImageSequence)[0].GetBytes(DicomTag.PixelData).ToArray().ShouldBe(icon);
    }

    [Fact]
    public async Task What_is_retrieved_as_metadata_and_bulk_data_can_be_stored_again_as_such()
    {
        _image.SetBytes(DicomTag.ICCProfile, DicomVR.OB, new byte[5000]);
        using (HttpResponseMessage first = await server.Client.StowAsync(_image.ToFile()))
        {
            first.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        byte[] json = await server.Client.GetByteArrayAsync($"{Address}/metadata");
        var bulk = new List<(string Type, string Header, byte[] Body)>();
        foreach (JsonProperty attribute in JsonDocument.Parse(json).RootElement[0].EnumerateObject().Where(a => a.Value.TryGetProperty("BulkDataURI", out _)))
        {
            string uri = attribute.Value.GetProperty("BulkDataURI").GetString()!;
            using HttpResponseMessage value = await server.Client.GetAsync(uri, Octets);
            bulk.Add((Octets, $"Content-Location: {uri}", await value.Content.ReadAsByteArrayAsync()));
        }

        bulk.Count.ShouldBe(2);
        (await server.Client.DeleteAsync(Address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage again = await StowAsync(json, [.. bulk]);
        again.StatusCode.ShouldBe(HttpStatusCode.OK, await again.Content.ReadAsStringAsync());
        DicomDataset back = (await RetrieveAsync()).Dataset;
        back.Select(item => (item.Tag, item.VR)).ShouldBe(_image.Select(item => (item.Tag, item.VR)));
        back.Select(item => Convert.ToHexString(((DicomElement)item).Value.Span)).ShouldBe(_image.Select(item => Convert.ToHexString(((DicomElement)item).Value.Span)));
    }

    [Fact]
    public async Task Metadata_that_name_a_part_that_did_not_come_fail_alone()
    {
        DicomDataset other = TestImage.Dataset();
        byte[] both = [.. Json(_image, _ => "missing")[..^1], .. ","u8, .. Json(other)[1..]];
        using HttpResponseMessage answer = await StowAsync(both);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement json = await answer.JsonAsync();
        JsonElement failed = json.GetProperty(FailedSopSequence).GetProperty("Value")[0];
        failed.Value(FailureReasonTag).ShouldBe("49152");
        failed.Value("00081155").ShouldBe(_image.GetString(DicomTag.SOPInstanceUID));
        json.GetProperty(ReferencedSopSequence).GetProperty("Value")[0].Value("00081155").ShouldBe(other.GetString(DicomTag.SOPInstanceUID));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[")]
    [InlineData("[{\"00100010\":")]
    [InlineData("[]")]
    public async Task Metadata_that_are_no_json_or_empty_are_a_bad_request(string text)
    {
        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", Encoding.UTF8.GetBytes(text), "application/dicom+json");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:broken-metadata");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("[{\"00080018\":{\"vr\":\"UI\",\"Value\":\"1.2\"}}]")]
    [InlineData("[{\"patient\":{\"vr\":\"LO\"}}]")]
    [InlineData("[{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2\\ud800\"]}}]")]
    [InlineData("[{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2\u00ff\"]}}]")]
    public async Task Data_sets_that_are_none_are_refused_with_the_reason(string text)
    {
        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", Encoding.Latin1.GetBytes(text), "application/dicom+json");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("0008119A").GetProperty("Value")[0].Value(FailureReasonTag).ShouldBe("49152");
    }

    [Fact]
    public async Task Xml_is_refused_with_a_sentence()
    {
        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", [], $"multipart/related; type=\"application/dicom+xml\"; boundary={DicomWebCalls.Boundary}");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain("application/dicom+xml is not supported");
    }

    [Fact]
    public async Task Elements_that_have_no_place_in_a_data_set_are_left_out_with_a_warning()
    {
        byte[] json = [.. "[{\"00000002\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]},"u8, .. Json(_image).AsSpan(2)];
        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", json, "application/dicom+json");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.JsonAsync()).GetProperty(ReferencedSopSequence).GetProperty("Value")[0].Value(WarningReasonTag).ShouldBe("45062");
    }

    [Theory]
    [InlineData(DicomUid.Verification, DicomUid.ExplicitVRLittleEndian, "290")]
    [InlineData(DicomUid.HangingProtocolStorage, DicomUid.ExplicitVRLittleEndian, "290")]
    [InlineData(DicomUid.MRImageStorage, "1.2.3.4", "49442")]
    [InlineData(DicomUid.MRImageStorage, DicomUid.XMLEncoding, "49442")]
    public async Task Classes_and_transfer_syntaxes_that_are_not_stored_are_refused_with_their_reason(string sopClass, string syntax, string reason)
    {
        DicomDataset image = TestImage.Dataset().Set(DicomTag.SOPClassUID, sopClass);
        using HttpResponseMessage answer = await server.Client.StowAsync(image.ToFile(DicomTransferSyntax.Of(syntax)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.JsonAsync()).GetProperty(FailedSopSequence).GetProperty("Value")[0].Value(FailureReasonTag).ShouldBe(reason);
    }

    [Fact]
    public async Task A_request_leaves_no_temporary_file()
    {
        (await StowAsync(Json(_image, _ => "pixels"), (Octets, "Content-Location: pixels", new byte[384]), (Octets, "Content-Location: unused", new byte[9]))).Dispose();
        Directory.EnumerateFiles(Path.Combine(server.DataFolder, "incoming"), "*", SearchOption.AllDirectories).ShouldAllBe(file => file.EndsWith(".lock", StringComparison.Ordinal));
    }

    private string Address =>
        $"/dicomweb/studies/{_image.GetString(DicomTag.StudyInstanceUID)}/series/{_image.GetString(DicomTag.SeriesInstanceUID)}/instances/{_image.GetString(DicomTag.SOPInstanceUID)}";

    private static byte[] Json(DicomDataset dataset, Func<DicomTag, string?>? bulkDataUri = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            DicomJson.Write(writer, dataset, bulkDataUri);
            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private async Task<HttpResponseMessage> StowAsync(byte[] json, params (string Type, string Header, byte[] Body)[] bulk)
    {
        using var body = new MemoryStream();
        foreach ((string type, string header, byte[] content) in (IEnumerable<(string, string, byte[])>)[("application/dicom+json", "X-None: x", json), .. bulk])
        {
            body.Write(Encoding.ASCII.GetBytes($"--{DicomWebCalls.Boundary}\r\nContent-Type: {type}\r\n{header}\r\n\r\n"));
            body.Write(content);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{DicomWebCalls.Boundary}--\r\n"));
        return await server.Client.StowAsync("/dicomweb/studies", body.ToArray(), Related);
    }

    private async Task<DicomFile> RetrieveAsync()
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(Address, "application/dicom; transfer-syntax=*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return DicomFile.Read(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
    }
}
