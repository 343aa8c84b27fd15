using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>Saves of two readers who do not know of each other, over HTTP.</summary>
public sealed class NewestVersionTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_save_that_rests_on_an_older_version_is_refused_and_loses_neither()
    {
        string opened = await TagAsync();
        opened.ShouldBe("\"none\"");
        string first = await SavedAsync(Shifted(1), opened);
        (await TagAsync()).ShouldBe($"\"{first}\"");

        using (var second = await PutAsync(Shifted(2), opened))
        {
            second.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
            var problem = (await second.Content.ReadFromJsonAsync<ProblemDetails>())!;
            problem.Type.ShouldBe("urn:ohif-aln:problem:saved-meanwhile");
            problem.Detail!.ShouldContain("Nothing was stored.");
        }

        (await ListAsync()).Select(s => s.Id).ShouldBe([first]);
        await SavedAsync(Shifted(1), opened);
        string another = await SavedAsync(Shifted(2), await TagAsync());
        await SavedAsync(Shifted(3), ifMatch: null);
        var all = await ListAsync();
        all.Count.ShouldBe(3);
        all.Select(s => s.Id).ShouldContain(first);
        all.Select(s => s.Id).ShouldContain(another);
    }

    private async Task<string> TagAsync()
    {
        using var answer = await _client.GetAsync($"/api/studies/{fixture.Study}/segmentations");
        return answer.Headers.ETag!.Tag;
    }

    private async Task<IReadOnlyList<SegmentationInfo>> ListAsync() =>
        (await _client.GetFromJsonAsync<List<SegmentationInfo>>($"/api/studies/{fixture.Study}/segmentations"))!;

    private async Task<string> SavedAsync(byte[] labels, string? ifMatch)
    {
        using var answer = await PutAsync(labels, ifMatch);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!.Id;
    }

    private Task<HttpResponseMessage> PutAsync(byte[] labels, string? ifMatch) => _client.PutSegmentationAsync(
        Guid.NewGuid().ToString(), new(fixture.Study, fixture.Peak.SopInstanceUids, 128, 128, [new(1, "Tumour")], Edited: true), labels, ifMatch: ifMatch);

    private byte[] Shifted(int columns) => [.. fixture.Truth[columns..], .. new byte[columns]];
}
