using System.Net.Http.Json;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Tests.Analysis;

/// <summary>What readers and jobs left of a study beside its instances.</summary>
public sealed class StudyMemoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Drafts_and_the_choice_of_phases_go_with_the_study_and_those_of_others_stay()
    {
        (string gone, SegmentationInfo goneDraft) = await ReadAsync("deleted");
        (string kept, SegmentationInfo keptDraft) = await ReadAsync("kept");
        string folder = Path.Combine(server.Services.GetRequiredService<DataFolder>().Sub("drafts"), goneDraft.Id);
        Directory.Exists(folder).ShouldBeTrue();

        (await server.Client.DeleteAsync($"/dicomweb/studies/{gone}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        Directory.Exists(folder).ShouldBeFalse();
        (await server.Client.GetAsync($"/api/segmentations/{goneDraft.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        server.Services.GetRequiredService<IKeptChoices>().Find(gone).ShouldBeNull();
        (await server.Client.GetAsync($"/api/segmentations/{keptDraft.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Services.GetRequiredService<IKeptChoices>().Find(kept).ShouldNotBeNull();
    }

    /// <summary>A study with a chosen peak and a draft.</summary>
    private async Task<(string Study, SegmentationInfo Draft)> ReadAsync(string name)
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy(name));
        StudyPhases phases = (await server.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;
        using HttpResponseMessage chosen = await server.Client.PutAsJsonAsync($"/api/studies/{study}/phases", new { peakIndex = phases.PeakIndex });
        chosen.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (study, await server.Client.SegmentAsync(new SegmentationRequest { StudyInstanceUid = study }));
    }
}
