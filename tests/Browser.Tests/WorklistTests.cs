using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Studies that are processed before a reader comes: the badges of the study list, and how a study opens.</summary>
[Collection("Browser")]
public sealed class WorklistTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly PhantomOptions Axial = new() { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };

    private readonly ReadingRoom _room = new()
    {
        Settings = new Dictionary<string, string?> { ["Worklist:Automatic"] = "true", ["Worklist:QuietSeconds"] = "10" },
    };

    public Task InitializeAsync() => _room.InitializeAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [BrowserFact]
    public async Task A_study_goes_from_not_processed_to_ready_in_the_list_and_opens_with_its_result_without_a_click()
    {
        StudyOnServer study;
        StudyOnServer incomplete = await _room.StorePhantomAsync(42, Axial, onlyFirstSeries: true);
        await using (ReadingPage reading = await _room.FreshBrowserAsync())
        {
            study = await _room.StorePhantomAsync(41, Axial);
            await reading.ReloadListAsync();
            ILocator badge = reading.Part($"aln-state-{study.StudyInstanceUid}");
            await Assertions.Expect(badge).ToContainTextAsync("Receiving");
            await reading.PictureAsync("worklist-receiving");
            await Assertions.Expect(badge).ToContainTextAsync("Processing");
            await reading.PictureAsync("worklist-processing");
            await Assertions.Expect(badge).ToContainTextAsync("Ready");
            await Assertions.Expect(reading.Part($"aln-state-{incomplete.StudyInstanceUid}")).ToContainTextAsync("Not a DCE-MRI");
            await reading.PictureAsync("worklist-ready");
            reading.Faults.ShouldBeEmpty();
        }

        await using ReadingPage fresh = await _room.FreshBrowserAsync();
        await fresh.OpenStudyAsync(study.Patient);
        await fresh.WaitForAsync(fresh.Verdict);
        (await fresh.WaitForVoxelsAsync(count => count > 0)).ShouldBeGreaterThan(0);
        (await fresh.OutlineState.InnerTextAsync()).ShouldBe("Not saved yet, found automatically");
        await fresh.PictureAsync("opened-with-result");
        fresh.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_study_that_is_opened_while_the_server_works_shows_its_progress_and_then_the_result_by_itself()
    {
        StudyOnServer study = await _room.StorePhantomAsync(43, Axial);
        await using ReadingPage reading = await _room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.Part("aln-awaited").WaitForAsync();
        await reading.PictureAsync("opened-while-processing");
        await reading.WaitForAsync(reading.Verdict);
        await reading.WaitForVoxelsAsync(count => count > 0);
        reading.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_list_works_without_an_answer_of_the_server()
    {
        StudyOnServer study = await _room.StorePhantomAsync(44, Axial, onlyFirstSeries: true);
        await using ReadingPage reading = await _room.FreshBrowserAsync();
        await reading.FailAsync("**/api/worklist");
        await reading.ReloadListAsync();
        await Assertions.Expect(reading.Part($"aln-state-{study.StudyInstanceUid}")).ToContainTextAsync("No answer");
        await reading.PictureAsync("worklist-no-answer");
        await reading.OpenStudyAsync(study.Patient);
    }
}
