using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Radiomics.Maps;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Radiomics;

namespace OhifAlnPlugin.Server.Tests.Radiomics;

/// <summary>Feature maps over HTTP.</summary>
public sealed class FeatureMapsTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private const string Feature = "original_firstorder_Mean";
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_map_lies_on_the_slices_of_its_phase_and_on_the_voxels_of_its_VOI()
    {
        SegmentationInfo voi = await fixture.SegmentAsync(new(fixture.Study));
        FeatureMapInfo map = await MapAsync(new(voi.Id, Feature));
        (map.Feature, map.Unit, map.KernelRadius, map.Rows, map.Columns, map.SeriesInstanceUid).ShouldBe((Feature, "I", 2, voi.Rows, voi.Columns, fixture.Peak.SeriesInstanceUid));

        byte[] labels = await _client.GetByteArrayAsync($"/api/segmentations/{voi.Id}/labelmap");
        float[] values = MemoryMarshal.Cast<byte, float>(await _client.GetByteArrayAsync($"/api/feature-maps/{map.Id}/values")).ToArray();
        int slice = voi.Rows * voi.Columns;
        values.Length.ShouldBe(map.SopInstanceUids.Count * slice);
        Dictionary<string, int> frames = map.SopInstanceUids.Select((uid, n) => (uid, n)).ToDictionary();
        for (int k = 0; k < voi.SopInstanceUids.Count; k++)
        {
            bool covered = frames.TryGetValue(voi.SopInstanceUids[k], out int frame);
            for (int n = 0; n < slice; n++)
            {
                (covered && !float.IsNaN(values[(frame * slice) + n])).ShouldBe(labels[(k * slice) + n] == 1, $"slice {k}, voxel {n}");
            }
        }

        values.Where(v => !float.IsNaN(v)).Min().ShouldBe((float)map.Minimum!.Value);
        values.Where(v => !float.IsNaN(v)).Max().ShouldBe((float)map.Maximum!.Value);
    }

    [Fact]
    public async Task The_same_request_finds_the_map_and_another_kernel_makes_another()
    {
        SegmentationInfo voi = await fixture.SegmentAsync(new(fixture.Study));
        FeatureMapInfo first = await MapAsync(new(voi.Id, Feature)), again = await MapAsync(new(voi.Id, Feature));
        FeatureMapInfo smaller = await MapAsync(new(voi.Id, Feature, Settings: "voxelSetting: {kernelRadius: 1}", PhaseIndex: 0));
        again.Id.ShouldBe(first.Id);
        smaller.Id.ShouldNotBe(first.Id);
        (smaller.KernelRadius, smaller.PhaseIndex).ShouldBe((1, 0));
        var kept = await _client.GetFromJsonAsync<JsonElement>($"/api/feature-maps/{first.Id}");
        kept.GetProperty("notice").GetString().ShouldBe("Research use only");
        kept.GetProperty("engineVersion").GetString().ShouldBe(ProductVersion.Text);
    }

    [Fact]
    public async Task A_feature_of_a_wavelet_band_is_mapped_on_that_band()
    {
        SegmentationInfo voi = await fixture.SegmentAsync(new(fixture.Study));
        const string Settings = """{"imageType": {"Original": {}, "Wavelet": {}}, "setting": {"binCount": 16}, "voxelSetting": {"kernelRadius": 1}}""";
        FeatureMapInfo band = await MapAsync(new(voi.Id, "wavelet-HHL_firstorder_Mean", Settings: Settings)), image = await MapAsync(new(voi.Id, Feature, Settings: Settings));
        band.Feature.ShouldBe("wavelet-HHL_firstorder_Mean");
        band.SopInstanceUids.ShouldBe(image.SopInstanceUids);
        band.Minimum!.Value.ShouldBeLessThan(0);
        image.Minimum!.Value.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"segmentationId": "ID", "feature": "original_shape_Sphericity"}""", 422, "no map of 'original_shape_Sphericity'")]
    [InlineData("""{"segmentationId": "ID", "feature": "original_glcm_Contrst"}""", 422, "original_glcm_Contrast")]
    [InlineData("""{"segmentationId": "ID", "feature": "original_glcm_Contrast", "settings": "voxelSetting: {kernelRadius: 99}"}""", 422, "kernelRadius")]
    [InlineData("""{"segmentationId": "ID", "feature": "original_glcm_Contrast", "segmentNumber": 7}""", 404, "no segment 7")]
    public async Task A_wrong_request_is_refused_with_a_sentence(string request, int status, string expected)
    {
        string body = request.Replace("ID", (await fixture.SegmentAsync(new(fixture.Study))).Id, StringComparison.Ordinal);
        using HttpResponseMessage answer = await _client.PostAsync("/api/feature-maps", new StringContent(body, Encoding.UTF8, "application/json"));
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/values")]
    public async Task An_unknown_map_is_not_found(string part)
    {
        using HttpResponseMessage answer = await _client.GetAsync($"/api/feature-maps/{Guid.Empty}{part}");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:feature-map-not-found");
    }

    [Fact]
    public void The_settings_that_apply_where_none_are_given_can_be_mapped() =>
        FeatureMapExtractor.Names(ParameterFile.Parse(FeatureMapRequest.DefaultSettings)).Count.ShouldBe(93);

    private async Task<FeatureMapInfo> MapAsync(FeatureMapRequest request)
    {
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/feature-maps", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        JobStatus job = await _client.WaitForJobAsync(answer.Headers.Location!);
        job.State.ShouldBe(JobState.Succeeded, job.Message);
        return (await _client.GetFromJsonAsync<FeatureMapInfo>($"/api/feature-maps/{job.Result!.Value.GetProperty("featureMapId").GetGuid()}"))!;
    }
}
