using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

public sealed class SegmentationUploadTests
{
    private const string Description =
        """{ "studyInstanceUid": "1.2", "sopInstanceUids": ["1.2.3", "1.2.4"], "rows": 2, "columns": 3, "segments": [{ "number": 1, "label": "Tumour" }], "edited": true }""";

    private static readonly byte[] Labels = [0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0];

    [Fact]
    public async Task A_plain_labelmap_arrives_as_sent()
    {
        var upload = await OpenAsync(Form(Description, Labels));
        var description = await upload.ReadDescriptionAsync(CancellationToken.None);
        (description.StudyInstanceUid, description.Rows, description.Columns, description.Edited).ShouldBe(("1.2", 2, 3, true));
        description.SopInstanceUids.ShouldBe(["1.2.3", "1.2.4"]);
        description.Segments.ShouldBe([new UploadedSegment(1, "Tumour")]);
        (await upload.ReadLabelmapAsync(12, CancellationToken.None)).ShouldBe(Labels);
    }

    [Theory]
    [InlineData("labelmap.gz", null)]
    [InlineData("blob", "gzip")]
    public async Task A_compressed_labelmap_is_known_by_its_name_or_its_encoding(string fileName, string? encoding)
    {
        var upload = await OpenAsync(Form(Description, Gzip(Labels), fileName, encoding));
        await upload.ReadDescriptionAsync(CancellationToken.None);
        (await upload.ReadLabelmapAsync(12, CancellationToken.None)).ShouldBe(Labels);
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused_after_the_announced_size_without_being_inflated()
    {
        var upload = await OpenAsync(Form(Description, Gzip(new byte[64 << 20]), "labelmap.gz"));
        await upload.ReadDescriptionAsync(CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (await RefusedAsync(() => upload.ReadLabelmapAsync(12, CancellationToken.None))).ShouldContain("more than the 12 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Theory]
    [InlineData(11, "has 11 bytes")]
    [InlineData(0, "has 0 bytes")]
    [InlineData(13, "more than the 12 bytes")]
    public async Task A_labelmap_of_another_size_is_refused(int length, string sentence)
    {
        var upload = await OpenAsync(Form(Description, new byte[length]));
        await upload.ReadDescriptionAsync(CancellationToken.None);
        (await RefusedAsync(() => upload.ReadLabelmapAsync(12, CancellationToken.None))).ShouldContain(sentence);
    }

    [Fact]
    public async Task A_labelmap_that_is_called_gzip_but_is_not_is_refused()
    {
        var upload = await OpenAsync(Form(Description, Labels, "labelmap.gz"));
        await upload.ReadDescriptionAsync(CancellationToken.None);
        (await RefusedAsync(() => upload.ReadLabelmapAsync(12, CancellationToken.None))).ShouldContain("is called gzip but is not");
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("null", "is null")]
    [InlineData("""{ "studyInstanceUid": "1.2" }""", "cannot be read")]
    [InlineData("""{ "studyInstanceUid": null, "sopInstanceUids": ["1"], "rows": 2, "columns": 2, "segments": [{ "number": 1, "label": "a" }], "edited": true }""", "cannot be read")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": [], "rows": 2, "columns": 2, "segments": [{ "number": 1, "label": "a" }], "edited": true }""", "0 frames of 2 × 2 make 0 voxels")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": ["1"], "rows": -2, "columns": -2, "segments": [{ "number": 1, "label": "a" }], "edited": true }""", "1 frames of -2 × -2")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": ["1"], "rows": 2147483647, "columns": 2147483647, "segments": [{ "number": 1, "label": "a" }], "edited": true }""", "536870912 are possible")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": ["1"], "rows": 2, "columns": 2, "segments": [], "edited": true }""", "lists 0 segments")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": ["1"], "rows": 2, "columns": 2, "segments": [{ "number": 256, "label": "a" }], "edited": true }""", "Segment 256")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": ["1"], "rows": 2, "columns": 2, "segments": [{ "number": 1, "label": "" }], "edited": true }""", "0 characters")]
    [InlineData("""{ "studyInstanceUid": "1", "sopInstanceUids": ["1"], "rows": 2, "columns": 2, "segments": [{ "number": 1, "label": "a" }, { "number": 1, "label": "b" }], "edited": true }""", "its own number")]
    public async Task A_description_that_does_not_hold_together_is_refused(string json, string sentence)
    {
        var upload = await OpenAsync(Form(json, Labels));
        (await RefusedAsync(() => upload.ReadDescriptionAsync(CancellationToken.None))).ShouldContain(sentence);
    }

    [Fact]
    public async Task A_description_above_the_limit_is_refused()
    {
        var upload = await OpenAsync(Form(new string(' ', SegmentationUpload.MaxDescriptionBytes + 1), Labels));
        (await RefusedAsync(() => upload.ReadDescriptionAsync(CancellationToken.None))).ShouldContain("4194304 bytes");
    }

    [Fact]
    public async Task The_labelmap_may_not_come_before_its_description()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Labels), "labelmap", "labelmap" }, { new StringContent(Description), "description" } };
        var upload = await OpenAsync(form);
        (await RefusedAsync(() => upload.ReadDescriptionAsync(CancellationToken.None))).ShouldContain("'labelmap' comes where 'description' should be");
    }

    [Fact]
    public async Task A_body_without_labelmap_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent(Description), "description" } };
        var upload = await OpenAsync(form);
        await upload.ReadDescriptionAsync(CancellationToken.None);
        (await RefusedAsync(() => upload.ReadLabelmapAsync(12, CancellationToken.None))).ShouldContain("it ends where 'labelmap' should be");
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_refused()
    {
        using var form = Form(Description, Labels);
        byte[] bytes = await form.ReadAsByteArrayAsync();
        for (int length = 0; length < bytes.Length - 4; length += 7)
        {
            var upload = Open(form.Headers.ContentType!, bytes[..length]);
            await RefusedAsync(async () =>
            {
                await upload.ReadDescriptionAsync(CancellationToken.None);
                await upload.ReadLabelmapAsync(12, CancellationToken.None);
            });
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("")]
    public void A_body_that_is_no_form_is_refused(string contentType)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        Should.Throw<ProblemException>(() => SegmentationUpload.Open(context.Request)).Message.ShouldContain($"not as '{contentType}'");
    }

    private static async Task<string> RefusedAsync(Func<Task> read) => (await Should.ThrowAsync<ProblemException>(read)).Message;

    private static MultipartFormDataContent Form(string description, byte[] labelmap, string fileName = "labelmap", string? encoding = null)
    {
        var part = new ByteArrayContent(labelmap);
        if (encoding is not null)
        {
            part.Headers.ContentEncoding.Add(encoding);
        }

        return new MultipartFormDataContent { { new StringContent(description, Encoding.UTF8, "application/json"), "description" }, { part, "labelmap", fileName } };
    }

    private static async Task<SegmentationUpload> OpenAsync(MultipartFormDataContent form) =>
        Open(form.Headers.ContentType!, await form.ReadAsByteArrayAsync());

    private static SegmentationUpload Open(MediaTypeHeaderValue type, byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = type.ToString();
        context.Request.Body = new MemoryStream(body);
        return SegmentationUpload.Open(context.Request);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }
}
