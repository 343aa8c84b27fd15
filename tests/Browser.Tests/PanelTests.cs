using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The panel as a reader sees it: the answer, its reasons, what the reader adds, and in which language.</summary>
[Collection("Browser")]
public sealed class PanelTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    private static readonly PhantomOptions Phantom = new() { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };

    [BrowserFact]
    public async Task The_answer_lies_above_the_fold_and_every_reason_is_one_press_away()
    {
        StudyOnServer study = await room.StorePhantomAsync(1, Phantom);
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await OpenAndSegmentAsync(reading, study);
        foreach (string part in (string[])["aln-verdict", "aln-scale", "aln-badge", "aln-size", "aln-accept", "aln-reject"])
        {
            (await reading.IsOnScreenAsync(part)).ShouldBeTrue(part);
        }

        await reading.Part("aln-curve-types").WaitForAsync();
        await reading.PictureAsync("panel-1366x768");
        await reading.PictureOfPanelAsync("panel-whole");
        await ShowFeatureAsync(reading);
        await StateAndCombineAsync(reading);
        (await reading.AccessibilityFaultsAsync()).ShouldBeEmpty();
        await reading.PictureOfPanelAsync("panel-whole-stated");
        await reading.ResizeAsync(3840, 2160);
        await reading.PictureAsync("panel-4k");
        reading.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_Chinese_browser_reads_Chinese()
    {
        StudyOnServer study = await room.StorePhantomAsync(2, Phantom);
        await using ReadingPage reading = await room.FreshBrowserAsync("zh-CN");
        await OpenAndSegmentAsync(reading, study);
        (await reading.Verdict.InnerTextAsync()).ShouldContain("腋窝淋巴结");
        await reading.Part("aln-curve-types").WaitForAsync();
        await reading.PictureAsync("panel-chinese");
        await reading.PictureOfPanelAsync("panel-whole-chinese");
        (await reading.AccessibilityFaultsAsync()).ShouldBeEmpty();
        reading.Faults.ShouldBeEmpty();
    }

    private static async Task OpenAndSegmentAsync(ReadingPage reading, StudyOnServer study)
    {
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
    }

    /// <summary>Shows a feature of the score over the tumour by the keyboard and takes it away again.</summary>
    private static async Task ShowFeatureAsync(ReadingPage reading)
    {
        ILocator feature = reading.Part("aln-feature-image").First;
        await feature.PressAsync("Enter");
        await reading.WaitForAsync(reading.Part("aln-map-legend"));
        (await reading.MapColoursAsync(Viewport.Peak)).ShouldContain(channel => channel != 0);
        await reading.ScrollToAsync("aln-map-legend");
        await reading.PictureAsync("panel-feature-image");
        await feature.PressAsync("Enter");
        (await reading.MapColoursAsync(Viewport.Peak)).ShouldBeEmpty();
    }

    /// <summary>States what the combined model needs, and the reader's own view of the axilla.</summary>
    private static async Task StateAndCombineAsync(ReadingPage reading)
    {
        await reading.ChooseAsync("field-mri_aln_status", "positive");
        await Assertions.Expect(reading.Part("aln-combined-missing")).ToContainTextAsync("Axillary burden");
        await reading.ChooseAsync("field-mri_aln_burden", "low");
        await reading.Part("aln-second-reader").WaitForAsync();
        await reading.WaitForAsync(reading.Part("aln-combined"));
        await reading.Part("aln-nomogram").WaitForAsync();
        await reading.ChooseAsync("field-t_stage", "T3");
        await Assertions.Expect(reading.Part("aln-trust")).ToContainTextAsync("The model is meant for T1 and T2 tumours.");
    }
}
