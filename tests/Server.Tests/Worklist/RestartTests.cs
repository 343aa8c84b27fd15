using System.Net.Http.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Server.Tests.Radscore;
using OhifAlnPlugin.Server.Tests.Security;
using OhifAlnPlugin.Server.Worklist;

namespace OhifAlnPlugin.Server.Tests.Worklist;

/// <summary>What was begun is finished by the next process; and what is not automatic is done when a reader asks.</summary>
public sealed class RestartTests
{
    private static readonly (string, string)[] Quick = [("Worklist__QuietSeconds", "1.5")];

    [Fact]
    public async Task Studies_of_a_killed_server_are_finished_by_the_next_one_wherever_it_was_cut_off()
    {
        using var data = new TemporaryFolder();
        string[] studies = ["killed 1", "killed 2", "killed 3"];
        (AlnProcess first, Uri url) = await AlnProcess.ServeAsync(data.Path, Quick);
        using (first)
        using (var client = new HttpClient { BaseAddress = url })
        {
            for (int n = 0; n < studies.Length; n++)
            {
                studies[n] = await StowAsync(client, studies[n]);
            }

            while (!await IsAtWorkAsync(client, studies))
            {
                await Task.Delay(20);
            }

            first.Kill();
        }

        (AlnProcess second, url) = await AlnProcess.ServeAsync(data.Path, Quick);
        using (second)
        using (var client = new HttpClient { BaseAddress = url })
        {
            foreach (string study in studies)
            {
                await client.WaitForAsync(study, ReadingState.Ready);
                (await client.GetAsync($"/api/radscores/{(await client.OpenAsync(study)).Segmentation!.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }
    }

    [Fact]
    public void A_study_that_ends_the_server_again_and_again_is_given_up_with_a_sentence()
    {
        using var data = new TemporaryFolder();
        var table = new WorklistTable(DataFolder.Open(data.Path));
        table.Keep(new WorklistEntry("1.2.3", Stage.Running, DateTimeOffset.UtcNow) { Work = "w", Job = Guid.NewGuid(), Interruptions = 2 });
        table.Keep(new WorklistEntry("1.2.4", Stage.Running, DateTimeOffset.UtcNow) { Work = "w", Job = Guid.NewGuid(), Interruptions = 1 });
        using var processing = new StudyProcessing(
            table, examination: null!, source: null!, jobs: null!, new WorklistOptions(), TimeProvider.System, NullLogger<StudyProcessing>.Instance);
        processing.Recover();
        WorklistEntry given = table.Find("1.2.3")!;
        (given.Stage, given.Problem!.Detail).ShouldBe((Stage.Refused, "The server ended 3 times while it worked on this study, which is left alone now. Outline it by hand, or have it processed again."));
        table.Find("1.2.4")!.Stage.ShouldBe(Stage.Queued);
    }

    [Fact]
    public async Task Images_that_another_program_brings_are_found_and_another_model_processes_again()
    {
        using var models = new TemporaryFolder();
        LogisticBundle.Create().Write(Path.Combine(models.Path, "logistic"));
        await using var server = new ServerFixture { Settings = new Dictionary<string, string?> { ["Worklist:Automatic"] = "true", ["Worklist:QuietSeconds"] = "0.5", ["Worklist:ScanSeconds"] = "1" } };
        await server.InitializeAsync();
        string study;
        await using (var other = new InstanceStore(DataFolder.Open(server.DataFolder), NullLogger<InstanceStore>.Instance))
        {
            List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("imported");
            study = files[0].Dataset.GetString(DicomTag.StudyInstanceUID)!;
            foreach (DicomFile file in files)
            {
                await other.StoreAsync(file, CancellationToken.None);
            }
        }

        await server.Client.WaitForAsync(study, ReadingState.Ready);
        string before = (await server.Client.OpenAsync(study)).Segmentation!.Id;
        server.Services.GetRequiredService<NetworkRegistry>().Choose("breast-u2netp-synthetic");
        await server.Client.WaitForAsync(study, ReadingState.Processing);
        await server.Client.WaitForAsync(study, ReadingState.Ready);
        var now = (await server.Client.OpenAsync(study)).Segmentation!;
        now.Id.ShouldNotBe(before);
        now.Method!.Name.ShouldBe("breast-u2netp-synthetic");
    }

    [Fact]
    public async Task Where_nothing_is_automatic_a_study_is_processed_when_a_reader_asks()
    {
        await using var server = new ServerFixture { Settings = new Dictionary<string, string?> { ["Worklist:QuietSeconds"] = "0.5", ["Worklist:ScanSeconds"] = "1" } };
        await server.InitializeAsync();
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("asked for"));
        await Task.Delay(2000);
        (await server.Client.StateAsync(study)).ShouldBe(StudyState.Unknown(study));
        (await server.Client.OpenAsync(study)).Segmentation.ShouldBeNull();

        using HttpResponseMessage asked = await server.Client.PostAsync($"/api/studies/{study}/processing", content: null);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await asked.Content.ReadFromJsonAsync<StudyState>())!.State.ShouldBe(ReadingState.Processing);
        await server.Client.WaitForAsync(study, ReadingState.Ready);
        (await server.Client.PostAsync("/api/studies/1.2.3/processing", content: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_the_server_made_by_itself_is_for_every_reader_and_for_nobody_without_login()
    {
        await using var login = new LoginFixture();
        await login.InitializeAsync();
        string study = await login.Server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("for all readers"));
        using HttpClient ann = login.ClientOf("ann", "aln-reader"), bob = login.ClientOf("bob", "aln-reader");
        using HttpResponseMessage asked = await ann.PostAsync($"/api/studies/{study}/processing", content: null);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await bob.WaitForAsync(study, ReadingState.Ready);
        string draft = (await bob.OpenAsync(study)).Segmentation!.Id;
        (await bob.GetAsync($"/api/segmentations/{draft}/labelmap")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ann.GetAsync($"/api/radscores/{draft}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await login.Server.Client.GetAsync($"/api/studies/{study}/processing")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await login.Server.Client.PostAsJsonAsync("/api/worklist", new StudyList([study]))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_quiet_time_that_cannot_be_meant_is_refused_at_the_start()
    {
        using var data = new TemporaryFolder();
        string reason = (await Should.ThrowAsync<InvalidOperationException>(() => AlnProcess.ServeAsync(data.Path, ("Worklist__QuietSeconds", "0")))).Message;
        reason.ShouldContain("aln: a setting cannot be used: ");
        reason.ShouldContain("QuietSeconds must be between 0.2 and 86400");
    }

    private static async Task<bool> IsAtWorkAsync(HttpClient client, string[] studies)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/api/worklist", new StudyList(studies));
        return (await answer.Content.ReadFromJsonAsync<List<StudyState>>())!.Exists(s => s is { State: ReadingState.Processing, Progress: > 0 });
    }

    private static async Task<string> StowAsync(HttpClient client, string name)
    {
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy(name);
        foreach (DicomFile[] some in files.Chunk(50))
        {
            using HttpResponseMessage answer = await client.StowAsync([.. some.Select(Bytes)]);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        return files[0].Dataset.GetString(DicomTag.StudyInstanceUID)!;
    }

    private static byte[] Bytes(DicomFile file)
    {
        using var content = new MemoryStream();
        file.Write(content);
        return content.ToArray();
    }
}
