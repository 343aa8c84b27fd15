using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Tests;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Edits survive what happens to tabs and servers, on the real viewer and the real server.</summary>
[Collection("Browser")]
public sealed class UnsavedEditsTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    private static readonly PhantomOptions Options = new() { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };

    [BrowserFact]
    public async Task Edits_of_a_closed_tab_are_offered_again_and_a_second_tab_is_told()
    {
        StudyOnServer study = await room.StorePhantomAsync(31, Options);
        ReadingPage first = await room.FreshBrowserAsync();
        int edited = await SegmentAndBrushAsync(first, study.Patient);
        IReadOnlyDictionary<string, byte[]> drawn = await first.ReadLabelsAsync();

        ReadingPage second = await first.SecondTabAsync();
        await Assertions.Expect(second.Part("aln-other-tab")).ToBeVisibleAsync();
        await Assertions.Expect(first.Part("aln-other-tab")).ToBeVisibleAsync();
        (await second.Part("aln-unsaved").CountAsync()).ShouldBe(0);
        await second.PictureAsync("edit-second-tab");

        await using ReadingPage third = await first.CloseTabAndOpenAnotherAsync();
        await Assertions.Expect(third.Part("aln-unsaved")).ToBeVisibleAsync();
        await third.PictureAsync("edit-unsaved-offered");
        await third.PressAsync("unsaved-restore");
        await third.WaitForVoxelsAsync(count => count == edited);
        IReadOnlyDictionary<string, byte[]> restored = await third.ReadLabelsAsync();
        restored.All(slice => slice.Value.SequenceEqual(drawn[slice.Key])).ShouldBeTrue();
        await Assertions.Expect(third.OutlineState).ToHaveTextAsync("Edited, not saved yet");
        await third.PictureAsync("edit-restored");
        await third.PressAsync("save");
        await Assertions.Expect(third.OutlineState).ToHaveTextAsync("Saved, guided by hand");
        await Assertions.Expect(second.Notice).ToContainTextAsync("saved in another tab");

        await third.ReloadAsync();
        await third.WaitForAsync(third.Verdict);
        (await third.Part("aln-unsaved").CountAsync()).ShouldBe(0);
        third.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_server_that_is_killed_and_comes_back_loses_no_edit()
    {
        (string folder, string _) = room.WritePhantom(32, Options);
        string data = Directory.CreateTempSubdirectory("aln-killed-").FullName;
        (await AlnProcess.RunAsync("import", folder, "--data", data)).ExitCode.ShouldBe(0);
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data, ("Worklist__Automatic", "false"));
        await using ReadingPage reading = await room.FreshBrowserAsync(url);
        int edited = await SegmentAndBrushAsync(reading, "PHANTOM, 0032");
        await reading.ScoreIsCurrentAsync();

        server.Kill();
        server.Dispose();
        Voxel middle = await reading.MiddleOfTumourAsync();
        await reading.DragAsync(Viewport.Peak, middle, middle with { Row = middle.Row - 14 });
        int more = await reading.WaitForVoxelsAsync(count => count > edited);
        await Assertions.Expect(reading.Notice).ToContainTextAsync("The server does not answer.");
        await reading.PictureAsync("edit-server-lost");

        (server, _) = await AlnProcess.ServeAtAsync(url, data, ("Worklist__Automatic", "false"));
        using (server)
        {
            await Assertions.Expect(reading.Notice).ToBeHiddenAsync();
            await reading.ScoreIsCurrentAsync();
            (await reading.CountVoxelsAsync()).ShouldBe(more);
            await reading.PressAsync("save");
            await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Saved, guided by hand");
            await reading.PictureAsync("edit-server-back");

            // The browser itself notes the requests that found no server.
            reading.Faults.Where(fault => !fault.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal)).ShouldBeEmpty();
        }

        Directory.Delete(data, recursive: true);
    }

    /// <summary>Lets the server find the tumour, adds a stroke to it, and returns the number of voxels.</summary>
    private static async Task<int> SegmentAndBrushAsync(ReadingPage reading, string patient)
    {
        await reading.OpenStudyAsync(patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        int found = await reading.CountVoxelsAsync();
        Voxel middle = await reading.MiddleOfTumourAsync();
        await reading.PressAsync("tool-brush");
        await reading.DragAsync(Viewport.Peak, middle, middle with { Column = middle.Column + 14 });
        await reading.WaitForVoxelsAsync(count => count > found);
        await Task.Delay(1000);
        return await reading.CountVoxelsAsync();
    }
}
