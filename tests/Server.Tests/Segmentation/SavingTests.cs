using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>Saving a VOI drawn by hand and reading it back, over HTTP.</summary>
public sealed class SavingTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_voi_drawn_by_hand_is_saved_and_read_back_voxel_for_voxel()
    {
        string id = Guid.NewGuid().ToString();
        var saved = await SavedAsync(id, Description(), fixture.Truth, HttpStatusCode.Created);

        (saved.Saved, saved.AlgorithmType, saved.Method).ShouldBe((true, AlgorithmType.Manual, null));
        (saved.Id, saved.SopInstanceUid).ShouldBe((saved.SopInstanceUid, saved.Id));
        (saved.SeriesInstanceUid, saved.Rows, saved.Columns).ShouldBe((fixture.Peak.SeriesInstanceUid, 128, 128));
        saved.SopInstanceUids.ShouldBe(fixture.Peak.SopInstanceUids);
        var segment = saved.Segments.ShouldHaveSingleItem();
        var truth = PhantomData.Patient.Truth;
        (segment.Number, segment.Label, segment.Voxels).ShouldBe((1, "Primary tumour", truth.Count()));
        segment.VolumeMm3.ShouldBe(truth.VolumeMm3(), 1e-6);
        segment.LongestDiameterMm.ShouldBe(LongestDiameter.OfMm(truth), 1e-6);

        (await _client.GetByteArrayAsync($"/api/segmentations/{saved.Id}/labelmap")).ShouldBe(fixture.Truth);
        (await ListAsync()).Select(s => s.Id).ShouldContain(saved.Id);
        (await _client.GetStringAsync($"/api/segmentations/{saved.Id}")).ShouldContain("\"algorithmType\":\"MANUAL\"");
    }

    [Fact]
    public async Task Slices_in_any_order_and_a_compressed_body_give_the_same_object()
    {
        byte[] labels = Shifted(fixture.Truth, 1);
        var first = await SavedAsync(Guid.NewGuid().ToString(), Description(), labels, HttpStatusCode.Created);

        string[] reversed = [.. fixture.Peak.SopInstanceUids.Reverse()];
        var second = await SavedAsync(Guid.NewGuid().ToString(), Description() with { SopInstanceUids = reversed }, Reversed(labels), HttpStatusCode.OK, compress: true);
        second.Id.ShouldBe(first.Id);
        (await _client.GetByteArrayAsync($"/api/segmentations/{second.Id}/labelmap")).ShouldBe(labels);
    }

    [Fact]
    public async Task Some_of_the_slices_are_enough()
    {
        int slice = PhantomData.Patient.Truth.BoundingBox()!.Value.MinK;
        byte[] frame = fixture.Truth[(slice * 128 * 128)..((slice + 1) * 128 * 128)];
        var saved = await SavedAsync(
            Guid.NewGuid().ToString(), Description() with { SopInstanceUids = [fixture.Peak.SopInstanceUids[slice]] }, frame, HttpStatusCode.Created);
        saved.Segments[0].Voxels.ShouldBe(frame.Count(v => v != 0));
        (await _client.GetByteArrayAsync($"/api/segmentations/{saved.Id}/labelmap")).Count(v => v != 0).ShouldBe(frame.Count(v => v != 0));
    }

    [Fact]
    public async Task Several_lesions_are_segments_of_one_object_numbered_without_gaps()
    {
        byte[] labels = (byte[])fixture.Truth.Clone();
        labels[10 + (128 * 64)] = 7;
        var description = Description() with { Segments = [new(7, "Second lesion"), new(1, "Primary tumour"), new(9, "Never drawn")] };
        var saved = await SavedAsync(Guid.NewGuid().ToString(), description, labels, HttpStatusCode.Created);
        saved.Segments.Select(s => (s.Number, s.Label)).ShouldBe([(1, "Primary tumour"), (2, "Second lesion")]);
        saved.Segments[1].Voxels.ShouldBe(1);
    }

    [Fact]
    public async Task A_saved_voi_can_be_edited_and_saved_again_in_the_same_series()
    {
        var first = await SavedAsync(Guid.NewGuid().ToString(), Description(), Shifted(fixture.Truth, 2), HttpStatusCode.Created);
        var second = await SavedAsync(first.Id, Description(), Shifted(fixture.Truth, 3), HttpStatusCode.Created);
        second.AlgorithmType.ShouldBe(AlgorithmType.Manual);
        (await SavedAsync(first.Id, Description(), Shifted(fixture.Truth, 2), HttpStatusCode.OK)).Id.ShouldBe(first.Id);

        var headers = await fixture.HeadersAsync();
        var segs = headers.Where(h => h.GetString(DicomTag.Modality) == "SEG").ToList();
        segs.Select(h => h.GetString(DicomTag.SeriesInstanceUID)).Distinct().ShouldHaveSingleItem();
        segs.Select(h => h.GetInt(DicomTag.InstanceNumber)).Distinct().Count().ShouldBe(segs.Count);
    }

    [Fact]
    public async Task The_list_is_newest_first()
    {
        var list = await ListAsync();
        list.Select(s => s.CreatedAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task A_saved_object_passes_an_independent_validator()
    {
        var saved = await SavedAsync(Guid.NewGuid().ToString(), Description(), Shifted(fixture.Truth, 4), HttpStatusCode.Created);
        byte[] file = await fixture.DicomOfAsync(saved);
        (await Dciodvfy.ErrorsOfAsync(file)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_voi_is_refused() =>
        await RefusedAsync(Description(), new byte[fixture.Truth.Length], "empty-voi", "no voxel has a label above 0");

    [Fact]
    public async Task A_label_that_no_segment_names_is_refused() =>
        await RefusedAsync(Description() with { Segments = [new(2, "Other")] }, fixture.Truth, "unknown-label", "label 1");

    [Fact]
    public async Task A_voi_on_another_frame_of_reference_is_refused() =>
        await RefusedAsync(
            Description() with { SopInstanceUids = [.. fixture.ForeignImages] }, fixture.Truth[..(2 * 128 * 128)], "other-frame-of-reference", fixture.ForeignImages[0]);

    [Fact]
    public async Task A_voi_on_a_subtraction_is_refused() =>
        await RefusedAsync(
            Description() with { SopInstanceUids = [fixture.SubtractionImage] }, fixture.Truth[..(128 * 128)], "not-in-dynamic-series", fixture.SubtractionImage);

    [Fact]
    public async Task An_image_that_the_study_does_not_have_is_refused() =>
        await RefusedAsync(Description() with { SopInstanceUids = ["1.2.3"] }, fixture.Truth[..(128 * 128)], "unknown-image", "1.2.3");

    [Fact]
    public async Task Images_of_two_phases_are_refused() =>
        await RefusedAsync(
            Description() with { SopInstanceUids = [fixture.Peak.SopInstanceUids[0], fixture.Phases[0].SopInstanceUids[1]] }, fixture.Truth[..(2 * 128 * 128)], "mixed-phases", "phase");

    [Fact]
    public async Task An_image_given_twice_is_refused() =>
        await RefusedAsync(
            Description() with { SopInstanceUids = [fixture.Peak.SopInstanceUids[0], fixture.Peak.SopInstanceUids[0]] }, fixture.Truth[..(2 * 128 * 128)], "repeated-image", "given twice");

    [Fact]
    public async Task Frames_of_another_size_are_refused() =>
        await RefusedAsync(Description() with { Rows = 64, Columns = 256 }, fixture.Truth, "other-frame-size", "64 × 256");

    [Fact]
    public async Task A_labelmap_of_another_length_is_a_bad_request() =>
        await RefusedAsync(Description(), fixture.Truth[1..], "bad-upload", $"{fixture.Truth.Length - 1} bytes", HttpStatusCode.BadRequest);

    [Fact]
    public async Task An_unknown_segmentation_is_not_found()
    {
        string unknown = $"{Guid.Empty}";
        foreach (string path in (string[])[unknown, $"{unknown}/labelmap", "1.2.3.4", "..%2Fjobs.sqlite", "no-id"])
        {
            using var answer = await _client.GetAsync($"/api/segmentations/{path}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Type.ShouldBe("urn:ohif-aln:problem:segmentation-not-found");
        }
    }

    [Fact]
    public async Task A_name_that_is_neither_draft_nor_guid_cannot_be_saved()
    {
        using var answer = await PutAsync("no-id", Description(), fixture.Truth);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_segmentation_of_another_study_is_refused()
    {
        var saved = await SavedAsync(Guid.NewGuid().ToString(), Description(), Shifted(fixture.Truth, 5), HttpStatusCode.Created);
        using var answer = await PutAsync(saved.Id, Description() with { StudyInstanceUid = "1.2.3" }, fixture.Truth);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Type.ShouldBe("urn:ohif-aln:problem:wrong-study");
    }

    private static byte[] Shifted(byte[] labels, int columns) => [.. new byte[columns], .. labels[..^columns]];

    private static byte[] Reversed(byte[] labels) => [.. labels.Chunk(128 * 128).Reverse().SelectMany(slice => slice)];

    private UploadDescription Description() =>
        new(fixture.Study, fixture.Peak.SopInstanceUids, 128, 128, [new UploadedSegment(1, "Primary tumour")], Edited: true);

    private async Task<IReadOnlyList<SegmentationInfo>> ListAsync() =>
        (await _client.GetFromJsonAsync<List<SegmentationInfo>>($"/api/studies/{fixture.Study}/segmentations"))!;

    private async Task<SegmentationInfo> SavedAsync(string id, UploadDescription description, byte[] labels, HttpStatusCode status, bool compress = false)
    {
        using var answer = await PutAsync(id, description, labels, compress);
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private async Task RefusedAsync(
        UploadDescription description, byte[] labels, string problem, string sentencePart, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var answer = await PutAsync(Guid.NewGuid().ToString(), description, labels);
        answer.StatusCode.ShouldBe(status);
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain(sentencePart);
    }

    private Task<HttpResponseMessage> PutAsync(string id, UploadDescription description, byte[] labels, bool compress = false) =>
        _client.PutSegmentationAsync(id, description, labels, compress);
}
