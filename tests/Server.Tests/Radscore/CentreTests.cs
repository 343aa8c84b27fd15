using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Radscore;

/// <summary>Scores of known, unknown and onboarded centres over HTTP. The phantom's images are of 'Synthetic Centre 1'.</summary>
public sealed class CentreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _models = new();
    private ServerFixture _server = null!;
    private string _segmentation = "";

    public Task InitializeAsync()
    {
        LogisticBundle.Harmonised().Write(Path.Combine(_models.Path, "harmonised"));
        return StartAsync(new Dictionary<string, string?>());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task A_study_of_an_unknown_centre_has_no_score_until_the_centre_is_onboarded()
    {
        string refusal = await RefusedAsync(new RadscoreRequest(_segmentation), "unknown-centre");
        refusal.ShouldContain("the centre 'Synthetic Centre 1' is unknown to the model, which knows 'North', 'South'");
        refusal.ShouldContain("from 6 cases of its own or more");
        refusal.ShouldContain("aln centre onboard");

        using var added = await _server.Client.PostAsJsonAsync("/api/centres", Cases("Synthetic Centre 1", 8));
        (added.StatusCode, await added.Content.ReadFromJsonAsync<CentreAnswer>()).ShouldBe((HttpStatusCode.OK, new CentreAnswer("Synthetic Centre 1", true, 8)));
        RadscoreAnswer answer = await ScoreAsync(new RadscoreRequest(_segmentation));
        answer.Harmonisation.ShouldBe(new HarmonisationAnswer("Synthetic Centre 1", "onboarded", "Harmonised as 'Synthetic Centre 1', which was onboarded with 8 cases of its own."));
        answer.Contributions.ShouldAllBe(c => c.HarmonisedValue != c.Value);
        answer.Radscore.ShouldBe(LogisticBundle.ScoreOf(answer.Contributions[0].HarmonisedValue, answer.Contributions[1].HarmonisedValue), 1e-12);
        (await CentresAsync()).Centres.Select(c => (c.Name, c.Onboarded, c.Cases)).ShouldBe([("North", false, 30), ("South", false, 30), ("Synthetic Centre 1", true, 8)]);

        await _server.RestartAsync();
        (await ScoreAsync(new RadscoreRequest(_segmentation))).Radscore.ShouldBe(answer.Radscore);
        (await _server.Client.DeleteAsync("/api/centres/synthetic%20centre%201")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _server.Client.DeleteAsync("/api/centres/North")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(new RadscoreRequest(_segmentation), "unknown-centre");
    }

    [Fact]
    public async Task The_request_can_name_the_centre_and_bring_clinical_values()
    {
        RadscoreAnswer answer = await ScoreAsync(new RadscoreRequest(_segmentation, Centre: " north ", Clinical: new Dictionary<string, string> { ["age"] = "61" }));
        (answer.Harmonisation.Centre, answer.Harmonisation.Kind).ShouldBe(("North", "known"));
        answer.CombinedModel!.Probability.ShouldBe(1 / (1 + Math.Exp(-(-2 + (0.02 * 61) + (3 * answer.Radscore)))), 1e-12);
        answer.CombinedModel.Points.Select(p => p.Label).ShouldBe(["Age", "Radscore"]);
        answer.CombinedModel.TotalPoints.ShouldBe(answer.CombinedModel.Points.Sum(p => p.Points), 1e-9);
        answer.CombinedModel.Nomogram.Axes.Select(a => (a.Label, a.Marks.Count)).ShouldBe([("Age", 10), ("Radscore", 11)]);
        answer.CombinedModel.Nomogram.Probability.Count.ShouldBeGreaterThan(3);
        answer.Model.CombinedModel!.Fields.ShouldBe(["age"]);
        answer.Nearest.Count.ShouldBe(5);
        answer.Nearest.Select(n => n.Distance).ShouldBeInOrder();
        answer.Training.Band.ShouldBeOneOf("inside", "edge", "outside");
        answer.IntendedUse.Objections.ShouldHaveSingleItem().ShouldContain("tumours up to 5 mm");
        (await ScoreAsync(new RadscoreRequest(_segmentation, Centre: "South"))).MissingClinical.ShouldBe(["Age"]);
        (await RefusedAsync(new RadscoreRequest(_segmentation, Centre: "South", Clinical: new Dictionary<string, string> { ["age"] = "old" }), "clinical-value"))
            .ShouldContain("'old' is no value of 'Age' (age)");
        (await RefusedAsync(new RadscoreRequest(_segmentation, Centre: "South", Clinical: new Dictionary<string, string> { ["stage"] = "T1" }), "clinical-value"))
            .ShouldContain("'stage' is no clinical field of this model; its fields are age");
    }

    [Fact]
    public async Task A_setting_allows_an_unharmonised_score_which_is_outside()
    {
        await _server.DisposeAsync();
        await StartAsync(new Dictionary<string, string?> { ["Radscore:AllowUnharmonised"] = "true" });
        RadscoreAnswer answer = await ScoreAsync(new RadscoreRequest(_segmentation));
        (answer.Harmonisation.Kind, answer.Training.Band).ShouldBe(("skipped", "outside"));
        answer.Training.Reasons[0].ShouldStartWith("The features are not harmonised: the centre 'Synthetic Centre 1' is unknown");
        answer.Contributions.ShouldAllBe(c => c.HarmonisedValue == c.Value);
    }

    [Fact]
    public async Task A_rule_of_the_site_recognises_the_scanner()
    {
        await _server.DisposeAsync();
        await StartAsync(new Dictionary<string, string?> { ["Radscore:Centres:0:Centre"] = "South", ["Radscore:Centres:0:InstitutionName"] = "synthetic centre 1" });
        (await ScoreAsync(new RadscoreRequest(_segmentation))).Harmonisation.Centre.ShouldBe("South");
    }

    [Fact]
    public async Task Too_few_incomplete_and_known_centres_are_refused_in_sentences()
    {
        (await RefusedAsync(Cases("East", 5))).ShouldBe("The centre 'East' has 5 cases; aligning a new centre needs at least 6.");
        (await RefusedAsync(Cases("South", 8))).ShouldContain("'South' is part of this harmonisation already");
        (await RefusedAsync(Cases("", 8))).ShouldContain("1 to 64 characters");
        OnboardingRequest cases = Cases("East", 8);
        (await RefusedAsync(cases with { Features = [LogisticBundle.Sphericity, "another"] })).ShouldContain($"lacks the feature '{LogisticBundle.Entropy}'");
        (await RefusedAsync(cases with { Features = [LogisticBundle.Sphericity] })).ShouldContain("Case 1 has 2 values for 1 features.");
        (await RefusedAsync(cases with { Cases = [.. cases.Cases, null] })).ShouldContain("Case 9 has 0 values");
        (await RefusedAsync(cases with { Cases = [.. cases.Cases.Select(_ => new double?[] { 0.5, 3 })] })).ShouldContain("is constant over the 8 cases");
    }

    private static OnboardingRequest Cases(string name, int count) =>
        new(name, [LogisticBundle.Sphericity, LogisticBundle.Entropy], [.. Enumerable.Range(0, count).Select(n => new double?[] { 0.5 + (0.02 * n), 3.2 + (0.1 * (n % 3)) })]);

    private async Task StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        _server = new ServerFixture { ModelFolder = _models.Path, Settings = settings };
        await _server.InitializeAsync();
        string study = await _server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient));
        _segmentation = (await _server.Client.SegmentAsync(new SegmentationRequest(study))).Id;
    }

    private async Task<CentresAnswer> CentresAsync() => (await _server.Client.GetFromJsonAsync<CentresAnswer>("/api/centres"))!;

    private async Task<RadscoreAnswer> ScoreAsync(RadscoreRequest request)
    {
        using var answer = await _server.Client.PostAsJsonAsync("/api/radscores", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RadscoreAnswer>())!;
    }

    private Task<string> RefusedAsync(RadscoreRequest request, string problem) => RefusedAsync("/api/radscores", request, problem);

    private Task<string> RefusedAsync(OnboardingRequest request) => RefusedAsync("/api/centres", request, "centre-not-onboarded");

    private async Task<string> RefusedAsync<T>(string path, T request, string problem)
    {
        using var answer = await _server.Client.PostAsJsonAsync(path, request);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await answer.Content.ReadAsStringAsync());
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        return details.Detail!;
    }
}
