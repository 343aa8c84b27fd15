using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Radscore;

/// <summary>Radscores of VOIs that are not saved: the labelmap travels with the request.</summary>
public sealed class UnsavedRadscoreTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task The_score_of_what_is_drawn_is_the_score_of_what_is_saved()
    {
        using var put = await _client.PutSegmentationAsync(Guid.NewGuid().ToString(), new(fixture.Study, fixture.Peak.SopInstanceUids, 128, 128, [new(1, "Tumour")], Edited: true), fixture.Truth);
        string id = (await put.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        using var scored = await _client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(id));
        var saved = (await scored.Content.ReadFromJsonAsync<RadscoreAnswer>())!;

        var drawn = await ScoredAsync(Description(), fixture.Truth);
        drawn.Radscore.ShouldBe(saved.Radscore);
        drawn.Contributions.ShouldBe(saved.Contributions);
        drawn.Stability.ShouldBe(saved.Stability);
        drawn.Voi.ShouldBe(saved.Voi);
        drawn.SegmentationId.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_slices_with_voxels_are_enough_in_any_order_and_nothing_is_kept()
    {
        int drafts = DraftCount();
        var whole = await ScoredAsync(Description(), fixture.Truth);
        int[] slices = [.. Enumerable.Range(0, fixture.Peak.SopInstanceUids.Count).Where(k => SliceOf(k).ContainsAnyExcept((byte)0)).Reverse()];
        slices.Length.ShouldBeLessThan(fixture.Peak.SopInstanceUids.Count);
        byte[] labels = [.. slices.SelectMany(k => SliceOf(k).ToArray())];

        var some = await ScoredAsync(Description() with { SopInstanceUids = [.. slices.Select(k => fixture.Peak.SopInstanceUids[k])] }, labels);
        some.Radscore.ShouldBe(whole.Radscore);
        DraftCount().ShouldBe(drafts);

        ReadOnlySpan<byte> SliceOf(int k) => fixture.Truth.AsSpan(k * 128 * 128, 128 * 128);
    }

    [Fact]
    public async Task Of_several_lesions_the_named_one_is_scored()
    {
        byte[] labels = [.. fixture.Truth.Select(label => label == 0 ? (byte)0 : (byte)3)];
        labels[10 + (128 * 64)] = 1;
        var description = Description() with { Segments = [new(1, "Dot"), new(3, "Index lesion")], Segment = 3 };
        var answer = await ScoredAsync(description, labels);
        (answer.SegmentNumber, answer.Voi.Voxels).ShouldBe((3, fixture.Truth.Count(label => label != 0)));
    }

    [Fact]
    public async Task What_cannot_be_scored_is_refused_with_a_sentence()
    {
        (await RefusedAsync(Description(), new byte[fixture.Truth.Length], HttpStatusCode.UnprocessableEntity)).ShouldContain("The VOI is empty");
        (await RefusedAsync(Description() with { Segment = 4 }, fixture.Truth, HttpStatusCode.BadRequest)).ShouldContain("There is no segment 4; there are 1.");
        (await RefusedAsync(Description() with { Rows = 64, Columns = 256 }, fixture.Truth, HttpStatusCode.UnprocessableEntity)).ShouldContain("64 × 256");
    }

    private ScoringDescription Description() => new(fixture.Study, fixture.Peak.SopInstanceUids, 128, 128, [new(1, "Tumour")]);

    private int DraftCount() => Directory.GetDirectories(Path.Combine(fixture.Server.DataFolder, "drafts")).Length;

    private async Task<RadscoreAnswer> ScoredAsync(ScoringDescription description, byte[] labels)
    {
        using var answer = await SendAsync(description, labels);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RadscoreAnswer>())!;
    }

    private async Task<string> RefusedAsync(ScoringDescription description, byte[] labels, HttpStatusCode status)
    {
        using var answer = await SendAsync(description, labels);
        answer.StatusCode.ShouldBe(status);
        return (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!;
    }

    private async Task<HttpResponseMessage> SendAsync(ScoringDescription description, byte[] labels)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(description, Json), Encoding.UTF8, "application/json"), "description" },
            { new ByteArrayContent(labels), "labelmap", "labelmap" },
        };
        return await _client.PostAsync("/api/radscores/unsaved", form);
    }
}
