using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Segmentation.Editing;

namespace OhifAlnPlugin.Server.Tests.Segmentation.Editing;

/// <summary>Operations on labelmaps that are sent, and on drafts, over HTTP.</summary>
public sealed class LabelEditingTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Mask Truth = PhantomData.Patient.Truth;

    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task An_uploaded_labelmap_comes_back_edited_in_the_order_of_its_frames()
    {
        // The frames in descending order, with one slice of the lesion missing.
        int slices = Truth.Geometry.SizeZ, slice = Truth.Geometry.SliceLength;
        IndexBox box = Truth.BoundingBox()!.Value;
        int gap = (box.MinK + box.MaxK) / 2;
        byte[] descending = [.. Enumerable.Range(0, slices).SelectMany(f => slices - 1 - f == gap ? new byte[slice] : Truth.Voxels[((slices - 1 - f) * slice)..((slices - f) * slice)])];
        byte[] answer = await EditAsync(new MaskOperation(MaskOperationKind.Interpolate), descending);
        int filled = answer.AsSpan((slices - 1 - gap) * slice, slice).Count((byte)1);
        filled.ShouldBeInRange(1, box.SizeX * box.SizeY);
        byte[] expected = SliceInterpolation.Fill(new Mask(Truth.Geometry, [.. Enumerable.Range(0, slices).SelectMany(k => descending[((slices - 1 - k) * slice)..((slices - k) * slice)])])).Voxels;
        answer.ShouldBe([.. Enumerable.Range(0, slices).SelectMany(f => expected[((slices - 1 - f) * slice)..((slices - f) * slice)])]);
    }

    [Fact]
    public async Task A_draft_is_smoothed_into_a_new_draft_which_saves_as_semiautomatic()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        var smooth = await EditAsync(draft.Id, new MaskOperation(MaskOperationKind.Smooth, Mm: 1.5));
        smooth.Id.ShouldNotBe(draft.Id);
        (smooth.AlgorithmType, smooth.Segments[0].Voxels).ShouldBe((AlgorithmType.SemiAutomatic, draft.Segments[0].Voxels));
        (await EditAsync(draft.Id, new MaskOperation(MaskOperationKind.Smooth, Mm: 1.5))).Id.ShouldBe(smooth.Id);
        byte[] labels = await _client.GetByteArrayAsync($"/api/segmentations/{smooth.Id}/labelmap");
        var description = new UploadDescription(smooth.StudyInstanceUid, smooth.SopInstanceUids, smooth.Rows, smooth.Columns, [new UploadedSegment(1, "Primary tumour")], Edited: false);
        using var saved = await _client.PutSegmentationAsync(smooth.Id, description, labels);
        (await saved.Content.ReadFromJsonAsync<SegmentationInfo>())!.AlgorithmType.ShouldBe(AlgorithmType.SemiAutomatic);
    }

    [Fact]
    public async Task The_shell_is_a_second_segment_around_the_first()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        var both = await EditAsync(draft.Id, new MaskOperation(MaskOperationKind.Shell, Mm: 5));
        both.Segments.Select(s => s.Label).ShouldBe(["Primary tumour", "Peritumoral shell"]);
        both.Segments[0].Voxels.ShouldBe(draft.Segments[0].Voxels);
        both.Segments[1].LongestDiameterMm.ShouldBeGreaterThan(draft.Segments[0].LongestDiameterMm);
    }

    [Fact]
    public async Task A_stroke_of_the_brush_keeps_to_the_limits()
    {
        var (i, j, k) = Truth.Geometry.IndicesOf(Enumerable.Range(0, Truth.Voxels.Length).Where(n => Truth.Voxels[n] != 0).MaxBy(n => PhantomData.Patient.Series.Peak.Voxels[n]));
        var stroke = new BrushRequest([new Click(fixture.Peak.SopInstanceUids[k], i, j)], RadiusMm: 12, Sphere: true, Limits: new PromptLimits(ThresholdQuantity.PercentEnhancement, 60));
        byte[] drawn = await EditAsync(new MaskOperation(MaskOperationKind.Brush, Stroke: stroke), new byte[Truth.Voxels.Length], ascending: true);
        Volume percent = ThresholdRegion.ValuesOf(PhantomData.Patient.Series, ThresholdQuantity.PercentEnhancement, Truth.Geometry.WholeBox());
        drawn.Count(v => v != 0).ShouldBeGreaterThan(10);
        Enumerable.Range(0, drawn.Length).Where(n => drawn[n] != 0).ShouldAllBe(n => percent.Voxels[n] >= 60);
    }

    [Fact]
    public async Task Operations_that_cannot_be_done_are_refused_with_a_sentence()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        await RefusedAsync(draft.Id, new MaskOperation(MaskOperationKind.Smooth), "needs 'mm' in 0.1 … 20; it was left out");
        await RefusedAsync(draft.Id, new MaskOperation(MaskOperationKind.Margin, Mm: 80), "80 was given");
        await RefusedAsync(draft.Id, new MaskOperation(MaskOperationKind.Interpolate, Frames: [4000]), "no frame 4000");
        await RefusedAsync(draft.Id, new MaskOperation(MaskOperationKind.Brush), "needs a 'stroke'");
        await RefusedAsync(draft.Id, new MaskOperation(MaskOperationKind.KeepLargest), "no segment 7", segment: 7);
        using var unknown = await _client.PostAsJsonAsync($"/api/segmentations/{Guid.NewGuid():D}/operations", new StoredEdit(new MaskOperation(MaskOperationKind.KeepLargest)));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<byte[]> EditAsync(MaskOperation operation, byte[] labels, bool ascending = false)
    {
        var images = ascending ? fixture.Peak.SopInstanceUids : [.. fixture.Peak.SopInstanceUids.Reverse()];
        var description = new EditDescription(fixture.Study, images, Truth.Geometry.SizeY, Truth.Geometry.SizeX, [new UploadedSegment(1, "Primary tumour")], operation);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(description, Json), Encoding.UTF8, "application/json"), "description" },
            { new ByteArrayContent(labels), "labelmap", "labelmap" },
        };
        using var answer = await _client.PostAsync("/api/segmentations/operations", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<SegmentationInfo> EditAsync(string id, MaskOperation operation)
    {
        using var answer = await _client.PostAsJsonAsync($"/api/segmentations/{id}/operations", new StoredEdit(operation));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private async Task RefusedAsync(string id, MaskOperation operation, string sentencePart, int? segment = null)
    {
        using var answer = await _client.PostAsJsonAsync($"/api/segmentations/{id}/operations", new StoredEdit(operation, segment));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldContain(sentencePart);
    }
}
