using System.IO.Compression;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class RetrieveTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string AnyDicom = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

    [Fact]
    public async Task Study_series_and_instance_have_addresses_of_their_own()
    {
        (string study, string series, string instance, byte[] file) = await StoreAsync();
        foreach (string path in (string[])[$"/studies/{study}", $"/studies/{study}/series/{series}", $"/studies/{study}/series/{series}/instances/{instance}"])
        {
            using HttpResponseMessage answer = await GetAsync(path, AnyDicom);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (string contentType, byte[] body) = (await answer.PartsAsync()).Single();
            contentType.ShouldBe($"application/dicom; transfer-syntax={DicomUid.ExplicitVRLittleEndian}");
            body.ShouldBe(file);
        }
    }

    [Fact]
    public async Task One_instance_can_be_had_without_multipart()
    {
        (string study, string series, string instance, byte[] file) = await StoreAsync();
        using HttpResponseMessage answer = await GetAsync($"/studies/{study}/series/{series}/instances/{instance}", "application/dicom");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/dicom");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(file);
    }

    [Fact]
    public async Task Native_transfer_syntaxes_are_converted_into_each_other()
    {
        (string study, _, _, _) = await StoreAsync();
        using HttpResponseMessage answer = await GetAsync(
            $"/studies/{study}", $"multipart/related; type=\"application/dicom\"; transfer-syntax={DicomUid.ImplicitVRLittleEndian}");
        byte[] body = (await answer.PartsAsync()).Single().Body;
        DicomFile converted = DicomFile.Read(new MemoryStream(body));
        converted.TransferSyntax.ShouldBe(DicomTransferSyntax.ImplicitVRLittleEndian);
        converted.Dataset.GetString(DicomTag.PatientName).ShouldBe("Müller^Ida=山田^花子");
    }

    [Theory]
    [InlineData("", "image/png")]
    [InlineData("", "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.4.90")]
    [InlineData("/series/{series}/instances/{instance}/frames/1", "image/jpeg")]
    [InlineData("/series/{series}/instances/{instance}/frames/1", "multipart/related; type=\"image/jls\"")]
    [InlineData("/series/{series}/instances/{instance}/frames/1", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.4.80")]
    [InlineData("/metadata", "application/dicom+xml")]
    public async Task What_cannot_be_given_is_not_acceptable(string path, string accept)
    {
        (string study, string series, string instance, _) = await StoreAsync();
        string address = $"/studies/{study}{path}".Replace("{series}", series, StringComparison.Ordinal).Replace("{instance}", instance, StringComparison.Ordinal);
        using HttpResponseMessage answer = await GetAsync(address, accept);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await answer.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:not-acceptable");
    }

    [Theory]
    [InlineData("/studies/1.2.3")]
    [InlineData("/studies/1.2.3/metadata")]
    [InlineData("/studies/{study}/series/1.2.3")]
    [InlineData("/studies/{study}/series/1.2.3/metadata")]
    [InlineData("/studies/{study}/series/{series}/instances/1.2.3")]
    [InlineData("/studies/{study}/series/{series}/instances/1.2.3/frames/1")]
    [InlineData("/studies/{study}/series/{series}/instances/{instance}/frames/2")]
    [InlineData("/studies/{study}/series/{series}/instances/{instance}/bulkdata/00091010")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        (string study, string series, string instance, _) = await StoreAsync();
        string address = path.Replace("{study}", study, StringComparison.Ordinal).Replace("{series}", series, StringComparison.Ordinal)
            .Replace("{instance}", instance, StringComparison.Ordinal);
        using HttpResponseMessage answer = await server.Client.GetAsync("/dicomweb" + address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("multipart/related; type=application/octet-stream; transfer-syntax=*")]
    [InlineData("multipart/related; type=\"application/octet-stream\"")]
    [InlineData("*/*")]
    public async Task Frames_come_as_their_bytes(string accept)
    {
        DicomDataset dataset = TestImage.Dataset().Set(DicomTag.NumberOfFrames, 2).Set(DicomTag.Rows, TestImage.Rows / 2);
        byte[] pixels = dataset.GetBytes(DicomTag.PixelData).ToArray();
        string address = await StoreAsync(dataset);

        using HttpResponseMessage answer = await GetAsync($"{address}/frames/2,1", accept);
        (string ContentType, byte[] Body)[] parts = await answer.PartsAsync();
        parts.Select(part => part.ContentType).ShouldAllBe(type => type == $"application/octet-stream; transfer-syntax={DicomUid.ExplicitVRLittleEndian}");
        parts.Select(part => part.Body).ShouldBe([pixels[(pixels.Length / 2)..], pixels[..(pixels.Length / 2)]]);
    }

    [Fact]
    public async Task One_frame_can_be_had_without_multipart()
    {
        DicomDataset dataset = TestImage.Dataset();
        string address = await StoreAsync(dataset);
        using HttpResponseMessage answer = await GetAsync($"{address}/frames/1", "application/octet-stream");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(dataset.GetBytes(DicomTag.PixelData).ToArray());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1,")]
    [InlineData("first")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public async Task A_malformed_frame_list_is_a_bad_request(string frames)
    {
        string address = await StoreAsync(TestImage.Dataset());
        using HttpResponseMessage answer = await GetAsync($"{address}/frames/{frames}", "*/*");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Pixel_data_that_do_not_fit_their_description_leave_the_metadata_alone()
    {
        string address = await StoreAsync(TestImage.Dataset().Set(DicomTag.Rows, 65535).Set(DicomTag.Columns, 65535).Set(DicomTag.NumberOfFrames, int.MaxValue));
        using HttpResponseMessage metadata = await GetAsync($"{address}/metadata", "application/dicom+json");
        metadata.StatusCode.ShouldBe(HttpStatusCode.OK);
        using HttpResponseMessage frame = await GetAsync($"{address}/frames/1", "*/*");
        frame.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Metadata_hold_the_header_and_the_address_of_the_pixel_data()
    {
        (string study, _, string instance, _) = await StoreAsync();
        using HttpResponseMessage answer = await GetAsync($"/studies/{study}/metadata", "application/dicom+json");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/dicom+json");
        JsonElement header = (await answer.JsonAsync())[0];
        header.Value("00080018").ShouldBe(instance);
        header.GetProperty("00100010").GetProperty("Value")[0].GetProperty("Ideographic").GetString().ShouldBe("山田^花子");
        string pixels = header.GetProperty("7FE00010").GetProperty("BulkDataURI").GetString()!;
        using HttpResponseMessage bulk = await server.Client.GetAsync(pixels, "application/octet-stream");
        (await bulk.Content.ReadAsByteArrayAsync()).Length.ShouldBe(2 * TestImage.Rows * TestImage.Columns);
    }

    [Fact]
    public async Task Unchanged_metadata_are_not_sent_again()
    {
        (string study, string series, _, _) = await StoreAsync();
        string path = $"/dicomweb/studies/{study}/metadata";
        using HttpResponseMessage first = await server.Client.GetAsync(path);
        string tag = first.Headers.ETag!.Tag;

        (await ConditionalAsync(path, tag)).ShouldBe(HttpStatusCode.NotModified);
        (await server.Client.StowAsync(TestImage.File(study, series, number: 2))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ConditionalAsync(path, tag)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metadata_are_compressed_for_those_who_ask()
    {
        (string study, _, string instance, _) = await StoreAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/dicomweb/studies/{study}/metadata");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var unzipped = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        (await JsonDocument.ParseAsync(unzipped)).RootElement[0].Value("00080018").ShouldBe(instance);
    }

    [Fact]
    public async Task Long_binary_values_are_named_by_an_address_that_gives_them()
    {
        byte[] large = new byte[5000];
        new Random(3).NextBytes(large);
        DicomDataset dataset = TestImage.Dataset().SetBytes(DicomTag.ICCProfile, DicomVR.OB, large);
        string address = await StoreAsync(dataset);

        using HttpResponseMessage metadata = await GetAsync($"{address}/metadata", "application/dicom+json");
        string uri = (await metadata.JsonAsync())[0].GetProperty("00282000").GetProperty("BulkDataURI").GetString()!;
        uri.ShouldStartWith(server.Url);
        using HttpResponseMessage part = await server.Client.GetAsync(uri);
        (await part.PartsAsync()).Single().Body.ShouldBe(large);
        using HttpResponseMessage whole = await server.Client.GetAsync(uri, "application/octet-stream");
        (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(large);
    }

    [Fact]
    public async Task Hostile_addresses_are_refused_and_touch_no_file()
    {
        string[] steps = ["../", "..\\", "%2e%2e%2f", "..%2f", "%2e%2e/", "..%5c", "..%c0%af", "....//"];
        string[] targets = ["etc/passwd", "index.sqlite", "windows/win.ini", "proc/self/environ", "1.2.3%00.dcm"];
        string[] hostile = [.. from step in steps from depth in Enumerable.Range(1, 5) from target in targets select string.Concat(Enumerable.Repeat(step, depth)) + target];
        hostile.Length.ShouldBe(200);
        foreach (string text in hostile)
        {
            using HttpResponseMessage answer = await server.Client.GetAsync($"/dicomweb/studies/{Uri.EscapeDataString(text)}/metadata");
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
        }
    }

    [Theory]
    [InlineData("1.2.a")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData(" ")]
    public async Task What_is_no_uid_is_refused_everywhere(string uid)
    {
        string text = Uri.EscapeDataString(uid);
        foreach (string path in (string[])[$"/studies/{text}", $"/studies/1.2/series/{text}", $"/studies/1.2/series/1.3/instances/{text}/frames/1"])
        {
            using HttpResponseMessage answer = await server.Client.GetAsync("/dicomweb" + path);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    private Task<HttpResponseMessage> GetAsync(string path, string accept) => server.Client.GetAsync("/dicomweb" + path, accept);

    private async Task<HttpStatusCode> ConditionalAsync(string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.ParseAdd(tag);
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<(string Study, string Series, string Instance, byte[] File)> StoreAsync()
    {
        string study = TestImage.NewUid(), series = TestImage.NewUid(), instance = TestImage.NewUid();
        byte[] file = TestImage.File(study, series, instance);
        (await server.Client.StowAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return (study, series, instance, file);
    }

    /// <returns>Path of the instance below the DICOMweb root.</returns>
    private async Task<string> StoreAsync(DicomDataset dataset)
    {
        (await server.Client.StowAsync(dataset.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);
        return $"/studies/{dataset.GetString(DicomTag.StudyInstanceUID)}/series/{dataset.GetString(DicomTag.SeriesInstanceUID)}"
            + $"/instances/{dataset.GetString(DicomTag.SOPInstanceUID)}";
    }
}
