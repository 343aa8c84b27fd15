using System.Text.RegularExpressions;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Reading a study whose phases are the frames of one enhanced multi-frame image.</summary>
[Collection("Browser")]
public sealed partial class EnhancedReadingTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    [BrowserFact]
    public async Task Frames_of_one_image_are_hung_by_phase_outlined_corrected_saved_and_come_back_voxel_for_voxel()
    {
        StudyOnServer study = await room.StoreEnhancedAsync(8, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        IReadOnlyDictionary<string, byte[]> edited;
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.OpenStudyAsync(study.Patient);
            IReadOnlyList<string> corners = await reading.CornerTextsAsync();
            corners.ShouldContain(text => text.Contains("Pre-contrast, 0 s", StringComparison.Ordinal));
            corners.ShouldContain(text => text.Contains("Peak, ", StringComparison.Ordinal));
            await reading.PressAsync("segment");
            await reading.WaitForAsync(reading.Verdict);
            await reading.PictureAsync("enhanced");

            edited = await BrushAsync(reading, await reading.MiddleOfTumourAsync());
            await reading.PressAsync("save");
            await Assertions.Expect(reading.OutlineState).ToHaveTextAsync(SavedState());
            await reading.WaitForAsync(reading.Verdict);
            SavedOutline outline = (await study.SavedAsync()).ShouldHaveSingleItem();
            outline.FrameNumbers.ShouldNotBeNull().Distinct().Count().ShouldBe(outline.FrameNumbers!.Count);
            SliceLabels.ShouldBeTheSame(await study.LabelsAsync(outline), edited);
            reading.Faults.ShouldBeEmpty();
        }

        await using ReadingPage again = await room.FreshBrowserAsync();
        await again.OpenStudyAsync(study.Patient);
        await again.WaitForAsync(again.Verdict);
        await again.WaitForVoxelsAsync(count => count > 0);
        SliceLabels.ShouldBeTheSame(await again.ReadLabelsAsync(), edited);
        await again.PictureAsync("enhanced-again");
        again.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Four_images_and_three_planes_are_made_of_the_frames_of_one_phase()
    {
        StudyOnServer study = await room.StoreEnhancedAsync(9, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        await using ReadingPage reading = await room.FreshBrowserAsync(1920, 1080);
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        IReadOnlyDictionary<string, ShownImage> four = await reading.WaitForShownAsync(shown => shown.Count == 4 && shown.Values.All(image => image.SopInstanceUid.Length > 0));
        four["aln-peak"].SopInstanceUid.ShouldBe(four["aln-pre"].SopInstanceUid, "one image holds both");
        four["aln-subtraction"].SopInstanceUid.ShouldNotBe(four["aln-peak"].SopInstanceUid);
        await reading.PictureAsync("enhanced-four");
        await ClickOnPreContrastAsync(reading);

        await reading.Part("aln-layout-mpr").ClickAsync();
        await reading.WaitForShownAsync(shown => shown.Count == 3 && shown.Keys.All(id => id.StartsWith("aln-mpr-", StringComparison.Ordinal)));
        await reading.PictureAsync("enhanced-mpr");
        reading.Faults.ShouldBeEmpty();
    }

    /// <summary>Outlines the tumour from a click on the frame of the pre-contrast phase that lies at the same place.</summary>
    private static async Task ClickOnPreContrastAsync(ReadingPage reading)
    {
        string slice = await reading.CurrentSliceAsync(Viewport.Peak);
        (await reading.CurrentSliceAsync(Viewport.PreContrast)).ShouldNotBe(slice);
        SliceSize size = await reading.SliceSizeAsync(Viewport.Peak);
        Voxel middle = await reading.MiddleOfTumourAsync();
        await reading.PressAsync("tool-points");
        await reading.ClickAsync(Viewport.PreContrast, middle);
        await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Edited, not saved yet");
        await reading.WaitForAsync(reading.Verdict);
        (await reading.ReadLabelsAsync())[slice][(middle.Row * size.Columns) + middle.Column].ShouldBe((byte)1);
    }

    /// <summary>Draws on the frame that is shown and on no other.</summary>
    private static async Task<IReadOnlyDictionary<string, byte[]>> BrushAsync(ReadingPage reading, Voxel start)
    {
        IReadOnlyDictionary<string, byte[]> before = await reading.ReadLabelsAsync();
        string slice = await reading.CurrentSliceAsync(Viewport.Peak);
        int count = await reading.CountVoxelsAsync();
        await reading.PressAsync("tool-brush");
        await reading.DragAsync(Viewport.Peak, start, start with { Column = start.Column + 12 });
        await reading.WaitForVoxelsAsync(now => now > count);
        IReadOnlyDictionary<string, byte[]> after = await reading.ReadLabelsAsync();
        after.Keys.Where(key => !after[key].AsSpan().SequenceEqual(before[key])).ShouldBe([slice]);
        return after;
    }

    [GeneratedRegex("^Saved, ")]
    private static partial Regex SavedState();
}
