using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

/// <summary>Ranges, entity tags and HEAD (RFC 9110) on everything that is retrieved.</summary>
public sealed class ConditionalTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private readonly DicomDataset _image = TestImage.Dataset().SetBytes(DicomTag.ICCProfile, DicomVR.OB, new byte[3000]);

    private string Address =>
        $"/dicomweb/studies/{_image.GetString(DicomTag.StudyInstanceUID)}/series/{_image.GetString(DicomTag.SeriesInstanceUID)}/instances/{_image.GetString(DicomTag.SOPInstanceUID)}";

    [Theory]
    [InlineData("bytes=0-3", 0, 4)]
    [InlineData("bytes=100-", 100, null)]
    [InlineData("bytes=-20", -20, 20)]
    [InlineData("bytes=128-999999999", 128, null)]
    public async Task A_range_of_an_instance_is_answered(string range, int from, int? count)
    {
        byte[] file = await StoreAsync();
        int start = from < 0 ? file.Length + from : from;
        using HttpResponseMessage answer = await SendAsync(Address, "application/dicom", ("Range", range));
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        byte[] expected = file[start..(count is null ? file.Length : start + count.Value)];
        answer.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {start}-{start + expected.Length - 1}/{file.Length}");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/frames/1")]
    [InlineData("/bulkdata/7FE00010")]
    [InlineData("/bulkdata/00282000")]
    public async Task A_range_of_a_frame_or_bulk_value_is_answered(string path)
    {
        await StoreAsync();
        using HttpResponseMessage whole = await SendAsync(Address + path, "application/octet-stream");
        whole.Headers.AcceptRanges.ShouldBe(["bytes"]);
        using HttpResponseMessage some = await SendAsync(Address + path, "application/octet-stream", ("Range", "bytes=10-19"));
        some.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await some.Content.ReadAsByteArrayAsync()).ShouldBe((await whole.Content.ReadAsByteArrayAsync())[10..20]);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_not_satisfiable()
    {
        byte[] file = await StoreAsync();
        using HttpResponseMessage answer = await SendAsync(Address, "application/dicom", ("Range", $"bytes={file.Length}-"));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes */{file.Length}");
    }

    [Theory]
    [InlineData("pages=1-2")]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=x")]
    public async Task What_is_no_single_range_of_bytes_is_answered_with_everything(string range)
    {
        byte[] file = await StoreAsync();
        using HttpResponseMessage answer = await SendAsync(Address, "application/dicom", ("Range", range));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(file);
    }

    [Fact]
    public async Task A_range_holds_only_for_the_version_that_the_client_has()
    {
        await StoreAsync();
        using HttpResponseMessage first = await SendAsync(Address, "application/dicom");
        using HttpResponseMessage same = await SendAsync(Address, "application/dicom", ("Range", "bytes=0-3"), ("If-Range", first.Headers.ETag!.Tag));
        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        using HttpResponseMessage other = await SendAsync(Address, "application/dicom", ("Range", "bytes=0-3"), ("If-Range", "\"other\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "application/dicom")]
    [InlineData("", "multipart/related; type=\"application/dicom\"")]
    [InlineData("", "application/dicom; transfer-syntax=1.2.840.10008.1.2")]
    [InlineData("/metadata", "application/dicom+json")]
    [InlineData("/frames/1", "multipart/related; type=\"application/octet-stream\"")]
    [InlineData("/frames/1", "application/octet-stream")]
    [InlineData("/bulkdata/7FE00010", "application/octet-stream")]
    [InlineData("/bulkdata/00282000", "multipart/related; type=\"application/octet-stream\"")]
    public async Task What_the_client_has_is_not_sent_again(string path, string accept)
    {
        await StoreAsync();
        using HttpResponseMessage first = await SendAsync(Address + path, accept);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        string tag = first.Headers.ETag!.Tag;
        foreach (string known in (string[])[tag, $"\"other\", {tag}", $"W/{tag}", "*"])
        {
            using HttpResponseMessage again = await SendAsync(Address + path, accept, ("If-None-Match", known));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified, known);
            (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }

        using HttpResponseMessage changed = await SendAsync(Address + path, accept, ("If-None-Match", "\"other\""));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await changed.Content.ReadAsByteArrayAsync()).ShouldBe(await first.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("", "application/dicom")]
    [InlineData("", "multipart/related; type=\"application/dicom\"")]
    [InlineData("/frames/1", "application/octet-stream")]
    public async Task Head_says_what_get_would_and_sends_nothing(string path, string accept)
    {
        await StoreAsync();
        using HttpResponseMessage get = await SendAsync(Address + path, accept);
        using var request = new HttpRequestMessage(HttpMethod.Head, Address + path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using HttpResponseMessage head = await server.Client.SendAsync(request);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe((await get.Content.ReadAsByteArrayAsync()).Length);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var search = new HttpRequestMessage(HttpMethod.Head, "/dicomweb/studies?limit=1");
        using HttpResponseMessage found = await server.Client.SendAsync(search);
        found.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<byte[]> StoreAsync()
    {
        byte[] file = _image.ToFile();
        using HttpResponseMessage stored = await server.Client.StowAsync(file);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        return file;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string accept, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await server.Client.SendAsync(request);
    }
}
