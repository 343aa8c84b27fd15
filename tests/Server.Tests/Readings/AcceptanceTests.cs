using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Readings;

/// <summary>Accepting and rejecting results over HTTP, and what is stored of it.</summary>
public sealed class AcceptanceTests(ReadingFixture fixture) : IClassFixture<ReadingFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task An_accepted_draft_becomes_a_segmentation_a_report_and_a_pdf()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        RadscoreAnswer score = await ScoreAsync(draft.Id);

        ReadingAnswer reading = await fixture.AcceptAsync(draft.Id);

        (reading.Decision, reading.Reader, reading.Radscore, reading.CutOff, reading.SegmentNumber).ShouldBe((ReadingDecision.Accepted, "Reader One", score.Radscore, score.CutOff, 1));
        (await fixture.ModalitiesAsync(study)).ShouldBe(["DOC", "MR", "SEG", "SR"]);
        SegmentationInfo saved = (await _client.GetFromJsonAsync<SegmentationInfo>($"/api/segmentations/{reading.SegmentationId}"))!;
        (saved.Saved, saved.AlgorithmType).ShouldBe((true, AlgorithmType.Automatic));
        (await _client.GetByteArrayAsync($"/api/segmentations/{saved.Id}/labelmap")).ShouldBe(await _client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap"));
        (await fixture.ReadingsAsync(study)).State!.Id.ShouldBe(reading.Id);
    }

    [Fact]
    public async Task The_same_decision_is_taken_once()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        ReadingAnswer first = await fixture.AcceptAsync(draft.Id);

        (await fixture.AcceptAsync(draft.Id, HttpStatusCode.OK)).Id.ShouldBe(first.Id);
        (await fixture.AcceptAsync(first.SegmentationId, HttpStatusCode.OK)).Id.ShouldBe(first.Id);
        (await fixture.ReadingsAsync(study)).Readings.Count.ShouldBe(1);
        (await fixture.ObjectsAsync(study, "SR")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Clicks_at_the_same_time_leave_one_reading()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest("Reader One"))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(5);
        (await fixture.ObjectsAsync(study, "SR")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_decision_names_the_report_before_it()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        ReadingAnswer first = await fixture.AcceptAsync(draft.Id);
        ReadingAnswer second = await fixture.AcceptAsync(draft.Id, HttpStatusCode.Created, "Reader Two");

        second.PredecessorSopInstanceUid.ShouldBe(first.ReportSopInstanceUid);
        DicomDataset report = (await fixture.ObjectsAsync(study, "SR")).Single(o => o.GetString(DicomTag.SOPInstanceUID) == second.ReportSopInstanceUid);
        report.GetSequence(DicomTag.PredecessorDocumentsSequence).ShouldHaveSingleItem()
            .GetSequence(DicomTag.ReferencedSeriesSequence).ShouldHaveSingleItem()
            .GetSequence(DicomTag.ReferencedSOPSequence).ShouldHaveSingleItem()
            .GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe(first.ReportSopInstanceUid);
    }

    [Fact]
    public async Task A_rejected_result_is_withdrawn_and_hidden_and_can_be_accepted_again()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        ReadingAnswer accepted = await fixture.AcceptAsync(draft.Id);

        ReadingAnswer rejected = await fixture.RejectAsync(accepted.SegmentationId, new RejectRequest("outline", "Includes a vessel.", "Reader Two"));

        rejected.RejectionNoteSopInstanceUid.ShouldNotBeNull();
        (await fixture.ModalitiesAsync(study)).ShouldBe(["KO", "MR"]);
        (await fixture.ReadingsAsync(study)).State!.Reason.ShouldBe("outline");
        DicomDataset note = (await fixture.ObjectsAsync(study, "KO")).ShouldHaveSingleItem();
        RejectionNote.RejectedUids(note).Count.ShouldBe(3);
        RejectionNote.RejectedUids(note).ShouldContain(accepted.ReportSopInstanceUid);

        rejected.SegmentationId.ShouldNotBe(accepted.SegmentationId);
        (await _client.GetByteArrayAsync($"/api/segmentations/{rejected.SegmentationId}/labelmap")).ShouldBe(await _client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap"));

        ReadingAnswer again = await fixture.AcceptAsync(rejected.SegmentationId);
        (await fixture.ModalitiesAsync(study)).ShouldBe(["DOC", "KO", "MR", "SEG", "SR"]);
        again.SegmentationId.ShouldNotBe(accepted.SegmentationId);
        again.PredecessorSopInstanceUid.ShouldBe(accepted.ReportSopInstanceUid);
        (await fixture.ReadingsAsync(study)).State!.Id.ShouldBe(again.Id);
    }

    [Fact]
    public async Task A_rejection_withdraws_the_results_that_the_rejected_one_follows()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        await fixture.AcceptAsync(draft.Id);
        ReadingAnswer second = await fixture.AcceptAsync(draft.Id, HttpStatusCode.Created, "Reader Two");

        await fixture.RejectAsync(second.SegmentationId, new RejectRequest("implausible", Reader: "Reader One"));

        (await fixture.ModalitiesAsync(study)).ShouldBe(["KO", "MR"]);
    }

    [Fact]
    public async Task A_draft_that_was_never_stored_is_only_recorded()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);

        ReadingAnswer rejected = await fixture.RejectAsync(draft.Id, new RejectRequest("not-tumour", Reader: "Reader One"));

        rejected.RejectionNoteSopInstanceUid.ShouldBeNull();
        (await fixture.ModalitiesAsync(study)).ShouldBe(["MR"]);
        (await fixture.ReadingsAsync(study)).State!.Decision.ShouldBe(ReadingDecision.Rejected);
    }

    [Fact]
    public async Task Several_lesions_are_a_group_each_and_the_chosen_one_has_the_radscore()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        byte[] labels = await _client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        (int First, int Count) box = (Array.IndexOf(labels, (byte)1), labels.Count(l => l == 1));
        for (int n = 0; n < 30; n++)
        {
            labels[box.First - 40 + n] = 4;
        }

        using HttpResponseMessage answer = await _client.PutSegmentationAsync(
            Guid.NewGuid().ToString(), new UploadDescription(study, draft.SopInstanceUids, draft.Rows, draft.Columns, [new(1, "Main"), new(4, "Satellite")], Edited: true), labels);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        string saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!.Id;

        ReadingAnswer reading = await fixture.AcceptAsync(saved, HttpStatusCode.Created, segment: 1);

        DicomDataset report = (await fixture.ObjectsAsync(study, "SR")).ShouldHaveSingleItem();
        DicomDataset[] groups = [.. ContentOf(report).Where(i => CodeOf(i) == "125007")];
        groups.Select(g => ContentBelow(g).Any(i => CodeOf(i) == "RADSCORE")).ShouldBe([true, false]);
        groups.Select(g => ContentBelow(g).Single(i => CodeOf(i) == "112040").GetString(DicomTag.UID)).Distinct().Count().ShouldBe(2);
        reading.SegmentNumber.ShouldBe(1);
    }

    [Fact]
    public async Task The_validator_finds_no_error_in_anything_that_is_stored()
    {
        string study = await fixture.NewStudyAsync("王^小东=王^小東");
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        ReadingAnswer first = await fixture.AcceptAsync(draft.Id, HttpStatusCode.Created, "李医生");
        ReadingAnswer second = await fixture.AcceptAsync(draft.Id, HttpStatusCode.Created, "Reader Two");
        foreach (string modality in (string[])["SEG", "SR", "DOC"])
        {
            foreach (DicomDataset header in await fixture.ObjectsAsync(study, modality))
            {
                (await Dciodvfy.ErrorsOfAsync(await fixture.BytesOfAsync(header), modality switch { "SEG" => "Segmentation", "SR" => "Comprehensive3DSR", _ => "EncapsulatedPDF" })).ShouldBeEmpty(modality);
            }
        }

        await fixture.RejectAsync(second.SegmentationId, new RejectRequest("other", "Zweite Läsion übersehen: 遗漏", "Reader Two"));
        DicomDataset note = (await fixture.ObjectsAsync(study, "KO")).ShouldHaveSingleItem();
        (await Dciodvfy.ErrorsOfAsync(await fixture.BytesOfAsync(note), "KeyObject")).ShouldBeEmpty();
        first.Reader.ShouldBe("李医生");
    }

    [PydicomFact]
    public async Task Pydicom_reads_score_features_contributions_and_reader_from_the_report()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        RadscoreAnswer score = await ScoreAsync(draft.Id);
        ReadingAnswer reading = await fixture.AcceptAsync(draft.Id);
        DicomDataset header = (await fixture.ObjectsAsync(study, "SR")).ShouldHaveSingleItem();

        string[][] rows = ReadByPydicom(await fixture.BytesOfAsync(header));

        rows.Single(r => r[1] == "121008")[4].ShouldBe("Reader One");
        Number(rows.Single(r => r[1] == "RADSCORE")).ShouldBe(score.Radscore);
        Number(rows.Single(r => r[1] == "CUTOFF")).ShouldBe(score.CutOff);
        rows.Where(r => r[1] == "CONTRIBUTION").Select(Number).ShouldBe(score.Contributions.Select(c => c.Contribution));
        rows.Where(r => r[1] == "FEATURE").Select(r => r[4]).ShouldBe(score.Contributions.Select(c => c.Feature));
        rows.Where(r => r[2] == "IBSI").ShouldNotBeEmpty();
        rows.ShouldContain(r => r[1] == "111001" && r[4] == score.Model.Name);
        rows.ShouldContain(r => r[1] == "111002" && r[4] == $"SHA-256 {score.Model.Digest}");
        rows.Single(r => r[1] == "121191")[4].ShouldBe($"{reading.SegmentationId}#1");
        rows.Single(r => r[1] == "NOTICE")[4].ShouldContain("esearch use only");
    }

    [Theory]
    [InlineData("", "no-reader", "enter your name")]
    [InlineData("Dr. 12345678901234567890123456789012345678901234567890123456789012345", "reader-too-long", "has 69 characters; DICOM allows 64")]
    [InlineData("One\\Two", "reader-character", "holds '\\'")]
    public async Task A_name_that_cannot_be_signed_is_refused_with_a_sentence(string reader, string problem, string sentence)
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);

        await ShouldBeRefusedAsync(await _client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest(reader)), HttpStatusCode.UnprocessableEntity, problem, sentence);
        (await fixture.ModalitiesAsync(study)).ShouldBe(["MR"]);
    }

    [Theory]
    [InlineData("because", null, "unknown-reason", "the reasons are 'outline'")]
    [InlineData("other", " ", "no-comment", "say in a few words")]
    public async Task A_reason_that_says_nothing_is_refused(string reason, string? comment, string problem, string sentence)
    {
        SegmentationInfo draft = await fixture.SegmentAsync(await fixture.NewStudyAsync());

        await ShouldBeRefusedAsync(await _client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/reject", new RejectRequest(reason, comment, "Reader One")), HttpStatusCode.UnprocessableEntity, problem, sentence);
        await ShouldBeRefusedAsync(
            await _client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/reject", new RejectRequest("outline", new string('x', 501), "Reader One")), HttpStatusCode.UnprocessableEntity, "comment-too-long", "501 characters; at most 500");
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await ShouldBeRefusedAsync(await _client.PostAsJsonAsync($"/api/segmentations/{Guid.NewGuid()}/accept", new AcceptRequest("Reader One")), HttpStatusCode.NotFound, "segmentation-not-found", "no segmentation");
        await ShouldBeRefusedAsync(await _client.GetAsync($"/api/studies/1.2.3/readings/{Guid.NewGuid()}/report.pdf"), HttpStatusCode.NotFound, "reading-not-found", "no reading");
    }

    [Fact]
    public async Task The_list_of_reasons_comes_with_the_limits_and_without_a_reader_where_nobody_logs_in()
    {
        ReadingOptionsAnswer options = (await _client.GetFromJsonAsync<ReadingOptionsAnswer>("/api/readings/options"))!;

        (options.Reader, options.LongestName, options.LongestComment).ShouldBe((null, 64, 500));
        options.Reasons.Select(r => r.Code).ShouldContain("outline");
    }

    [Fact]
    public async Task Earlier_readings_of_the_same_patient_are_listed_and_no_others()
    {
        string first = await fixture.NewStudyAsync(patientId: "P-EARLIER"), second = await fixture.NewStudyAsync(patientId: "P-EARLIER"), stranger = await fixture.NewStudyAsync(patientId: "P-OTHER");
        ReadingAnswer reading = await fixture.AcceptAsync((await fixture.SegmentAsync(first)).Id);
        await fixture.AcceptAsync((await fixture.SegmentAsync(stranger)).Id);

        var earlier = (await _client.GetFromJsonAsync<IReadOnlyList<ReadingAnswer>>($"/api/studies/{second}/readings/earlier"))!;

        (earlier.ShouldHaveSingleItem().Id, earlier[0].StudyInstanceUid, earlier[0].StudyDate).ShouldBe((reading.Id, first, new DateOnly(2024, 3, 5)));
    }

    private static double Number(string[] row) => double.Parse(row[4].Split(' ')[0], CultureInfo.InvariantCulture);

    private static string? CodeOf(DicomDataset item) => item.GetSequence(DicomTag.ConceptNameCodeSequence) is [var concept, ..] ? concept.GetString(DicomTag.CodeValue) : null;

    private static IEnumerable<DicomDataset> ContentOf(DicomDataset item) => ContentBelow(item).SelectMany(i => ContentOf(i).Prepend(i));

    private static IReadOnlyList<DicomDataset> ContentBelow(DicomDataset item) => item.GetSequence(DicomTag.ContentSequence);

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string problem, string sentence)
    {
        string body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        var details = JsonSerializer.Deserialize<ProblemDetails>(body)!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain(sentence);
        answer.Dispose();
    }

    private static string[][] ReadByPydicom(byte[] file)
    {
        string script = Path.Combine(Reference.RepositoryRoot, "tests", "Server.Tests", "Readings", "pydicom_report.py"), text = "";
        ExternalTool.WithFile(file, path =>
        {
            (int code, text) = ExternalTool.Run(PydicomFactAttribute.Python, script, path);
            code.ShouldBe(0, text);
        });
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
    }

    private async Task<RadscoreAnswer> ScoreAsync(string id)
    {
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(id));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RadscoreAnswer>())!;
    }
}
