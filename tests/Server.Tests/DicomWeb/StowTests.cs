using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class StowTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string FailedSopSequence = "00081198";
    private const string ReferencedSopSequence = "00081199";
    private const string OtherFailures = "0008119A";
    private const string FailureReasonTag = "00081197";
    private const string WarningReasonTag = "00081196";
    private const string RetrieveUrl = "00081190";

    [Fact]
    public async Task What_is_stored_comes_back_byte_for_byte()
    {
        string study = TestImage.NewUid(), series = TestImage.NewUid();
        byte[][] files = [TestImage.File(study, series, number: 1), TestImage.File(study, series, number: 2)];

        using HttpResponseMessage stored = await server.Client.StowAsync(files);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        stored.Content.Headers.ContentType!.MediaType.ShouldBe("application/dicom+json");
        JsonElement answer = await stored.JsonAsync();
        answer.Value(RetrieveUrl).ShouldBe($"{server.Url}/dicomweb/studies/{study}");
        answer.GetProperty(ReferencedSopSequence).GetProperty("Value").GetArrayLength().ShouldBe(2);

        using HttpResponseMessage retrieved = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        (await retrieved.PartsAsync()).Select(part => part.Body).ShouldBe(files);
    }

    [Theory]
    [InlineData("multipart/related; type=application/dicom; boundary=test-boundary")]
    [InlineData("multipart/related; boundary=\"test-boundary\"")]
    [InlineData("Multipart/Related; Boundary=test-boundary; TYPE=\"application/dicom\"")]
    public async Task Content_types_are_read_as_clients_write_them(string contentType)
    {
        using HttpResponseMessage stored = await server.Client.StowAsync("/dicomweb/studies", DicomWebCalls.Multipart(TestImage.File()), contentType);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_file_may_come_without_multipart()
    {
        using HttpResponseMessage stored = await server.Client.StowAsync("/dicomweb/studies", TestImage.File(), "application/dicom");
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/related; type=\"image/png\"; boundary=x")]
    [InlineData("")]
    public async Task Other_media_types_are_refused(string contentType)
    {
        using HttpResponseMessage refused = await server.Client.StowAsync("/dicomweb/studies", TestImage.File(), contentType);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await refused.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:unsupported-media-type");
    }

    [Fact]
    public async Task A_broken_file_in_the_middle_is_named_and_the_rest_is_stored()
    {
        string study = TestImage.NewUid();
        byte[] first = TestImage.File(study), last = TestImage.File(study);
        byte[] broken = TestImage.File(study)[..200];

        using HttpResponseMessage answer = await server.Client.StowAsync(first, broken, last);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement json = await answer.JsonAsync();
        json.GetProperty(ReferencedSopSequence).GetProperty("Value").GetArrayLength().ShouldBe(2);
        json.GetProperty(OtherFailures).GetProperty("Value")[0].Value(FailureReasonTag).ShouldBe("49152");
        (await server.Client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_that_could_be_understood_is_a_bad_request()
    {
        using HttpResponseMessage answer = await server.Client.StowAsync("no DICOM at all"u8.ToArray());
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty(OtherFailures).GetProperty("Value")[0].Value(FailureReasonTag).ShouldBe("49152");
    }

    [Fact]
    public async Task An_object_without_study_fails_with_its_uid_and_reason()
    {
        DicomDataset dataset = TestImage.Dataset();
        dataset.Remove(DicomTag.StudyInstanceUID);

        using HttpResponseMessage answer = await server.Client.StowAsync(dataset.ToFile());
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        JsonElement failed = (await answer.JsonAsync()).GetProperty(FailedSopSequence).GetProperty("Value")[0];
        failed.Value(FailureReasonTag).ShouldBe("43264");
        failed.Value("00081155").ShouldBe(dataset.GetString(DicomTag.SOPInstanceUID));
    }

    [Fact]
    public async Task An_object_of_another_study_than_the_address_says_is_refused()
    {
        using HttpResponseMessage answer = await server.Client.StowAsync(
            $"/dicomweb/studies/{TestImage.NewUid()}", DicomWebCalls.Multipart(TestImage.File()));
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.JsonAsync()).GetProperty(FailedSopSequence).GetProperty("Value")[0].Value(FailureReasonTag).ShouldBe("43264");
    }

    [Fact]
    public async Task File_meta_that_names_another_instance_is_a_warning()
    {
        var file = new DicomFile(TestImage.Dataset());
        file.FileMetaInformation.Set(DicomTag.MediaStorageSOPInstanceUID, TestImage.NewUid());
        using var content = new MemoryStream();
        file.Write(content);

        using HttpResponseMessage answer = await server.Client.StowAsync(content.ToArray());
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.JsonAsync()).GetProperty(ReferencedSopSequence).GetProperty("Value")[0].Value(WarningReasonTag).ShouldBe("45063");
    }

    [Fact]
    public async Task The_same_bytes_twice_are_stored_once_and_both_times_acknowledged()
    {
        string study = TestImage.NewUid();
        byte[] file = TestImage.File(study);
        for (int time = 0; time < 2; time++)
        {
            using HttpResponseMessage answer = await server.Client.StowAsync(file);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await server.Client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Other_bytes_under_a_stored_uid_are_refused_and_the_first_stay()
    {
        string study = TestImage.NewUid(), series = TestImage.NewUid(), instance = TestImage.NewUid();
        byte[] first = TestImage.File(study, series, instance, number: 1), second = TestImage.File(study, series, instance, number: 2);
        (await server.Client.StowAsync(first)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpResponseMessage refused = await server.Client.StowAsync(second);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.JsonAsync()).GetProperty(FailedSopSequence).GetProperty("Value")[0].Value(FailureReasonTag).ShouldBe("272");
        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}", "multipart/related; type=\"application/dicom\"");
        (await kept.PartsAsync()).Single().Body.ShouldBe(first);
    }

    [Fact]
    public async Task A_program_in_the_preamble_does_not_survive()
    {
        string study = TestImage.NewUid();
        byte[] file = TestImage.File(study);
        "MZ this would run"u8.CopyTo(file);
        (await server.Client.StowAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        byte[] body = (await kept.PartsAsync()).Single().Body;
        body[..128].ShouldAllBe(b => b == 0);
        body[128..].ShouldBe(file[128..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--test-boundary\r\nContent-Type: application/dicom\r\n\r\nhalf a file")]
    [InlineData("--test-boundary--\r\n")]
    [InlineData("no boundary anywhere")]
    [InlineData("--test-boundary\r\nno colon here\r\n\r\n")]
    public async Task A_malformed_multipart_body_is_a_bad_request(string body)
    {
        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", Encoding.ASCII.GetBytes(body));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:broken-multipart");
        UploadsInProgress().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_without_its_closing_boundary_stores_nothing_of_what_came_before()
    {
        string study = TestImage.NewUid();
        byte[] body = DicomWebCalls.Multipart(TestImage.File(study), TestImage.File(study));

        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", body[..^30]);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Client.QidoAsync($"/studies/{study}/instances")).ShouldBeEmpty();
        UploadsInProgress().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("multipart/related; type=\"application/dicom\"")]
    [InlineData("multipart/related; boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhh")]
    public async Task A_missing_or_overlong_boundary_is_a_bad_request(string contentType)
    {
        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", DicomWebCalls.Multipart(TestImage.File()), contentType);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_file_that_claims_more_than_it_has_is_refused_without_taking_the_memory()
    {
        byte[] file = TestImage.File();
        int at = file.AsSpan().IndexOf("\u0010\0\u0010\0PN"u8);
        file[at + 4] = (byte)'O';
        file[at + 5] = (byte)'B';
        BitConverter.TryWriteBytes(file.AsSpan(at + 8), 0xFFFFFFF0u).ShouldBeTrue();
        long before = GC.GetTotalAllocatedBytes(precise: true);

        using HttpResponseMessage answer = await server.Client.StowAsync(file);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public async Task Sixty_four_clients_with_the_same_instance_store_it_once()
    {
        string study = TestImage.NewUid();
        byte[] file = TestImage.File(study);

        HttpStatusCode[] codes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using HttpResponseMessage answer = await server.Client.StowAsync(file);
            using HttpResponseMessage search = await server.Client.GetAsync("/dicomweb/studies?limit=5");
            ((int)search.StatusCode).ShouldBeLessThan(300);
            return answer.StatusCode;
        }));

        codes.ShouldAllBe(code => code == HttpStatusCode.OK);
        (await server.Client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(1);
        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        (await kept.PartsAsync()).Single().Body.ShouldBe(file);
    }

    /// <summary>Temporary files of uploads; a request that is over leaves none.</summary>
    private string[] UploadsInProgress() =>
        [.. Directory.EnumerateFiles(Path.Combine(server.DataFolder, "incoming"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))];
}
