using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>What a reader does to the outline, by mouse and keyboard, on the real viewer and the real server.</summary>
[Collection("Browser")]
public sealed class EditingTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    private static readonly PhantomOptions Options = new() { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };

    [BrowserFact]
    public async Task Points_strokes_and_a_box_outline_the_tumour_and_are_undone_one_by_one()
    {
        StudyOnServer study = await room.StorePhantomAsync(11, Options);
        await using ReadingPage reading = await SegmentedAsync(study);
        int found = await reading.CountVoxelsAsync();
        Voxel middle = await reading.MiddleOfTumourAsync();

        await reading.PressAsync("tool-points");
        await reading.ClickAsync(Viewport.Peak, middle);
        await Assertions.Expect(reading.OutlineState).ToHaveTextAsync("Edited, not saved yet");
        int one = await reading.CountVoxelsAsync();
        await reading.PictureAsync("edit-point");
        await reading.SlideAsync("fraction", "0.7");
        int tighter = await reading.WaitForVoxelsAsync(count => count < one);
        await reading.PictureAsync("edit-point-tighter");

        await reading.HoldingAsync("Control", () => reading.ClickAsync(Viewport.PreContrast, middle with { Column = middle.Column + 3 }));
        int two = await reading.WaitForVoxelsAsync(count => count != tighter);
        await reading.ClickAsync(Viewport.Peak, middle with { Row = middle.Row + 2 });
        int three = await reading.WaitForVoxelsAsync(count => count != two);
        await reading.PictureAsync("edit-points");
        await reading.ScoreIsCurrentAsync();

        await reading.PressAsync("undo");
        await reading.WaitForVoxelsAsync(count => count == two);
        await reading.PressAsync("undo");
        await reading.WaitForVoxelsAsync(count => count == tighter);
        await reading.PressAsync("undo");
        await reading.WaitForVoxelsAsync(count => count == found);
        await reading.KeyAsync("Control+y");
        await reading.KeyAsync("Control+y");
        await reading.KeyAsync("Control+y");
        await reading.WaitForVoxelsAsync(count => count == three);

        await reading.PressAsync("tool-scribble");
        await reading.DragAsync(Viewport.Peak, middle with { Column = middle.Column - 2 }, middle with { Column = middle.Column + 2 });
        int scribbled = await reading.WaitForVoxelsAsync(count => count != three);
        await reading.PictureAsync("edit-scribble");
        await reading.PressAsync("tool-box");
        await reading.DragAsync(Viewport.Peak, new Voxel(middle.Column - 14, middle.Row - 14), new Voxel(middle.Column + 14, middle.Row + 14));
        await reading.WaitForVoxelsAsync(count => count != scribbled);
        await reading.PictureAsync("edit-box");
        await reading.ScoreIsCurrentAsync();
        reading.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Brush_threshold_scissors_and_whole_lesion_operations_are_each_one_step_of_undo()
    {
        StudyOnServer study = await room.StorePhantomAsync(12, Options);
        await using ReadingPage reading = await SegmentedAsync(study);
        int found = await reading.CountVoxelsAsync();
        Voxel middle = await reading.MiddleOfTumourAsync();

        await reading.PressAsync("tool-brush");
        await reading.DragAsync(Viewport.Peak, middle, middle with { Column = middle.Column + 14 });
        int brushed = await reading.WaitForVoxelsAsync(count => count > found);
        await reading.HoldingAsync("Control", () => reading.DragAsync(Viewport.Peak, middle with { Column = middle.Column + 12 }, middle with { Column = middle.Column + 14 }));
        int erased = await reading.WaitForVoxelsAsync(count => count < brushed);
        await reading.PictureAsync("edit-brush");
        await reading.PressAsync("undo");
        await reading.WaitForVoxelsAsync(count => count == brushed);
        await reading.PressAsync("redo");
        await reading.WaitForVoxelsAsync(count => count == erased);

        // Air is dark on every phase: the threshold brush leaves it alone.
        await reading.PressAsync("tool-threshold");
        await Assertions.Expect(reading.Part("aln-tool-threshold")).ToHaveAttributeAsync("aria-pressed", "true");
        await reading.PictureAsync("edit-threshold");
        await reading.DragAsync(Viewport.Peak, new Voxel(4, 4), new Voxel(12, 4));
        await Task.Delay(300);
        (await reading.CountVoxelsAsync()).ShouldBe(erased);

        await reading.PressAsync("tool-scissors");
        await reading.PressAsync("scissors-rectangle");
        await reading.DragAsync(Viewport.Peak, middle with { Column = middle.Column + 1 }, new Voxel(middle.Column + 30, middle.Row + 20));
        int cut = await reading.WaitForVoxelsAsync(count => count < erased);
        await reading.PictureAsync("edit-scissors");

        await reading.PressAsync("tool-brush");
        await reading.DragAsync(Viewport.Peak, new Voxel(middle.Column, middle.Row + 24), new Voxel(middle.Column + 6, middle.Row + 24));
        int withIsland = await reading.WaitForVoxelsAsync(count => count > cut);
        await reading.Part("aln-operations").Locator("summary").ClickAsync();
        await reading.PressAsync("do-keep-largest");
        int largest = await reading.WaitForVoxelsAsync(count => count < withIsland);
        await reading.PressAsync("undo");
        await reading.WaitForVoxelsAsync(count => count == withIsland);
        await reading.KeyAsync("Control+y");
        await reading.WaitForVoxelsAsync(count => count == largest);

        await reading.PressAsync("shell");
        await Assertions.Expect(reading.Part("aln-shell")).ToHaveAttributeAsync("aria-pressed", "true");
        (await reading.CountVoxelsAsync()).ShouldBe(largest);
        await reading.PictureAsync("edit-shell");
        await reading.PressAsync("shell-keep");
        await reading.WaitForVoxelsAsync(count => count > largest);
        await reading.PictureAsync("edit-shell-kept");
        reading.Faults.ShouldBeEmpty();
    }

    /// <summary>Opens a study in a fresh browser and lets the server find the tumour.</summary>
    private async Task<ReadingPage> SegmentedAsync(StudyOnServer study)
    {
        ReadingPage reading = await room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await reading.WaitForAsync(reading.Verdict);
        return reading;
    }
}
