using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Segmentation.Editing;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>VOIs from strokes, a box and limits, as jobs and at once, over HTTP.</summary>
public sealed class PromptingTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private static readonly Mask Truth = PhantomData.Patient.Truth;

    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task Strokes_make_a_region_as_a_job()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study, Foreground: Stroke()));
        (draft.AlgorithmType, draft.Method!.Name, draft.Saved).ShouldBe((AlgorithmType.SemiAutomatic, "Random walker", false));
        (await AgreementAsync(draft)).ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public async Task A_box_and_limits_make_a_region_at_once()
    {
        var box = await DirectAsync(new SegmentationRequest(fixture.Study, Box: Box(4), Direct: true));
        box.Method!.Name.ShouldBe("Functional tumour volume");
        (await AgreementAsync(box)).ShouldBeGreaterThan(0.4);

        var limits = new PromptLimits(ThresholdQuantity.PercentEnhancement, 50);
        var connected = await DirectAsync(new SegmentationRequest(fixture.Study, Brightest(), Box: Box(4), Threshold: limits, Direct: true));
        connected.Method!.Name.ShouldBe("Threshold");
        (await AgreementAsync(connected)).ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public async Task A_click_at_once_is_the_draft_of_the_job()
    {
        var direct = await DirectAsync(new SegmentationRequest(fixture.Study, Brightest(), Direct: true));
        var byJob = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study, Brightest()));
        (direct.Id, direct.Segments[0].Voxels).ShouldBe((byJob.Id, byJob.Segments[0].Voxels));
    }

    [Fact]
    public async Task A_series_stands_for_its_study()
    {
        var direct = await DirectAsync(new SegmentationRequest(Click: Brightest(), SeriesInstanceUid: fixture.Peak.SeriesInstanceUid, Direct: true));
        direct.StudyInstanceUid.ShouldBe(fixture.Study);
        await RefusedAsync(new { seriesInstanceUid = "1.2.3" }, HttpStatusCode.NotFound, "series-not-found", "1.2.3");
        await RefusedAsync(new { studyInstanceUid = fixture.Study, seriesInstanceUid = "1.2.3" }, HttpStatusCode.UnprocessableEntity, "not-a-dynamic-series", "1.2.3");
    }

    [Fact]
    public async Task Limits_for_a_brush_hold_the_region_of_a_click()
    {
        Click click = Brightest();
        var limits = (await _client.GetFromJsonAsync<BrushLimits>(
            $"/api/studies/{fixture.Study}/brush-limits?sopInstanceUid={click.SopInstanceUid}&column={click.Column}&row={click.Row}"))!.Limits;
        limits.Select(l => l.Quantity).ShouldBe(Enum.GetValues<ThresholdQuantity>());
        limits.ShouldAllBe(l => l.Lower < l.Upper);
        limits.Single(l => l.Quantity == ThresholdQuantity.PercentEnhancement).Lower.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Requests_that_cannot_be_met_are_refused_with_a_sentence()
    {
        Click inside = Brightest();
        var air = new Click(inside.SopInstanceUid, 2, 2);
        await RefusedAsync(new { studyInstanceUid = fixture.Study, mode = "magic" }, HttpStatusCode.BadRequest, null, "mode");
        await RefusedAsync(new SegmentationRequest(fixture.Study, Mode: SegmentationMode.Box), HttpStatusCode.UnprocessableEntity, "bad-prompt", "needs 'box'");
        await RefusedAsync(new SegmentationRequest(fixture.Study, Mode: SegmentationMode.Scribble, Foreground: []), HttpStatusCode.UnprocessableEntity, "bad-prompt", "at least one point");
        await RefusedAsync(new SegmentationRequest(fixture.Study, inside, Foreground: Stroke()), HttpStatusCode.UnprocessableEntity, "bad-prompt", "does not use 'click'");
        await RefusedAsync(new SegmentationRequest(fixture.Study, Direct: true), HttpStatusCode.UnprocessableEntity, "bad-prompt", "as a job only");
        await RefusedAsync(new SegmentationRequest(fixture.Study, inside with { Column = 4000 }, Direct: true), HttpStatusCode.UnprocessableEntity, "click-outside", "4000");
        await RefusedAsync(new SegmentationRequest(fixture.Study, air, Direct: true), HttpStatusCode.UnprocessableEntity, "segmentation-refused", "no tissue at the click");
        await RefusedAsync(new SegmentationRequest(fixture.Study, Box: new BoxCorners(air, air), Direct: true), HttpStatusCode.UnprocessableEntity, "segmentation-refused", "No voxel of the box passes");
        await RefusedAsync(
            new SegmentationRequest(fixture.Study, Box: Box(4), FunctionalTumourVolume: new FunctionalTumourVolumeOptions { ConnectedNeighbours = 40 }, Direct: true),
            HttpStatusCode.UnprocessableEntity, "bad-option", "0 … 26");
    }

    private async Task<double> AgreementAsync(SegmentationInfo draft)
    {
        byte[] labels = await _client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        return MaskAgreement.Between(new Mask(Truth.Geometry, labels), Truth).Dice;
    }

    private async Task<SegmentationInfo> DirectAsync(SegmentationRequest request)
    {
        using var answer = await _client.PostAsJsonAsync("/api/segmentations", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private async Task RefusedAsync(object request, HttpStatusCode status, string? problem, string sentencePart)
    {
        using var answer = await _client.PostAsJsonAsync("/api/segmentations", request);
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        (problem is null || details.Type == $"urn:ohif-aln:problem:{problem}").ShouldBeTrue(details.Type);
        details.Detail!.ShouldContain(sentencePart);
    }

    /// <summary>The pixel of the brightest voxel of the true lesion.</summary>
    private Click Brightest() =>
        Pixel(Enumerable.Range(0, Truth.Voxels.Length).Where(n => Truth.Voxels[n] != 0).MaxBy(n => PhantomData.Patient.Series.Peak.Voxels[n]));

    /// <summary>The lesion's voxels in the slice that shows most of it.</summary>
    private Click[] Stroke()
    {
        int slice = Truth.Geometry.SliceLength;
        int k = Enumerable.Range(0, Truth.Geometry.SizeZ).MaxBy(z => Truth.Voxels.AsSpan(z * slice, slice).Count((byte)1));
        return [.. Enumerable.Range(k * slice, slice).Where(n => Truth.Voxels[n] != 0).Where((_, n) => n % 5 == 0).Select(Pixel)];
    }

    private BoxCorners Box(int margin)
    {
        IndexBox box = Truth.BoundingBox()!.Value.Grow(margin, Truth.Geometry);
        return new(Pixel(Truth.Geometry.Offset(box.MaxI, box.MinJ, box.MinK)), Pixel(Truth.Geometry.Offset(box.MinI, box.MaxJ, box.MaxK)));
    }

    private Click Pixel(int voxel)
    {
        (int i, int j, int k) = Truth.Geometry.IndicesOf(voxel);
        return new(fixture.Peak.SopInstanceUids[k], i, j);
    }
}
