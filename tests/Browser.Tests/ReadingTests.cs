using System.Text.RegularExpressions;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A reader's work on the real viewer and the real server, by mouse.</summary>
[Collection("Browser")]
public sealed partial class ReadingTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    [BrowserFact]
    public async Task A_tumour_is_segmented_corrected_saved_and_scored_and_comes_back_voxel_for_voxel()
    {
        StudyOnServer study = await room.StorePhantomAsync(1, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        IReadOnlyDictionary<string, byte[]> saved;
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.PictureAsync("study-list");
            await reading.OpenStudyAsync(study.Patient);
            await reading.PictureAsync("opened");
            await reading.PressAsync("segment");
            (await reading.WaitForAsync(reading.OutlineState)).ShouldBe("Not saved yet, found automatically");
            int found = await reading.WaitForVoxelsAsync(count => count > 0);
            (await reading.CurrentSliceAsync(Viewport.Peak)).ShouldBe(LargestSlice(await reading.ReadLabelsAsync()));
            await reading.PictureAsync("segmented");

            Voxel middle = await reading.MiddleOfTumourAsync();
            int brushed = await BrushUndoRedoAsync(reading, found, middle);
            await reading.PressAsync("tool-eraser");
            await reading.DragAsync(Viewport.Peak, middle with { Column = middle.Column + 11 }, middle with { Column = middle.Column + 13 });
            await reading.WaitForVoxelsAsync(count => count > found && count < brushed);
            (await reading.OutlineState.InnerTextAsync()).ShouldBe("Edited, not saved yet");
            await reading.PictureAsync("edited");

            saved = await SaveAsync(reading, study, "SEMIAUTOMATIC");
            await reading.PictureAsync("scored");
            await reading.ScrollToAsync("aln-contributions");
            await reading.PictureAsync("contributions");
            (await reading.Panel.InnerTextAsync()).ShouldContain("Research use only");
            (await reading.Panel.InnerTextAsync()).ShouldContain("Demonstration model, trained on phantoms: its score says nothing about a patient.");
            reading.Faults.ShouldBeEmpty();
        }

        await ComesBackAsync(study, saved, "opened-again");
    }

    [BrowserFact]
    public async Task Phases_that_share_one_series_are_told_apart_and_read_alike()
    {
        StudyOnServer study = await room.StorePhantomAsync(2, new PhantomOptions { Style = AcquisitionStyle.TemporalPosition, Plane = SliceOrientation.Axial });
        IReadOnlyDictionary<string, byte[]> saved;
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.OpenStudyAsync(study.Patient);
            await reading.PressAsync("segment");
            await reading.WaitForAsync(reading.Verdict);
            await reading.PictureAsync("one-series");
            IReadOnlyList<string> corners = await reading.CornerTextsAsync();
            corners.ShouldContain(text => text.Contains("Pre-contrast, 0 s", StringComparison.Ordinal));
            corners.ShouldContain(text => text.Contains("Peak, ", StringComparison.Ordinal));
            saved = await SaveAsync(reading, study, "AUTOMATIC");
            reading.Faults.ShouldBeEmpty();
        }

        await ComesBackAsync(study, saved, "one-series-again");
    }

    [BrowserFact]
    public async Task A_sagittal_study_is_corrected_on_the_slice_that_is_shown()
    {
        StudyOnServer study = await room.StorePhantomAsync(3, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Sagittal });
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        int found = await reading.CountVoxelsAsync();
        IReadOnlyDictionary<string, byte[]> before = await reading.ReadLabelsAsync();
        string slice = await reading.CurrentSliceAsync(Viewport.Peak);

        await reading.PressAsync("tool-brush");
        Voxel middle = await reading.MiddleOfTumourAsync();
        await reading.DragAsync(Viewport.Peak, middle, middle with { Row = middle.Row + 12 });
        await reading.WaitForVoxelsAsync(count => count > found);
        IReadOnlyDictionary<string, byte[]> after = await reading.ReadLabelsAsync();
        after.Keys.Where(uid => !after[uid].AsSpan().SequenceEqual(before[uid])).ShouldBe([slice]);
        await reading.PictureAsync("sagittal");

        await SaveAsync(reading, study, "SEMIAUTOMATIC");
        reading.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_click_on_any_phase_outlines_what_lies_under_it()
    {
        StudyOnServer study = await room.StorePhantomAsync(4, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        string slice = await reading.CurrentSliceAsync(Viewport.Peak);
        Voxel middle = await reading.MiddleOfTumourAsync();

        await reading.PressAsync("tool-points");
        await reading.PictureAsync("pointing");
        await reading.ClickAsync(Viewport.PreContrast, middle);
        await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Edited, not saved yet");
        await reading.WaitForAsync(reading.Verdict);
        SliceSize size = await reading.SliceSizeAsync(Viewport.Peak);
        (await reading.ReadLabelsAsync())[slice][(middle.Row * size.Columns) + middle.Column].ShouldBe((byte)1);
        await reading.PictureAsync("pointed");

        // What the search found is still offered, and reached without a mouse.
        await reading.PressAsync("discard");
        await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Not saved yet, found automatically");
        await reading.Part("aln-candidates").Locator("summary").PressAsync("Enter");
        ILocator first = reading.Part("aln-candidate-1");
        ILocator second = reading.Part("aln-candidate-2");
        foreach (ILocator candidate in new[] { second, first })
        {
            ILocator take = candidate.Locator("[data-cy=aln-candidate-take]");
            await Assertions.Expect(take).ToBeEnabledAsync();
            await take.PressAsync("Enter");
            await Assertions.Expect(candidate).ToHaveAttributeAsync("aria-current", "true");
        }

        await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Not saved yet, found automatically");
        await reading.TurnToNextSliceAsync(Viewport.Peak, 3);
        await first.Locator("[data-cy=aln-candidate-go]").PressAsync("Enter");
        await first.Locator("[data-cy=aln-candidate-reject]").PressAsync(" ");
        await Assertions.Expect(first).ToHaveClassAsync("aln-rejected");
        await reading.PictureAsync("candidates");

        // A small candidate may have no radscore; the browser itself notes the refused request on its console.
        reading.Faults.Where(fault => !fault.Contains("Failed to load resource", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_study_without_phases_is_shown_with_a_sentence_that_says_what_to_do()
    {
        StudyOnServer study = await room.StorePhantomAsync(5, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial }, onlyFirstSeries: true);
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.Notice.WaitForAsync();
        (await reading.Notice.InnerTextAsync()).ShouldContain("Choose a study with at least one phase before and one after the contrast agent.");
        (await reading.Part("aln-segment").IsDisabledAsync()).ShouldBeTrue();
        await reading.PictureAsync("no-phases");

        // The browser itself notes the refused request on its console.
        reading.Faults.Where(fault => !fault.Contains("Failed to load resource", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_page_runs_under_its_content_security_policy()
    {
        using HttpResponseMessage page = await room.Server.Client.GetAsync("/");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'self'");
    }

    private static async Task<int> BrushUndoRedoAsync(ReadingPage reading, int found, Voxel start)
    {
        await reading.PressAsync("tool-brush");
        await reading.DragAsync(Viewport.Peak, start, start with { Column = start.Column + 12 });
        int brushed = await reading.WaitForVoxelsAsync(count => count > found);
        await reading.PressAsync("undo");
        await reading.WaitForVoxelsAsync(count => count == found);
        await reading.PressAsync("redo");
        return await reading.WaitForVoxelsAsync(count => count == brushed);
    }

    /// <summary>Saves what is on the screen and returns it, after comparing it with what the server has now.</summary>
    private static async Task<IReadOnlyDictionary<string, byte[]>> SaveAsync(ReadingPage reading, StudyOnServer study, string algorithmType)
    {
        IReadOnlyDictionary<string, byte[]> shown = await reading.ReadLabelsAsync();
        await reading.PressAsync("save");
        await Assertions.Expect(reading.OutlineState).ToHaveTextAsync(SavedState());
        await reading.WaitForAsync(reading.Verdict);
        SavedOutline outline = (await study.SavedAsync()).ShouldHaveSingleItem();
        outline.AlgorithmType.ShouldBe(algorithmType);
        SliceLabels.ShouldBeTheSame(await study.LabelsAsync(outline), shown);
        return shown;
    }

    /// <summary>Opens the study where it has never been opened and compares every voxel.</summary>
    private async Task ComesBackAsync(StudyOnServer study, IReadOnlyDictionary<string, byte[]> saved, string picture)
    {
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.WaitForAsync(reading.Verdict);
        await reading.WaitForVoxelsAsync(count => count > 0);
        SliceLabels.ShouldBeTheSame(await reading.ReadLabelsAsync(), saved);
        await reading.PictureAsync(picture);
        reading.Faults.ShouldBeEmpty();
    }

    [GeneratedRegex("^Saved, ")]
    private static partial Regex SavedState();

    private static string LargestSlice(IReadOnlyDictionary<string, byte[]> labels) =>
        labels.MaxBy(slice => slice.Value.Count(label => label != 0)).Key;
}
