using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Server.Radiomics;

namespace OhifAlnPlugin.Server.Tests.Radiomics;

/// <summary>Radiomics features over HTTP.</summary>
public sealed class FeaturesTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task The_catalogue_lists_every_feature_with_its_formula()
    {
        using JsonDocument list = JsonDocument.Parse(await _client.GetStringAsync("/api/radiomics/features"));
        list.RootElement.GetArrayLength().ShouldBeGreaterThan(107);
        list.RootElement.EnumerateArray().ShouldAllBe(f => f.GetProperty("formula").GetString()!.Length > 0);
    }

    [Fact]
    public async Task The_self_test_agrees_with_the_consensus()
    {
        var summary = await _client.GetFromJsonAsync<SelfTestSummary>("/api/radiomics/selftest");
        (summary!.Compared, summary.Agree, summary.KnownDeviations, summary.Passed).ShouldBe((145, 142, 3, true));
    }

    [Fact]
    public async Task Few_features_are_answered_at_once_and_kept()
    {
        string id = await SegmentAsync();
        var result = await ComputeAsync(new(id, Features: ["original_shape_VoxelVolume", "original_firstorder_Mean"]));
        result.Features.Keys.ShouldBe(["original_shape_VoxelVolume", "original_firstorder_Mean"]);
        result.Features["original_firstorder_Mean"].ShouldNotBeNull().ShouldBeGreaterThan(0);
        var kept = await _client.GetFromJsonAsync<JsonElement>($"/api/features/{result.Id}");
        kept.GetProperty("features").GetProperty("original_firstorder_Mean").GetDouble().ShouldBe(result.Features["original_firstorder_Mean"]!.Value);
        kept.GetProperty("notice").GetString().ShouldBe("Research use only");
    }

    [Fact]
    public async Task Many_features_become_a_job()
    {
        string id = await SegmentAsync();
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/features", new FeaturesRequest(id));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement job = await FinishedAsync(answer.Headers.Location!);
        string features = job.GetProperty("result").GetProperty("featuresId").GetString()!;
        var result = await _client.GetFromJsonAsync<JsonElement>($"/api/features/{features}");
        result.GetProperty("features").EnumerateObject().Count().ShouldBe(107);
    }

    [Theory]
    [InlineData("""{"segmentationId": "ID", "features": ["original_glcm_Contrst"]}""", "original_glcm_Contrast")]
    [InlineData("""{"segmentationId": "ID", "profile": "paper", "features": ["original_glcm_Contrast"]}""", "paper-code")]
    [InlineData("""{"segmentationId": "ID", "settings": "setting: {binwith: 3}", "features": ["original_glcm_Contrast"]}""", "binWidth")]
    [InlineData("""{"segmentationId": "ID", "phaseIndex": 99, "features": ["original_glcm_Contrast"]}""", "99")]
    public async Task A_wrong_request_is_refused_with_a_sentence(string request, string expected)
    {
        string body = request.Replace("ID", await SegmentAsync(), StringComparison.Ordinal);
        using HttpResponseMessage answer = await _client.PostAsync("/api/features", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain(expected);
    }

    private async Task<FeaturesResult> ComputeAsync(FeaturesRequest request)
    {
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/features", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<FeaturesResult>())!;
    }

    private async Task<string> SegmentAsync()
    {
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/segmentations", new { studyInstanceUid = fixture.Study });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement job = await FinishedAsync(answer.Headers.Location!);
        return job.GetProperty("result").GetProperty("segmentationId").GetString()!;
    }

    private async Task<JsonElement> FinishedAsync(Uri job)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var status = await _client.GetFromJsonAsync<JsonElement>(job, timeout.Token);
            if (status.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled")
            {
                status.GetProperty("state").GetString().ShouldBe("succeeded", status.ToString());
                return status;
            }

            await Task.Delay(50, timeout.Token);
        }
    }
}
