using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Radiomics;

namespace OhifAlnPlugin.Server.Tests.Radiomics;

/// <summary>Features of masks that a client sends, and of the shell around them.</summary>
public sealed class FeaturesOfMaskTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private static readonly string[] Names = ["original_shape_VoxelVolume", "original_firstorder_Mean", "original_glcm_Contrast"];
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("mask.nrrd")]
    [InlineData("mask.nii")]
    [InlineData("MASK.NII.GZ")]
    public async Task A_mask_gives_the_features_that_the_library_computes(string name)
    {
        using HttpResponseMessage answer = await SendAsync(name, Mask(name), new(StudyInstanceUid: fixture.Study, Features: Names));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var result = (await answer.Content.ReadFromJsonAsync<FeaturesResult>())!;
        (result.SegmentationId, result.SegmentNumber).ShouldBe((null, 1));
        result.VoiDigest.Length.ShouldBe(64);
        FeatureVector expected = FeatureExtractor.Extract(PhantomData.Patient.Series.Phases[result.PhaseIndex].Volume, PhantomData.Patient.Truth, new(), Names);
        result.Features["original_shape_VoxelVolume"]!.Value.ShouldBe(expected["original_shape_VoxelVolume"], 1e-6 * expected["original_shape_VoxelVolume"]);
        result.Features["original_firstorder_Mean"]!.Value.ShouldBe(expected["original_firstorder_Mean"], 1e-3 * expected["original_firstorder_Mean"]);
        (await _client.GetFromJsonAsync<FeaturesResult>($"/api/features/{result.Id}"))!.Features.ShouldBe(result.Features);
    }

    [Fact]
    public async Task All_features_of_a_mask_become_a_job()
    {
        using HttpResponseMessage answer = await SendAsync("mask.nrrd", Mask("mask.nrrd"), new(StudyInstanceUid: fixture.Study));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        JobStatus job = await _client.WaitForJobAsync(answer.Headers.Location!);
        job.State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task The_shell_around_a_mask_is_larger_than_the_mask()
    {
        double Volume(FeaturesResult result) => result.Features["original_shape_VoxelVolume"]!.Value;
        var results = new Dictionary<string, double>();
        foreach (string region in RegionNames.All)
        {
            using HttpResponseMessage answer = await SendAsync("mask.nrrd", Mask("mask.nrrd"), new(StudyInstanceUid: fixture.Study, Features: Names, Region: region));
            results[region] = Volume((await answer.Content.ReadFromJsonAsync<FeaturesResult>())!);
        }

        results["shell"].ShouldBeGreaterThan(5 * results["tumour"]);
        results["tumour+shell"].ShouldBe(results["tumour"] + results["shell"], 1e-6);
    }

    [Fact]
    public async Task An_absent_label_names_those_that_exist() =>
        (await RefusalAsync("mask.nrrd", Mask("mask.nrrd"), new(StudyInstanceUid: fixture.Study, SegmentNumber: 7, Features: Names), HttpStatusCode.UnprocessableEntity)).ShouldContain("label 7; it has 1 (");

    [Fact]
    public async Task Another_grid_is_refused_with_the_difference()
    {
        var shifted = VolumeGeometry.AxisAligned(20, 20, 20, new(1, 1, 1));
        var mask = new Mask(shifted, [.. Enumerable.Repeat((byte)1, shifted.VoxelCount)]);
        string text = await RefusalAsync("mask.nrrd", Bytes("mask.nrrd", mask), new(StudyInstanceUid: fixture.Study, Features: Names), HttpStatusCode.UnprocessableEntity);
        text.ShouldContain("the mask 20×20×20");
        text.ShouldContain("correctMask");
    }

    [Theory]
    [InlineData("mask.png", "it must end in .nrrd")]
    [InlineData("mask.nrrd", "cannot be read")]
    public async Task A_file_that_is_no_mask_is_refused(string name, string expected)
    {
        using HttpResponseMessage answer = await SendAsync(name, [1, 2, 3], new(StudyInstanceUid: fixture.Study, Features: Names));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(expected);
    }

    [Fact]
    public async Task A_mask_without_study_and_a_request_without_VOI_are_refused()
    {
        (await RefusalAsync("mask.nrrd", Mask("mask.nrrd"), new(Features: Names), HttpStatusCode.BadRequest)).ShouldContain("studyInstanceUid");
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/features", new FeaturesRequest(Features: Names));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("segmentationId");
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("text", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_is_no_request_is_refused(string body, string type, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await _client.PostAsync("/api/features", new StringContent(body, Encoding.UTF8, type));
        answer.StatusCode.ShouldBe(expected);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private async Task<string> RefusalAsync(string name, byte[] mask, FeaturesRequest request, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await SendAsync(name, mask, request);
        answer.StatusCode.ShouldBe(status);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }

    private async Task<HttpResponseMessage> SendAsync(string name, byte[] mask, FeaturesRequest request)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(request, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"), "request" },
            { new ByteArrayContent(mask), "mask", name },
        };
        return await _client.PostAsync("/api/features", form);
    }

    private static byte[] Mask(string name) => Bytes(name, PhantomData.Patient.Truth);

    private static byte[] Bytes(string name, Mask mask)
    {
        using var file = new MemoryStream();
        if (name.EndsWith(".nrrd", StringComparison.Ordinal))
        {
            NrrdFile.Write(file, mask);
        }
        else
        {
            NiftiFile.Write(file, mask, gzip: name.EndsWith("GZ", StringComparison.Ordinal));
        }

        return file.ToArray();
    }
}
