using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Radscore;

/// <summary>Radscores over HTTP, with a model whose score is known by hand.</summary>
public sealed class RadscoreTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task The_score_is_that_of_the_features_at_the_peak_phase()
    {
        var saved = await SaveAsync(fixture.Truth);
        var answer = await ScoreAsync(new RadscoreRequest(saved.Id));

        var series = PhantomData.Patient.Series;
        var image = await fixture.Server.Services.GetRequiredService<DynamicStudies>().LoadAsync(
            DynamicStudies.Find(await fixture.HeadersAsync(), choice: null), progress: null, CancellationToken.None);
        var bundle = LogisticBundle.Create();
        var features = FeatureExtractor.Extract(image.Peak, PhantomData.Patient.Truth, bundle.Extraction.SettingsFor(bundle.Model.FeatureNames), bundle.Model.FeatureNames);
        double expected = LogisticBundle.ScoreOf(features[LogisticBundle.Sphericity], features[LogisticBundle.Entropy]);

        answer.Radscore.ShouldBe(expected, 1e-12);
        (answer.Burden, answer.CutOff, answer.CutOffRule).ShouldBe((expected >= 0.4 ? "high" : "low", 0.4, "Youden index on the training cohort"));
        (answer.Baseline + answer.Contributions.Sum(c => c.Contribution)).ShouldBe(answer.Radscore, 1e-9);
        answer.Contributions.Select(c => (c.Feature, c.Value)).ShouldBe([(LogisticBundle.Sphericity, features[LogisticBundle.Sphericity]), (LogisticBundle.Entropy, features[LogisticBundle.Entropy])]);
        (answer.SegmentationId, answer.SegmentNumber).ShouldBe((saved.Id, 1));
        answer.Voi.Voxels.ShouldBe(PhantomData.Patient.Truth.Count());
        answer.Voi.VolumeMl.ShouldBe(PhantomData.Patient.Truth.VolumeMm3() / 1000, 1e-9);
        answer.Voi.LongestAxialMm.ShouldBeInRange(answer.Voi.PerpendicularMm, answer.Voi.LongestDiameterMm);
        answer.Voi.Side.ShouldBe(BodySides.Of(PhantomData.Patient.Truth) is BodySide.Left ? BreastSide.Left : BreastSide.Right);
        answer.Contributions.Select(c => c.HasMap).ShouldBe([false, true]);
        answer.Contributions[1].Training.ShouldBe(new TrainingSpread(1.75, 2.375, 3, 3.625, 4.25));
        answer.Reader.ShouldBeNull();
        answer.Curve.Count.ShouldBe(series.Phases.Count);
        answer.Curve[0].EnhancementPercent.ShouldBe(0);
        answer.Curve[series.PeakIndex].EnhancementPercent!.Value.ShouldBeGreaterThan(20);
        (answer.Model.Name, answer.Model.Version, answer.Model.Demonstration, answer.Model.Digest).ShouldBe(("Logistic model of a test", "7", true, bundle.Digest));
        answer.Notice.ShouldContain("Research use only");
        answer.Harmonisation.Kind.ShouldBe("none");
        answer.Stability.Low.ShouldBe(new[] { answer.Radscore, answer.Stability.Grown!.Value, answer.Stability.Shrunk!.Value }.Min());
        answer.Stability.High.ShouldBe(new[] { answer.Radscore, answer.Stability.Grown!.Value, answer.Stability.Shrunk!.Value }.Max());
        features = FeatureExtractor.Extract(image.Peak, VoxelMargin.Grown(PhantomData.Patient.Truth), bundle.Extraction.SettingsFor(bundle.Model.FeatureNames), bundle.Model.FeatureNames);
        answer.Stability.Grown.Value.ShouldBe(LogisticBundle.ScoreOf(features[LogisticBundle.Sphericity], features[LogisticBundle.Entropy]), 1e-12);
    }

    [Fact]
    public async Task A_draft_has_a_score_before_it_is_saved()
    {
        var segmentation = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        var answer = await ScoreAsync(new RadscoreRequest(segmentation.Id));
        answer.Radscore.ShouldBeInRange(0, 1);
        answer.Voi.Voxels.ShouldBe(segmentation.Segments[0].Voxels);
    }

    [Fact]
    public async Task What_the_reader_states_stands_beside_the_score()
    {
        var saved = await SaveAsync(fixture.Truth);
        var high = await ScoreAsync(new RadscoreRequest(saved.Id, Clinical: new Dictionary<string, string> { ["mri_aln_burden"] = "high", ["t_stage"] = "T3" }));
        high.Reader.ShouldBe(new ReaderAnswer("high", high.Burden == "high", null));
        high.IntendedUse.Objections.ShouldContain("The model is meant for T1 and T2 tumours.");
        var low = await ScoreAsync(new RadscoreRequest(saved.Id, Clinical: new Dictionary<string, string> { ["mri_aln_burden"] = "low" }));
        low.Reader!.AgreesWithRadscore.ShouldBe(!high.Reader!.AgreesWithRadscore);
        low.Model.ReaderFields.Select(f => f.Key).ShouldContain("mri_aln_status");
    }

    [Fact]
    public async Task A_feature_is_mapped_as_the_model_sees_it()
    {
        var saved = await SaveAsync(fixture.Truth);
        string settings = (await ScoreAsync(new RadscoreRequest(saved.Id))).MapSettings.ShouldNotBeNull();
        using var started = await _client.PostAsJsonAsync("/api/feature-maps", new { segmentationId = saved.Id, feature = LogisticBundle.Entropy, settings });
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted, await started.Content.ReadAsStringAsync());
        JobStatus job = await _client.WaitForJobAsync(started.Headers.Location!);
        job.State.ShouldBe(JobState.Succeeded, job.Message);
    }

    [Fact]
    public async Task Each_segment_has_its_own_score()
    {
        byte[] labels = (byte[])fixture.Truth.Clone();
        for (int n = 0; n < labels.Length / 2; n++)
        {
            labels[n] *= 2;
        }

        var saved = await SaveAsync(labels, [new(1, "Upper half"), new(2, "Lower half")]);
        saved.Segments.Count.ShouldBe(2);
        var second = await ScoreAsync(new RadscoreRequest(saved.Id, 2));
        (second.SegmentNumber, second.Voi.Voxels).ShouldBe((2, saved.Segments[1].Voxels));
        (await ScoreAsync(new RadscoreRequest(saved.Id))).SegmentNumber.ShouldBe(1);
        await RefusedAsync(new RadscoreRequest(saved.Id, 3), HttpStatusCode.UnprocessableEntity, "segment-not-found", "no segment 3; it has 1, 2");
    }

    [Fact]
    public async Task A_value_outside_the_training_range_is_told()
    {
        var answer = await ScoreAsync(new RadscoreRequest((await SaveAsync(fixture.Truth)).Id));
        int outside = answer.Contributions.Count(c => c.Percentile is 0 or 100);
        answer.Training.Reasons.Count(r => r.Contains("the score extrapolates", StringComparison.Ordinal)).ShouldBe(outside);
        answer.Training.Band.ShouldBe("unknown");
    }

    [Fact]
    public async Task A_voi_too_small_for_features_has_no_score()
    {
        byte[] labels = new byte[fixture.Truth.Length];
        labels[Array.IndexOf(fixture.Truth, (byte)1)] = 1;
        await RefusedAsync(new RadscoreRequest((await SaveAsync(labels)).Id), HttpStatusCode.UnprocessableEntity, "radscore-undefined", "1");
    }

    [Fact]
    public async Task An_unknown_segmentation_is_not_found() =>
        await RefusedAsync(new RadscoreRequest($"{Guid.Empty}"), HttpStatusCode.NotFound, "segmentation-not-found", "neither a draft nor a saved one");

    [Fact]
    public async Task About_names_product_method_and_model()
    {
        using var about = JsonDocument.Parse(await _client.GetStringAsync("/api/about"));
        about.RootElement.GetProperty("product").GetString().ShouldBe("OhifAlnPlugin");
        about.RootElement.GetProperty("notice").GetString()!.ShouldContain("Research use only");
        about.RootElement.GetProperty("segmentation").GetProperty("name").GetString().ShouldBe("Half-maximum enhancement");
        about.RootElement.GetProperty("model").GetProperty("trainingData").GetString().ShouldBe("No data at all.");
    }

    [Fact]
    public async Task Without_a_model_everything_else_works_and_the_answer_says_what_to_do()
    {
        using var empty = new TemporaryFolder();
        await using var server = new ServerFixture { ModelFolder = empty.Path };
        await server.InitializeAsync();
        (await server.Client.GetStringAsync("/api/about")).ShouldContain("\"model\":null");
        using var answer = await server.Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest($"{Guid.Empty}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe("urn:ohif-aln:problem:no-model");
        details.Detail!.ShouldContain("--models DIR");
    }

    [Fact]
    public async Task A_bundle_that_was_changed_is_named_as_the_reason()
    {
        using var models = new TemporaryFolder();
        LogisticBundle.Create().Write(Path.Combine(models.Path, "logistic"));
        await File.AppendAllTextAsync(Path.Combine(models.Path, "logistic", "reference.json"), " ");
        await using var server = new ServerFixture { ModelFolder = models.Path };
        await server.InitializeAsync();
        (await server.Client.GetStringAsync("/api/about")).ShouldContain("reference.json was changed");
        using var answer = await server.Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest($"{Guid.Empty}"));
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Type.ShouldBe("urn:ohif-aln:problem:unusable-model");
    }

    private async Task<SegmentationInfo> SaveAsync(byte[] labels, IReadOnlyList<UploadedSegment>? segments = null)
    {
        var description = new UploadDescription(fixture.Study, fixture.Peak.SopInstanceUids, 128, 128, segments ?? [new UploadedSegment(1, "Primary tumour")], Edited: true);
        using var answer = await _client.PutSegmentationAsync(Guid.NewGuid().ToString(), description, labels);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request)
    {
        using var answer = await _client.PostAsJsonAsync("/api/radscores", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RadscoreAnswer>())!;
    }

    private async Task RefusedAsync(RadscoreRequest request, HttpStatusCode status, string problem, string sentencePart)
    {
        using var answer = await _client.PostAsJsonAsync("/api/radscores", request);
        answer.StatusCode.ShouldBe(status);
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain(sentencePart);
    }
}
