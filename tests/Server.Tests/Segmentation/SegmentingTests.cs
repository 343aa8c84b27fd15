using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>Proposing a VOI by the job and saving it, over HTTP.</summary>
public sealed class SegmentingTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task The_tumour_is_found_without_help_and_saved_as_automatic()
    {
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study));
        (draft.Saved, draft.AlgorithmType, draft.SopInstanceUid).ShouldBe((false, AlgorithmType.Automatic, null));
        draft.Method!.Name.ShouldBe("Half-maximum enhancement");
        draft.SopInstanceUids.ShouldBe(fixture.Peak.SopInstanceUids);
        byte[] labels = await LabelsAsync(draft);
        Dice(labels).ShouldBeGreaterThan(0.6);
        draft.Segments.ShouldHaveSingleItem().Voxels.ShouldBe(labels.Count(v => v != 0));
        draft.Candidates[0].VolumeMm3.ShouldBe(draft.Segments[0].VolumeMm3, 1e-6);

        using var answer = await _client.PutSegmentationAsync(draft.Id, Description(draft, edited: false), labels);
        var saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
        (answer.StatusCode, saved.AlgorithmType, saved.Method!.Name).ShouldBe((HttpStatusCode.Created, AlgorithmType.Automatic, draft.Method.Name));
        (await LabelsAsync(saved)).ShouldBe(labels);
        (await Dciodvfy.ErrorsOfAsync(await fixture.DicomOfAsync(saved))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_candidate_is_kept_as_a_draft_that_a_reader_may_take_instead()
    {
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study));
        draft.Candidates.Select(c => c.Rank).ShouldBe(Enumerable.Range(1, draft.Candidates.Count));
        draft.Candidates[0].SegmentationId.ShouldBe(draft.Id);
        foreach (Candidate candidate in draft.Candidates)
        {
            var own = (await _client.GetFromJsonAsync<SegmentationInfo>($"/api/segmentations/{candidate.SegmentationId}"))!;
            own.AlgorithmType.ShouldBe(candidate.Rank == 1 ? AlgorithmType.Automatic : AlgorithmType.SemiAutomatic);
            own.Segments.ShouldHaveSingleItem().VolumeMm3.ShouldBe(candidate.VolumeMm3, 1e-6);
            own.Candidates.ShouldBe(draft.Candidates);
            (await LabelsAsync(own)).Count(v => v != 0).ShouldBe(own.Segments[0].Voxels);
        }
    }

    [Fact]
    public async Task An_edited_proposal_is_saved_as_semiautomatic_whatever_the_client_says()
    {
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study));
        byte[] labels = await LabelsAsync(draft);
        labels[Array.IndexOf(labels, (byte)1)] = 0;
        using var answer = await _client.PutSegmentationAsync(draft.Id, Description(draft, edited: false), labels);
        (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!.AlgorithmType.ShouldBe(AlgorithmType.SemiAutomatic);
    }

    [Fact]
    public async Task A_click_grows_the_region_around_it()
    {
        var (i, j, k) = Inside();
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study, new Click(fixture.Phases[0].SopInstanceUids[k], i, j)));
        draft.AlgorithmType.ShouldBe(AlgorithmType.SemiAutomatic);
        byte[] labels = await LabelsAsync(draft);
        Dice(labels).ShouldBeGreaterThan(0.6);
        labels[PhantomData.Patient.Truth.Geometry.Offset(i, j, k)].ShouldBe((byte)1);
    }

    [Fact]
    public async Task A_larger_fraction_gives_a_smaller_region()
    {
        var (i, j, k) = Inside();
        var click = new Click(fixture.Peak.SopInstanceUids[k], i, j);
        var wide = await DraftAsync(new SegmentationRequest(fixture.Study, click, Fraction: 0.3));
        var tight = await DraftAsync(new SegmentationRequest(fixture.Study, click, Fraction: 0.7));
        tight.Segments[0].Voxels.ShouldBeLessThan(wide.Segments[0].Voxels);
    }

    [Fact]
    public async Task The_seed_of_a_candidate_gives_its_region()
    {
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study));
        var candidate = draft.Candidates[^1];
        var clicked = await DraftAsync(new SegmentationRequest(fixture.Study, candidate.Seed));
        clicked.Segments[0].VolumeMm3.ShouldBe(candidate.VolumeMm3, 1e-6);
    }

    [Fact]
    public async Task The_same_request_is_the_same_job_and_draft()
    {
        var first = await StartAsync(new SegmentationRequest(fixture.Study));
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study));
        (await StartAsync(new SegmentationRequest(fixture.Study))).ShouldBe(first);
        $"{(await WaitAsync(first)).Result!.Value.GetProperty("segmentationId").GetGuid():D}".ShouldBe(draft.Id);
    }

    [Fact]
    public async Task A_draft_that_was_lost_is_made_again()
    {
        var draft = await DraftAsync(new SegmentationRequest(fixture.Study));
        byte[] labels = await LabelsAsync(draft);
        Directory.Delete(Path.Combine(fixture.Server.DataFolder, "drafts", draft.Id), recursive: true);
        (await LabelsAsync(await DraftAsync(new SegmentationRequest(fixture.Study)))).ShouldBe(labels);
    }

    [Fact]
    public async Task A_study_in_which_nothing_enhances_fails_with_a_sentence()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("nothing enhances");
        int slices = PhantomData.Patient.Series.Geometry.SizeZ;
        for (int n = slices; n < files.Count; n++)
        {
            files[n].Dataset.SetBytes(DicomTag.PixelData, DicomVR.OW, files[n % slices].Dataset.GetBytes(DicomTag.PixelData));
        }

        string study = await fixture.Server.StoreAsync(files);
        var search = await WaitAsync(await StartAsync(new SegmentationRequest(study)));
        (search.State, search.Problem!.Type).ShouldBe((JobState.Failed, "urn:ohif-aln:problem:no-candidate"));
        search.Problem.Detail!.ShouldContain("Click on the lesion");

        var click = new Click(files[20].Dataset.GetString(DicomTag.SOPInstanceUID)!, 40, 60);
        var clicked = await WaitAsync(await StartAsync(new SegmentationRequest(study, click)));
        (clicked.State, clicked.Problem!.Type).ShouldBe((JobState.Failed, "urn:ohif-aln:problem:no-candidate"));
        clicked.Problem.Detail!.ShouldContain("Click inside the enhancing part");
    }

    [Fact]
    public async Task Requests_that_cannot_be_done_are_refused_before_a_job_starts()
    {
        string peak = fixture.Peak.SopInstanceUids[0];
        await RefusedAsync(new SegmentationRequest("1.2.3"), HttpStatusCode.NotFound, "study-not-found", "1.2.3");
        await RefusedAsync(new SegmentationRequest(fixture.Study, new Click(peak, 128, 0)), HttpStatusCode.UnprocessableEntity, "click-outside", "128 columns");
        await RefusedAsync(new SegmentationRequest(fixture.Study, new Click(peak, 0, -1)), HttpStatusCode.UnprocessableEntity, "click-outside", "row -1");
        await RefusedAsync(new SegmentationRequest(fixture.Study, new Click("1.2.3", 5, 5)), HttpStatusCode.UnprocessableEntity, "not-in-dynamic-series", "1.2.3");
        await RefusedAsync(new SegmentationRequest(fixture.Study, Fraction: 0.9), HttpStatusCode.UnprocessableEntity, "bad-option", "0.25 … 0.75");
        await RefusedAsync(new SegmentationRequest(fixture.Study, RadiusMm: 0), HttpStatusCode.UnprocessableEntity, "bad-option", "5 … 60 mm");
    }

    [Fact]
    public async Task A_request_without_study_is_a_bad_request()
    {
        using var answer = await _client.PostAsJsonAsync("/api/segmentations", new { click = (object?)null });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldContain("studyInstanceUid");
    }

    private static UploadDescription Description(SegmentationInfo draft, bool edited) => new(
        draft.StudyInstanceUid, draft.SopInstanceUids, draft.Rows, draft.Columns, [.. draft.Segments.Select(s => new UploadedSegment(s.Number, s.Label))], edited);

    /// <summary>The voxel of the true lesion that is brightest in the peak phase.</summary>
    private static (int I, int J, int K) Inside()
    {
        var patient = PhantomData.Patient;
        return patient.Truth.Geometry.IndicesOf(Enumerable.Range(0, patient.Truth.Voxels.Length).Where(n => patient.Truth.Voxels[n] != 0).MaxBy(n => patient.Series.Peak.Voxels[n]));
    }

    private static double Dice(byte[] labels)
    {
        byte[] truth = PhantomData.Patient.Truth.Voxels;
        int both = 0, sum = 0;
        for (int n = 0; n < truth.Length; n++)
        {
            both += truth[n] != 0 && labels[n] != 0 ? 1 : 0;
            sum += (truth[n] != 0 ? 1 : 0) + (labels[n] != 0 ? 1 : 0);
        }

        return 2.0 * both / sum;
    }

    private Task<byte[]> LabelsAsync(SegmentationInfo segmentation) => _client.GetByteArrayAsync($"/api/segmentations/{segmentation.Id}/labelmap");

    private Task<SegmentationInfo> DraftAsync(SegmentationRequest request) => fixture.SegmentAsync(request);

    private Task<Uri> StartAsync(SegmentationRequest request) => _client.StartSegmentationAsync(request);

    private Task<JobStatus> WaitAsync(Uri job) => _client.WaitForJobAsync(job);

    private async Task RefusedAsync(SegmentationRequest request, HttpStatusCode status, string problem, string sentencePart)
    {
        using var answer = await _client.PostAsJsonAsync("/api/segmentations", request);
        answer.StatusCode.ShouldBe(status);
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain(sentencePart);
    }
}
