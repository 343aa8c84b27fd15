using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Server.Tests.Security;

/// <summary>What one reader has not saved is nobody else's business, by whatever address it is asked for.</summary>
public sealed class OwnershipTests(LoginFixture login) : IClassFixture<LoginFixture>
{
    [Fact]
    public async Task A_draft_and_all_that_follows_from_it_are_seen_by_their_owner_alone()
    {
        string study = await login.Server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient));
        using HttpClient ann = login.ClientOf("ann", "aln-researcher"), bob = login.ClientOf("bob", "aln-researcher"), admin = login.ClientOf("ada", "aln-admin");
        Uri job = await ann.StartSegmentationAsync(new SegmentationRequest(study));
        string draft = (await ann.WaitForJobAsync(job)).Result!.Value.GetProperty("segmentationId").GetString()!;
        var features = await ComputeAsync(ann, draft);
        var map = new { segmentationId = draft, feature = "original_firstorder_Mean" };
        using HttpResponseMessage mapping = await ann.PostAsJsonAsync("/api/feature-maps", map);
        Uri mapJob = mapping.Headers.Location!;
        Guid mapId = (await ann.WaitForJobAsync(mapJob)).Result!.Value.GetProperty("featureMapId").GetGuid();
        (HttpMethod Method, string Path, object? Body)[] routes =
        [
            (HttpMethod.Get, job.ToString(), null),
            (HttpMethod.Delete, job.ToString(), null),
            (HttpMethod.Get, $"/api/segmentations/{draft}", null),
            (HttpMethod.Get, $"/api/segmentations/{draft}/labelmap", null),
            (HttpMethod.Get, $"/api/features/{features.Id}", null),
            (HttpMethod.Post, "/api/features", new FeaturesRequest(SegmentationId: draft, Features: ["original_shape_VoxelVolume"])),
            (HttpMethod.Post, "/api/kinetics", new KineticsRequest(draft)),
            (HttpMethod.Post, "/api/radscores", new RadscoreRequest(draft)),
            (HttpMethod.Get, mapJob.ToString(), null),
            (HttpMethod.Get, $"/api/feature-maps/{mapId}", null),
            (HttpMethod.Get, $"/api/feature-maps/{mapId}/values", null),
        ];
        foreach ((HttpMethod method, string path, object? body) in routes)
        {
            (await StatusAsync(bob, method, path, body)).ShouldBe(HttpStatusCode.NotFound, $"{method} {path} by another reader");
            (await StatusAsync(admin, method, path, body)).ShouldBe(HttpStatusCode.NotFound, $"{method} {path} by an administrator");
        }

        (await StatusAsync(bob, HttpMethod.Post, "/api/feature-maps", map)).ShouldBe(HttpStatusCode.NotFound);
        foreach ((HttpMethod method, string path, object? body) in routes.Where(route => route.Method != HttpMethod.Delete))
        {
            (await StatusAsync(ann, method, path, body)).ShouldBe(HttpStatusCode.OK, $"{method} {path} by its owner");
        }
    }

    [Fact]
    public async Task The_same_work_of_two_readers_makes_two_drafts()
    {
        string study = await login.Server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("read by two"));
        using HttpClient ann = login.ClientOf("ann", "aln-reader"), bob = login.ClientOf("bob", "aln-reader");
        SegmentationInfo hers = await ann.SegmentAsync(new SegmentationRequest(study)), his = await bob.SegmentAsync(new SegmentationRequest(study));
        hers.Id.ShouldNotBe(his.Id);
        (await StatusAsync(bob, HttpMethod.Get, $"/api/segmentations/{hers.Id}", null)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(ann, HttpMethod.Get, $"/api/segmentations/{his.Id}", null)).ShouldBe(HttpStatusCode.NotFound);
        (await ann.SegmentAsync(new SegmentationRequest(study))).Id.ShouldBe(hers.Id, "the same work of the same reader is done once");
    }

    [Fact]
    public async Task Saving_on_the_draft_of_another_reader_takes_nothing_from_it()
    {
        string study = await login.Server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("saved by another"));
        using HttpClient ann = login.ClientOf("ann", "aln-reader"), bob = login.ClientOf("bob", "aln-reader");
        SegmentationInfo hers = await ann.SegmentAsync(new SegmentationRequest(study));
        byte[] labels = await ann.GetByteArrayAsync($"/api/segmentations/{hers.Id}/labelmap");
        var description = new UploadDescription(study, hers.SopInstanceUids, hers.Rows, hers.Columns, [new UploadedSegment(1, "Tumour")], Edited: true);
        using HttpResponseMessage answer = await bob.PutSegmentationAsync(hers.Id, description, labels);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!.AlgorithmType.ShouldBe(AlgorithmType.Manual, "for him there is no draft of this name: what he sends is his own drawing");
    }

    private static async Task<FeaturesResult> ComputeAsync(HttpClient client, string draft)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/api/features", new FeaturesRequest(SegmentationId: draft, Features: ["original_shape_VoxelVolume"]));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<FeaturesResult>())!;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        using HttpResponseMessage answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
