using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Radiomics;

/// <summary>Kinetics over HTTP.</summary>
public sealed class KineticsTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task Curves_features_and_types_of_a_VOI_are_given()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/kinetics", new KineticsRequest(draft.Id));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var kinetics = (await answer.Content.ReadFromJsonAsync<KineticsAnswer>())!;
        kinetics.Mean.Count.ShouldBe(4);
        kinetics.HottestSpot[kinetics.EarlyPhase].Signal.ShouldBeGreaterThan(kinetics.Mean[kinetics.EarlyPhase].Signal);
        (kinetics.CurveTypes.Persistent + kinetics.CurveTypes.Plateau + kinetics.CurveTypes.Washout).ShouldBe(draft.Segments[0].Voxels);
        (kinetics.CurveTypeVolumes.Persistent + kinetics.CurveTypeVolumes.Plateau + kinetics.CurveTypeVolumes.Washout).ShouldBe(draft.Segments[0].VolumeMm3 / 1000, 1e-9);
        kinetics.MeanType.ShouldBeOneOf("persistent", "plateau", "washout");
        double enhancement = 100 * (kinetics.Mean[kinetics.EarlyPhase].Signal - kinetics.Mean[kinetics.PreContrastPhase].Signal) / kinetics.Mean[kinetics.PreContrastPhase].Signal;
        kinetics.Features["kinetics_InitialEnhancement"]!.Value.ShouldBe(enhancement, 1e-9);
    }

    [Fact]
    public async Task The_threshold_of_the_plateau_moves_the_curve_types()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        var plateau = new int[2];
        for (int n = 0; n < 2; n++)
        {
            using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/kinetics", new KineticsRequest(draft.Id, PlateauPercent: n == 0 ? 0 : 99));
            plateau[n] = (await answer.Content.ReadFromJsonAsync<KineticsAnswer>())!.CurveTypes.Plateau;
        }

        plateau[1].ShouldBe(draft.Segments[0].Voxels);
        plateau[0].ShouldBeLessThan(plateau[1]);
    }

    [Fact]
    public async Task The_map_of_curve_types_lies_on_the_grid_of_the_study()
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/kinetics/curve-types", new KineticsRequest(draft.Id));
        LabelMap types = NrrdFile.ReadLabelMap(await answer.Content.ReadAsStreamAsync());
        types.Geometry.IsCloseTo(PhantomData.Patient.Series.Geometry).ShouldBeTrue();
        types.Counts().Values.Sum().ShouldBe(draft.Segments[0].Voxels);
        types.Counts().Keys.ShouldBeSubsetOf([1, 2, 3]);
    }

    [Theory]
    [InlineData(-1, null, null, "-1 s")]
    [InlineData(null, 100, null, "100 %")]
    [InlineData(null, null, 9, "no segment 9")]
    public async Task A_wrong_request_is_refused_with_a_sentence(int? early, int? plateau, int? segment, string expected)
    {
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        using HttpResponseMessage answer = await _client.PostAsJsonAsync("/api/kinetics", new KineticsRequest(draft.Id, segment, early, plateau));
        answer.IsSuccessStatusCode.ShouldBeFalse();
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain(expected);
    }
}
