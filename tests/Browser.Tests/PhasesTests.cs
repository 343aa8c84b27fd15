using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Phantoms;
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

    [BrowserFact]
    public async Task A_study_that_names_a_contrast_agent_in_every_series_is_read_once_the_reader_says_which_was_first()
    {
        StudyOnServer study = await StoreWithContrastEverywhereAsync();
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.Notice.WaitForAsync();
        (await reading.Notice.InnerTextAsync()).ShouldContain("wrongly labelled");
        await reading.ScrollToAsync("aln-take-first");
        await reading.PictureAsync("contrast-everywhere");
        await reading.PressAsync("take-first");

        await Assertions.Expect(reading.Part("aln-phases-chosen")).ToBeVisibleAsync();
        await IsOnScreenAsync(reading, study, (await PhasesAsync(study)).GetProperty("peakIndex").GetInt32());
        await Assertions.Expect(reading.Part("aln-segment")).ToBeEnabledAsync();

        // The browser itself notes the refused request on its console.
        reading.Faults.Where(fault => !fault.Contains("Failed to load resource", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private async Task<StudyOnServer> StoreWithContrastEverywhereAsync()
    {
        var options = new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };
        string folder = Directory.CreateTempSubdirectory("aln-contrast-").FullName;
        try
        {
            int number = 0;
            foreach (PhantomInstance instance in new PhantomStudy(PhantomPatient.Generate(61, options)).Instances())
            {
                instance.File.Dataset.Set(DicomTag.ContrastBolusAgent, "GADOLINIUM").Set(DicomTag.PatientName, "Contrast^Everywhere");
                await using FileStream file = File.Create(Path.Combine(folder, $"{++number}.dcm"));
                instance.File.Write(file);
            }

            return await room.StoreAsync(folder, "Contrast, Everywhere");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
