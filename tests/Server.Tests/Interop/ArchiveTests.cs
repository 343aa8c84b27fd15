using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Server.Tests.Worklist;
using OhifAlnPlugin.Server.Worklist;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Interop;

/// <summary>The whole job on a study that lives in a real Orthanc: what is read comes from there, what is made goes there.</summary>
public sealed class ArchiveTests(ArchiveFixture archive) : IClassFixture<ArchiveFixture>
{
    private HttpClient Client => archive.Server.Client;

    [OrthancFact]
    public async Task A_study_in_the_archive_is_segmented_saved_scored_and_the_SEG_is_in_the_archive()
    {
        await using ServerFixture own = await ServerFixture.StartAsync();
        string study = await own.StoreAsync(PhantomData.FilesOf(PhantomData.Patient));
        study.ShouldBe(archive.Study);
        StudyPhases here = (await own.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;

        StudyPhases there = (await Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;
        JsonSerializer.Serialize(there).ShouldBe(JsonSerializer.Serialize(here));

        SegmentationInfo draft = await Client.SegmentAsync(new SegmentationRequest { StudyInstanceUid = study });
        SegmentationInfo same = await own.Client.SegmentAsync(new SegmentationRequest { StudyInstanceUid = study });
        byte[] labels = await Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        labels.ShouldBe(await own.Client.GetByteArrayAsync($"/api/segmentations/{same.Id}/labelmap"));

        SegmentationInfo saved = await SaveAsync(Client, draft, labels);
        DicomFile seg = DicomFile.Read(new MemoryStream(await archive.Orthanc.FileAsync(saved.Id)));
        seg.Dataset.GetString(DicomTag.SOPClassUID).ShouldBe(DicomUid.SegmentationStorage);
        (await Client.GetByteArrayAsync($"/api/segmentations/{saved.Id}/labelmap")).ShouldBe(labels);
        (await Client.GetFromJsonAsync<JsonElement>($"/api/studies/{study}/segmentations")).EnumerateArray().Select(each => each.GetProperty("id").GetString()).ShouldContain(saved.Id);

        using HttpResponseMessage score = await Client.PostAsJsonAsync("/api/radscores", new { segmentationId = saved.Id });
        score.StatusCode.ShouldBe(HttpStatusCode.OK, await score.Content.ReadAsStringAsync());
    }

    [OrthancFact]
    public async Task The_viewer_finds_and_retrieves_the_study_under_the_servers_own_address()
    {
        JsonElement study = (await Client.QidoAsync($"/studies?StudyInstanceUID={archive.Study}")).Single();
        study.Value("00081190")!.ShouldStartWith(archive.Server.Url + "/dicomweb/studies/");
        JsonElement series = (await Client.QidoAsync($"/studies/{archive.Study}/series"))[0];
        string path = $"/dicomweb/studies/{archive.Study}/series/{series.Value("0020000E")}";

        using HttpResponseMessage metadata = await Client.GetAsync(path + "/metadata", "application/dicom+json");
        string text = await metadata.Content.ReadAsStringAsync();
        metadata.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldNotContain(archive.Orthanc.DicomWeb.Authority);
        JsonElement header = JsonDocument.Parse(text).RootElement[0];
        string instance = header.Value("00080018")!;

        using HttpResponseMessage frame = await Client.GetAsync($"{path}/instances/{instance}/frames/1", "multipart/related; type=application/octet-stream; transfer-syntax=*");
        (await frame.PartsAsync()).Single().Body.ShouldBe(DicomFile.Read(new MemoryStream(await archive.Orthanc.FileAsync(instance))).Dataset.GetBytes(DicomTag.PixelData).ToArray());
    }

    [OrthancFact]
    public async Task What_is_stored_by_the_servers_address_is_in_the_archive_and_arrives()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Task.Delay(1500);
        await using IAsyncEnumerator<string> arrivals = archive.Server.Services.GetRequiredService<IStudyArrivals>().WatchAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        DicomDataset image = TestImage.Dataset();

        using HttpResponseMessage stored = await Client.StowAsync(image.ToFile());
        string text = await stored.Content.ReadAsStringAsync();
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldContain(archive.Server.Url + "/dicomweb/studies/");
        text.ShouldNotContain(archive.Orthanc.DicomWeb.Authority);

        (await archive.Orthanc.FileAsync(image.GetString(DicomTag.SOPInstanceUID)!)).Length.ShouldBeGreaterThan(0);
        do
        {
            (await arrivals.MoveNextAsync()).ShouldBeTrue();
        }
        while (arrivals.Current != image.GetString(DicomTag.StudyInstanceUID));
    }

    [OrthancFact]
    public async Task A_study_that_comes_while_the_server_does_not_run_is_outlined_and_scored_by_itself()
    {
        await using ServerFixture server = await archive.StartServerAsync(("Worklist:Automatic", "true"), ("Worklist:QuietSeconds", "0.5"));
        string known = Path.Combine(server.DataFolder, "archive", "studies.json"), study = "";
        for (DateTime end = DateTime.UtcNow.AddSeconds(30); !File.Exists(known); await Task.Delay(50))
        {
            DateTime.UtcNow.ShouldBeLessThan(end, "The archive was never asked for its studies.");
        }

        await server.RestartAsync(_ => study = archive.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("came meanwhile")).GetAwaiter().GetResult());

        await server.Client.WaitForAsync(study, ReadingState.Ready);
        (await server.Client.StateAsync(archive.Study)).State.ShouldBe(ReadingState.NotProcessed);
    }

    [OrthancFact]
    public async Task What_is_removed_from_or_added_to_the_archive_is_seen()
    {
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("changes in the archive");
        string study = await archive.StoreAsync(files[..^1]);
        await using ServerFixture server = await archive.StartServerAsync(("DicomWebSource:RecheckSeconds", "0"));
        var source = server.Services.GetRequiredService<IInstanceSource>();
        IReadOnlyList<DicomDataset> before = await source.ReadHeadersAsync(study, CancellationToken.None);
        before.Count.ShouldBe(files.Count - 1);
        (await source.ReadHeadersAsync(study, CancellationToken.None)).ShouldBeSameAs(before);

        await archive.StoreAsync(files[^1..]);
        (await source.ReadHeadersAsync(study, CancellationToken.None)).Count.ShouldBe(files.Count);

        DicomDataset gone = files[0].Dataset;
        await archive.Orthanc.RemoveAsync(gone.GetString(DicomTag.SOPInstanceUID)!);
        (await source.ReadHeadersAsync(study, CancellationToken.None)).Count.ShouldBe(files.Count - 1);
        (await source.ReadInstanceAsync(study, gone.GetString(DicomTag.SeriesInstanceUID)!, gone.GetString(DicomTag.SOPInstanceUID)!, CancellationToken.None)).ShouldBeNull();
    }

    [OrthancFact]
    public async Task An_accepted_result_is_in_the_archive_and_a_rejected_one_is_hidden_though_the_archive_hides_nothing()
    {
        string study = await archive.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("decided"));
        SegmentationInfo draft = await Client.SegmentAsync(new SegmentationRequest(study));
        using HttpResponseMessage accepted = await Client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new { reader = "Reader One" });
        accepted.StatusCode.ShouldBe(HttpStatusCode.Created, await accepted.Content.ReadAsStringAsync());
        ReadingAnswer reading = (await accepted.Content.ReadFromJsonAsync<ReadingAnswer>())!;
        DicomFile report = DicomFile.Read(new MemoryStream(await archive.Orthanc.FileAsync(reading.ReportSopInstanceUid!)));
        report.Dataset.GetString(DicomTag.Modality).ShouldBe("SR");
        (await ModalitiesAsync(study)).ShouldBe(["DOC", "MR", "SEG", "SR"]);

        using HttpResponseMessage rejected = await Client.PostAsJsonAsync(
            $"/api/segmentations/{reading.SegmentationId}/reject", new { reason = RejectionReason.All[0].Code, comment = "The outline misses the tumour.", reader = "Reader One" });
        rejected.StatusCode.ShouldBe(HttpStatusCode.Created, await rejected.Content.ReadAsStringAsync());

        (await ModalitiesAsync(study)).ShouldBe(["KO", "MR"]);
        (await ModalitiesAsync(study, "?includerejected=true")).ShouldBe(["DOC", "KO", "MR", "SEG", "SR"]);
        (await Client.GetFromJsonAsync<JsonElement>($"/api/studies/{study}/segmentations")).GetArrayLength().ShouldBe(0);
        (await archive.Orthanc.FileAsync(reading.SegmentationId)).Length.ShouldBeGreaterThan(0);
    }

    [OrthancFact]
    public async Task An_archive_that_dies_in_the_middle_loses_nothing_and_work_goes_on_when_it_is_back()
    {
        string study = await archive.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("the archive dies"));
        await using ServerFixture server = await archive.StartServerAsync(("DicomWebSource:RecheckSeconds", "3600"));
        await server.Services.GetRequiredService<IInstanceSource>().ReadHeadersAsync(study, CancellationToken.None);

        archive.Orthanc.Kill();
        JobStatus cut = await server.Client.WaitForJobAsync(await server.Client.StartSegmentationAsync(new SegmentationRequest(study)));
        cut.State.ShouldBe(JobState.Failed);
        cut.Problem!.Type.ShouldBe("urn:ohif-aln:problem:archive-unreachable");
        cut.Message!.ShouldContain("Try again");

        await archive.Orthanc.RestartAsync();
        SegmentationInfo draft = await server.Client.SegmentAsync(new SegmentationRequest(study));
        byte[] labels = await server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");

        archive.Orthanc.Kill();
        using (HttpResponseMessage refused = await server.Client.PutSegmentationAsync(draft.Id, DescriptionOf(draft), labels))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("archive-unreachable");
        }

        (await server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap")).ShouldBe(labels);
        await archive.Orthanc.RestartAsync();
        SegmentationInfo saved = await SaveAsync(server.Client, draft, labels);
        (await archive.Orthanc.FileAsync(saved.Id)).Length.ShouldBeGreaterThan(0);
    }

    [OrthancFact]
    public async Task An_archive_that_stands_still_is_given_up_and_answers_again()
    {
        await using ServerFixture server = await archive.StartServerAsync(("DicomWebSource:AnswerSeconds", "1"), ("DicomWebSource:Attempts", "1"));
        archive.Orthanc.Pause();
        try
        {
            (await ProblemAsync(server.Client, "/dicomweb/studies", HttpStatusCode.GatewayTimeout)).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:archive-slow");
        }
        finally
        {
            archive.Orthanc.Resume();
        }

        (await server.Client.QidoAsync("/studies")).ShouldNotBeEmpty();
    }

    [OrthancFact]
    public async Task Who_asked_the_archive_for_what_is_in_the_audit_trail()
    {
        await using ServerFixture server = await archive.StartServerAsync();
        DicomDataset image = TestImage.Dataset();
        (await server.Client.StowAsync(image.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.QidoAsync($"/studies/{archive.Study}/series")).ShouldNotBeEmpty();
        using HttpResponseMessage metadata = await server.Client.GetAsync($"/dicomweb/studies/{archive.Study}/metadata");
        metadata.StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.RestartAsync();

        string[] trail = await File.ReadAllLinesAsync(Path.Combine(server.DataFolder, "audit", "audit.jsonl"));
        trail.ShouldContain(line => line.Contains("\"store\"", StringComparison.Ordinal) && line.Contains(image.GetString(DicomTag.StudyInstanceUID)!, StringComparison.Ordinal));
        trail.ShouldContain(line => line.Contains("\"query\"", StringComparison.Ordinal) && line.Contains(archive.Study, StringComparison.Ordinal));
        trail.ShouldContain(line => line.Contains("\"retrieve\"", StringComparison.Ordinal) && line.Contains(archive.Study, StringComparison.Ordinal));
    }

    [OrthancFact]
    public async Task Nothing_is_deleted_in_the_archive()
    {
        using HttpResponseMessage answer = await Client.DeleteAsync($"/dicomweb/studies/{archive.Study}");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await Client.QidoAsync($"/studies?StudyInstanceUID={archive.Study}")).Length.ShouldBe(1);
    }

    [OrthancFact]
    public async Task A_wrong_password_is_said_to_be_the_administrators_matter()
    {
        await using ServerFixture server = await archive.StartServerAsync(("DicomWebSource:PasswordFile", null), ("DicomWebSource:Password", "wrong"));
        foreach (string path in (string[])[$"/api/studies/{archive.Study}/phases", "/dicomweb/studies"])
        {
            JsonElement problem = await ProblemAsync(server.Client, path, HttpStatusCode.BadGateway);
            problem.GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:archive-refused-login");
            problem.GetProperty("detail").GetString()!.ShouldNotContain("wrong");
        }
    }

    [OrthancFact]
    public async Task The_copies_of_retrieved_instances_stay_within_their_limit()
    {
        await using ServerFixture server = await archive.StartServerAsync(("DicomWebSource:CacheMebibytes", "64"));
        SegmentationInfo draft = await server.Client.SegmentAsync(new SegmentationRequest { StudyInstanceUid = archive.Study });
        draft.Segments.ShouldNotBeEmpty();
        long held = Directory.EnumerateFiles(Path.Combine(server.DataFolder, "retrieved")).Sum(file => new FileInfo(file).Length);
        held.ShouldBeInRange(1, 64 << 20);
    }

    private async Task<string[]> ModalitiesAsync(string study, string query = "") =>
        [.. (await Client.QidoAsync($"/studies/{study}/series{query}")).Select(series => series.Value("00080060")!).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<SegmentationInfo> SaveAsync(HttpClient client, SegmentationInfo draft, byte[] labels)
    {
        using HttpResponseMessage answer = await client.PutSegmentationAsync(draft.Id, DescriptionOf(draft), labels);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private static UploadDescription DescriptionOf(SegmentationInfo draft) => new(
        draft.StudyInstanceUid, draft.SopInstanceUids, draft.Rows, draft.Columns, [.. draft.Segments.Select(segment => new UploadedSegment(segment.Number, segment.Label))], Edited: false);

    private static async Task<JsonElement> ProblemAsync(HttpClient client, string path, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
