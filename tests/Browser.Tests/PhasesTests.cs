using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A reader chooses other phases than the rules did.</summary>
[Collection("Browser")]
public sealed class PhasesTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    [BrowserFact]
    public async Task A_chosen_peak_phase_is_shown_outlined_and_kept()
    {
        StudyOnServer study = await room.StorePhantomAsync(6, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        int automatic = (await PhasesAsync(study)).GetProperty("peakIndex").GetInt32(), chosen = automatic == 3 ? 2 : 3;
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.OpenStudyAsync(study.Patient);
            await reading.PressAsync("segment");
            await reading.WaitForAsync(reading.Verdict);
            await reading.Part("aln-phases-change").Locator("summary").ClickAsync();
            await reading.Part("aln-choose-peak").SelectOptionAsync($"{chosen}");
            await Assertions.Expect(reading.Part("aln-phases-chosen")).ToBeVisibleAsync();
            await Assertions.Expect(reading.OutlineState).Not.ToBeVisibleAsync();
            await IsOnScreenAsync(reading, study, chosen);
            await reading.ScrollToAsync("aln-motion");
            await reading.PictureAsync("phases-chosen");

            await reading.PressAsync("segment");
            await reading.WaitForAsync(reading.Verdict);
            (await reading.WaitForVoxelsAsync(count => count > 0)).ShouldBeGreaterThan(0);
            reading.Faults.ShouldBeEmpty();
        }

        await using ReadingPage again = await room.FreshBrowserAsync();
        await again.OpenStudyAsync(study.Patient);
        await Assertions.Expect(again.Part("aln-phases-chosen")).ToBeVisibleAsync();
        await IsOnScreenAsync(again, study, chosen);
        await Assertions.Expect(again.Part("aln-motion")).ToBeVisibleAsync();
        await again.Part("aln-phases-change").Locator("summary").ClickAsync();
        await again.PictureAsync("phases-kept");
        await again.PressAsync("phases-automatic");
        await Assertions.Expect(again.Part("aln-phases-chosen")).Not.ToBeVisibleAsync();
        await IsOnScreenAsync(again, study, automatic);
        again.Faults.ShouldBeEmpty();
    }

    private static Task<JsonElement> PhasesAsync(StudyOnServer study) =>
        study.Client.GetFromJsonAsync<JsonElement>($"/api/studies/{study.StudyInstanceUid}/phases");

    /// <summary>Waits until the right viewport shows a slice of a phase.</summary>
    private static async Task IsOnScreenAsync(ReadingPage reading, StudyOnServer study, int phase)
    {
        string?[] images = [.. (await PhasesAsync(study)).GetProperty("phases")[phase].GetProperty("sopInstanceUids").EnumerateArray().Select(uid => uid.GetString())];
        for (DateTime end = DateTime.UtcNow.AddSeconds(60); Array.IndexOf(images, await reading.CurrentSliceAsync(Viewport.Peak)) < 0; await Task.Delay(100))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"Phase {phase + 1} did not appear on the right.");
            }
        }
    }
}
