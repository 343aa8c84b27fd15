using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Feature maps over the images, and the self-test at the foot of the panel.</summary>
[Collection("Browser")]
public sealed class FeatureMapTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    [BrowserFact]
    public async Task A_map_colours_the_voxels_of_the_tumour_on_the_peak_phase_and_no_others()
    {
        StudyOnServer study = await room.StorePhantomAsync(1, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Sagittal });
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        await reading.Part("aln-map").Locator("summary").ClickAsync();
        await reading.Part("aln-map-feature").SelectOptionAsync("original_firstorder_Mean");
        await reading.PressAsync("map-show");
        string legend = await reading.WaitForAsync(reading.Part("aln-map-legend"));
        legend.ShouldContain("signal units");
        legend.ShouldContain("5 × 5 × 5");
        await reading.ScrollToAsync("aln-map-opacity");
        await reading.PictureAsync("feature-map");

        string slice = await reading.CurrentSliceAsync(Viewport.Peak);
        float[] values = (await study.MapAsync("original_firstorder_Mean"))[slice];
        byte[] colours = await reading.MapColoursAsync(Viewport.Peak);
        colours.Length.ShouldBe(4 * values.Length);
        Enumerable.Range(0, values.Length).Where(n => float.IsNaN(values[n]) != (colours[(4 * n) + 3] == 0)).ShouldBeEmpty();
        BrightnessFollows(values, colours);
        (await reading.MapColoursAsync(Viewport.PreContrast)).ShouldAllBe(channel => channel == 0);

        await reading.TurnToNextSliceAsync(Viewport.Peak, 25);
        (await reading.MapColoursAsync(Viewport.Peak)).ShouldAllBe(channel => channel == 0);
        await reading.PressAsync("go");
        await WaitForMapAsync(reading, colours);
        (await reading.CurrentSliceAsync(Viewport.Peak)).ShouldBe(slice);
        await reading.PressAsync("map-hide");
        (await reading.MapColoursAsync(Viewport.Peak)).ShouldBeEmpty();

        await reading.ScrollToAsync("aln-selftest");
        (await reading.Part("aln-selftest").InnerTextAsync()).ShouldContain("142 of 145 IBSI reference values agree");
        await reading.PictureAsync("self-test");
        reading.Faults.ShouldBeEmpty();
    }

    /// <summary>Waits until the map on the screen has these colours: it is drawn when the image beneath has been drawn.</summary>
    private static async Task WaitForMapAsync(ReadingPage reading, byte[] colours)
    {
        for (DateTime end = DateTime.UtcNow.AddSeconds(20); !(await reading.MapColoursAsync(Viewport.Peak)).AsSpan().SequenceEqual(colours); await Task.Delay(50))
        {
            (DateTime.UtcNow < end).ShouldBeTrue("the map did not come back");
        }
    }

    /// <summary>Higher values are brighter, wherever they differ by more than the rounding of colours.</summary>
    private static void BrightnessFollows(float[] values, byte[] colours)
    {
        int[] inside = [.. Enumerable.Range(0, values.Length).Where(n => !float.IsNaN(values[n])).OrderBy(n => values[n])];
        inside.Length.ShouldBeGreaterThan(50);
        double[] brightness = [.. inside.Select(n => (0.2126 * colours[4 * n]) + (0.7152 * colours[(4 * n) + 1]) + (0.0722 * colours[(4 * n) + 2]))];
        for (int n = 10; n < brightness.Length; n++)
        {
            brightness[n].ShouldBeGreaterThan(brightness[n - 10] - 4);
        }

        (brightness[^1] - brightness[0]).ShouldBeGreaterThan(60);
    }
}
