using OhifAlnPlugin.Phantoms;
using Xunit.Abstractions;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Several lesions, the score that follows the hand, and the keys, on the real viewer and the real server.</summary>
[Collection("Browser")]
public sealed class LesionTests(ReadingRoom room, ITestOutputHelper output) : IClassFixture<ReadingRoom>
{
    [BrowserFact]
    public async Task Two_lesions_are_drawn_scored_live_and_come_back_voxel_for_voxel()
    {
        StudyOnServer study = await room.StorePhantomAsync(21, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        IReadOnlyDictionary<string, byte[]> drawn;
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.OpenStudyAsync(study.Patient);
            await reading.PressAsync("segment");
            string before = await reading.WaitForAsync(reading.Verdict);
            Voxel middle = await reading.MiddleOfTumourAsync();
            await reading.PressAsync("tool-brush");

            Func<Task<double>> score = await reading.WatchScoreAsync();
            await reading.DragAsync(Viewport.Peak, middle, middle with { Column = middle.Column + 16 });
            output.WriteLine($"From the end of the stroke to the new score: {await score():F0} ms");
            await reading.ScoreIsCurrentAsync();
            (await reading.Verdict.InnerTextAsync()).ShouldNotBe(before);
            await reading.PictureAsync("edit-live-score");

            int one = await reading.CountVoxelsAsync();
            await reading.PressAsync("lesion-add");
            await Assertions.Expect(reading.Part("aln-lesion-2")).ToHaveAttributeAsync("aria-current", "true");
            await reading.DragAsync(Viewport.Peak, middle with { Row = middle.Row + 20 }, new Voxel(middle.Column + 8, middle.Row + 20));
            await reading.WaitForVoxelsAsync(count => count > one);
            (await reading.CountBySegmentAsync()).Keys.Order().ShouldBe([1, 2]);
            await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").FillAsync("Satellite");
            await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").PressAsync("Enter");
            await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-index]").ClickAsync();
            await reading.ScoreIsCurrentAsync();
            await reading.PictureAsync("edit-two-lesions");
            await reading.Part("aln-lesion-1").Locator("[data-cy=aln-lesion-index]").ClickAsync();
            await reading.ScoreIsCurrentAsync();

            drawn = await reading.ReadLabelsAsync();
            await reading.PressAsync("save");
            await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Saved, guided by hand");
            await reading.WaitForAsync(reading.Verdict);
            SavedOutline outline = (await study.SavedAsync()).ShouldHaveSingleItem();
            SliceLabels.ShouldBeTheSame(await study.LabelsAsync(outline), drawn);
            reading.Faults.ShouldBeEmpty();
        }

        await using ReadingPage again = await room.FreshBrowserAsync();
        await again.OpenStudyAsync(study.Patient);
        await again.WaitForAsync(again.Verdict);
        await again.WaitForVoxelsAsync(count => count > 0);
        SliceLabels.ShouldBeTheSame(await again.ReadLabelsAsync(), drawn);
        (await again.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").InputValueAsync()).ShouldBe("Satellite");
        again.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Keys_change_the_brush_the_lesion_and_the_overlay_and_are_listed_but_not_while_typing()
    {
        StudyOnServer study = await room.StorePhantomAsync(22, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        await using ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        Voxel middle = await reading.MiddleOfTumourAsync();
        int found = await reading.CountVoxelsAsync();

        await reading.KeyAsync("b");
        await Assertions.Expect(reading.Part("aln-tool-brush")).ToHaveAttributeAsync("aria-pressed", "true");
        await reading.KeyAsync("]");
        await reading.KeyAsync("]");
        await reading.KeyAsync("[");
        (await reading.Part("aln-radius").InputValueAsync()).ShouldBe("5");
        await reading.KeyAsync("a");
        await Assertions.Expect(reading.Part("aln-lesion-2")).ToHaveAttributeAsync("aria-current", "true");
        await reading.KeyAsync("k");
        await Assertions.Expect(reading.Part("aln-lesion-1")).ToHaveAttributeAsync("aria-current", "true");
        await reading.KeyAsync("j");
        await Assertions.Expect(reading.Part("aln-lesion-2")).ToHaveAttributeAsync("aria-current", "true");
        await reading.DragAsync(Viewport.Peak, middle with { Row = middle.Row + 24 }, new Voxel(middle.Column + 6, middle.Row + 24));
        await reading.WaitForVoxelsAsync(count => count > found);
        await reading.KeyAsync("o");
        await Assertions.Expect(reading.Part("aln-overlay")).ToHaveAttributeAsync("aria-pressed", "false");
        await reading.PictureAsync("edit-overlay-off");
        await reading.KeyAsync("o");
        await reading.KeyAsync("?");
        (await reading.Part("aln-help").InnerTextAsync()).ShouldContain("Larger brush");
        await reading.PictureAsync("edit-help");
        await reading.PressAsync("help-close");

        await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").FillAsync("");
        await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").PressSequentiallyAsync("oak?[]");
        (await reading.Part("aln-overlay").GetAttributeAsync("aria-pressed")).ShouldBe("true");
        await Assertions.Expect(reading.Part("aln-help")).ToHaveCountAsync(0);
        await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").PressAsync("Enter");
        await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-remove]").ClickAsync();
        await reading.WaitForVoxelsAsync(count => count == found);
        await reading.KeyAsync("Control+z");
        await reading.WaitForVoxelsAsync(count => count > found);
        (await reading.Part("aln-lesion-2").Locator("[data-cy=aln-lesion-name]").InputValueAsync()).ShouldBe("oak?[]");
        reading.Faults.ShouldBeEmpty();
    }
}
