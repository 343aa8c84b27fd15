using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Worklist;

namespace OhifAlnPlugin.Server.Tests.Worklist;

/// <summary>Studies that are outlined and scored before anybody asks.</summary>
public sealed class ArrivalTests(ArrivalTests.QuickServer quick) : IClassFixture<ArrivalTests.QuickServer>
{
    private HttpClient Client => quick.Server.Client;

    [Fact]
    public async Task A_study_that_came_to_rest_is_outlined_and_scored_as_a_reader_would_have_it_done()
    {
        string study = await StoreAsync("comes to rest");
        IReadOnlyList<StudyState> seen = await Client.WaitForAsync(study, ReadingState.Ready);
        seen.Select(s => s.State).ShouldBe([ReadingState.NotProcessed, ReadingState.Processing, ReadingState.Ready]);
        seen.Select(s => s.Changing).ShouldBe([true, true, false]);
        seen[1].Progress!.Value.ShouldBeInRange(0, 1);
        seen[1].Message.ShouldNotBeNullOrEmpty();

        StudyOpening opening = await Client.OpenAsync(study);
        opening.State.State.ShouldBe(ReadingState.Ready);
        RadscoreAnswer kept = (await Client.GetFromJsonAsync<RadscoreAnswer>($"/api/radscores/{opening.Segmentation!.Id}"))!;
        var asked = await Client.SegmentAsync(new SegmentationRequest(study));
        (asked.Segments[0], asked.AlgorithmType, asked.Candidates.Count).ShouldBe((opening.Segmentation.Segments[0], opening.Segmentation.AlgorithmType, opening.Segmentation.Candidates.Count));
        using HttpResponseMessage scored = await Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(asked.Id));
        RadscoreAnswer score = (await scored.Content.ReadFromJsonAsync<RadscoreAnswer>())!;
        JsonSerializer.Serialize(kept with { SegmentationId = asked.Id }).ShouldBe(JsonSerializer.Serialize(score));
        kept.Contributions.ShouldNotBeEmpty();
        kept.Nearest.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Nothing_begins_before_the_quiet_time_is_over_and_every_image_begins_it_anew()
    {
        string study = await StoreAsync("comes slowly");
        using var folder = new TemporaryFolder();
        var table = new WorklistTable(DataFolder.Open(folder.Path));
        var clock = new SetClock();
        IServiceProvider services = quick.Server.Services;
        using var processing = new StudyProcessing(
            table,
            services.GetRequiredService<StudyExamination>(),
            services.GetRequiredService<IInstanceSource>(),
            services.GetRequiredService<IJobQueue>(),
            new WorklistOptions { QuietSeconds = 30 },
            clock,
            NullLogger<StudyProcessing>.Instance);
        foreach (int seconds in (int[])[0, 29, 29])
        {
            clock.Now += TimeSpan.FromSeconds(seconds);
            await processing.StepAsync(CancellationToken.None);
            table.FirstOf(Stage.Running).ShouldBeNull();
            await processing.NoteAsync(study, CancellationToken.None);
        }

        clock.Now += TimeSpan.FromSeconds(29);
        await processing.StepAsync(CancellationToken.None);
        table.Find(study)!.Stage.ShouldBe(Stage.Arriving);
        clock.Now += TimeSpan.FromSeconds(1);
        await processing.StepAsync(CancellationToken.None);
        table.Find(study)!.Stage.ShouldBeOneOf(Stage.Running, Stage.Done);
    }

    [Fact]
    public async Task A_study_that_is_not_dynamic_says_so_once_and_is_processed_when_the_rest_comes()
    {
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("comes in two parts");
        string first = files[0].Dataset.GetString(DicomTag.SeriesInstanceUID)!;
        string study = await quick.Server.StoreAsync([.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) == first)]);
        StudyState refused = (await Client.WaitForAsync(study, ReadingState.NotApplicable))[^1];
        refused.Changing.ShouldBeFalse();
        refused.Problem!.Type.ShouldBe("urn:ohif-aln:problem:not-dynamic-series");
        refused.Problem.Detail.ShouldNotBeNullOrEmpty();
        await Task.Delay(3 * QuickServer.Quiet);
        (await Client.StateAsync(study)).At.ShouldBe(refused.At, "it was tried again though nothing had changed");

        await quick.Server.StoreAsync([.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) != first)]);
        await Client.WaitForAsync(study, ReadingState.Ready);
    }

    [Fact]
    public async Task Images_that_come_later_make_a_new_result_and_the_old_one_is_not_shown()
    {
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("one phase more");
        string last = files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) is { } series && series != files[^1].Dataset.GetString(DicomTag.SeriesInstanceUID)).Last().Dataset.GetString(DicomTag.SeriesInstanceUID)!;
        string study = await quick.Server.StoreAsync([.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) != last)]);
        await Client.WaitForAsync(study, ReadingState.Ready);
        string before = (await Client.OpenAsync(study)).Segmentation!.Id;

        await quick.Server.StoreAsync([.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) == last)]);
        (await Client.OpenAsync(study)).Segmentation.ShouldBeNull("the outline of fewer phases is not this study's");
        await Client.WaitForAsync(study, ReadingState.NotProcessed);
        await Client.WaitForAsync(study, ReadingState.Ready);
        (await Client.OpenAsync(study)).Segmentation!.Id.ShouldNotBe(before);
    }

    [Fact]
    public async Task Other_phases_are_processed_at_once_and_the_way_back_finds_the_first_result()
    {
        string study = await StoreAsync("other phases");
        await Client.WaitForAsync(study, ReadingState.Ready);
        string before = (await Client.OpenAsync(study)).Segmentation!.Id;
        using HttpResponseMessage chosen = await Client.PutAsJsonAsync($"/api/studies/{study}/phases", new PhaseChoice(PreContrastIndex: 1, PeakIndex: 3));
        chosen.EnsureSuccessStatusCode();
        (await Client.OpenAsync(study)).Segmentation?.Id.ShouldNotBe(before);
        await WaitForOutlineAsync(study, id => id is not null && id != before);

        (await Client.DeleteAsync($"/api/studies/{study}/phases")).EnsureSuccessStatusCode();
        await WaitForOutlineAsync(study, id => id == before);
    }

    [Fact]
    public async Task What_a_reader_saves_opens_the_study_from_then_on_and_nothing_is_processed_again()
    {
        string study = await StoreAsync("saved by a reader");
        StudyState ready = (await Client.WaitForAsync(study, ReadingState.Ready))[^1];
        var draft = (await Client.OpenAsync(study)).Segmentation!;
        byte[] labels = await Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        var description = new UploadDescription(study, draft.SopInstanceUids, draft.Rows, draft.Columns, [new UploadedSegment(1, "Tumour")], Edited: false);
        using HttpResponseMessage saved = await Client.PutSegmentationAsync(draft.Id, description, labels);
        saved.StatusCode.ShouldBe(HttpStatusCode.Created);

        var opened = (await Client.OpenAsync(study)).Segmentation!;
        (opened.Saved, opened.StudyInstanceUid).ShouldBe((true, study));
        await Task.Delay(3 * QuickServer.Quiet);
        StudyState after = await Client.StateAsync(study);
        (after.State, after.At).ShouldBe((ReadingState.Ready, ready.At));
    }

    [Fact]
    public async Task A_deleted_study_leaves_nothing_of_what_was_made_of_it()
    {
        string study = await StoreAsync("deleted");
        await Client.WaitForAsync(study, ReadingState.Ready);
        var draft = (await Client.OpenAsync(study)).Segmentation!;
        (await Client.DeleteAsync($"/dicomweb/studies/{study}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Client.StateAsync(study)).ShouldBe(StudyState.Unknown(study));
        (await Client.GetAsync($"/api/segmentations/{draft.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Client.GetAsync($"/api/studies/{study}/processing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.EnumerateFiles(Path.Combine(quick.Server.DataFolder, "scores"), "study.txt", SearchOption.AllDirectories).Select(File.ReadAllText).ShouldNotContain(study);
    }

    [Fact]
    public async Task The_decision_of_a_reader_is_the_state_of_the_study()
    {
        var readings = quick.Server.Services.GetRequiredService<ReadingFolder>();
        DateTimeOffset at = DateTimeOffset.UnixEpoch;
        readings.Add(new Reading(Guid.NewGuid(), "1.2.77", ReadingDecision.Accepted, "Reader A", at, "1.2.78", SegmentNumber: 1));
        readings.Add(new Reading(Guid.NewGuid(), "1.2.79", ReadingDecision.Rejected, "Reader B", at, "1.2.80", SegmentNumber: 1));
        StudyState accepted = await Client.StateAsync("1.2.77"), rejected = await Client.StateAsync("1.2.79");
        (accepted.State, accepted.Reader, accepted.At, accepted.Changing).ShouldBe((ReadingState.Accepted, "Reader A", at, false));
        (rejected.State, rejected.Reader, rejected.At, rejected.Changing).ShouldBe((ReadingState.Rejected, "Reader B", at, false));
    }

    [Fact]
    public async Task The_states_of_many_studies_come_in_their_order_and_the_list_is_bounded()
    {
        string ready = await StoreAsync("one of many");
        await Client.WaitForAsync(ready, ReadingState.Ready);
        string[] studies = [.. Enumerable.Range(1, 200).Select(n => $"1.2.{n}"), ready];
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/api/worklist", new StudyList(studies));
        List<StudyState> states = (await answer.Content.ReadFromJsonAsync<List<StudyState>>())!;
        states.Select(s => s.StudyInstanceUid).ShouldBe(studies);
        states[^1].State.ShouldBe(ReadingState.Ready);
        states[0].ShouldBe(StudyState.Unknown("1.2.1"));

        await ShouldBeRefusedAsync(new StudyList([.. Enumerable.Range(0, 1001).Select(n => $"1.2.{n}")]), "at most 1000");
        await ShouldBeRefusedAsync(new StudyList(["1.2.x"]), "'1.2.x' is not a DICOM UID");
    }

    private async Task ShouldBeRefusedAsync(StudyList list, string sentence)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/api/worklist", list);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldContain(sentence);
    }

    private async Task WaitForOutlineAsync(string study, Predicate<string?> wanted)
    {
        for (DateTime end = DateTime.UtcNow.AddMinutes(1); !wanted((await Client.OpenAsync(study)).Segmentation?.Id); await Task.Delay(50))
        {
            (DateTime.UtcNow < end).ShouldBeTrue("the outline that was waited for did not come");
        }
    }

    private Task<string> StoreAsync(string name) => quick.Server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy(name));

    /// <summary>A clock that a test sets.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>A server that waits for a moment only.</summary>
    public sealed class QuickServer : IAsyncLifetime, IAsyncDisposable
    {
        public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.8);

        public ServerFixture Server { get; } = new() { Settings = new Dictionary<string, string?> { ["Worklist:Automatic"] = "true", ["Worklist:QuietSeconds"] = "0.8", ["Worklist:ScanSeconds"] = "1" } };

        public Task InitializeAsync() => Server.InitializeAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
    }
}
