using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The panel with a model that must know the centre and asks for a number.</summary>
[Collection("Browser")]
public sealed class HarmonisedPanelTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _models = Directory.CreateTempSubdirectory("aln-models-").FullName;
    private readonly ReadingRoom _room;

    public HarmonisedPanelTests()
    {
        LogisticBundle.Harmonised().Write(Path.Combine(_models, "harmonised"));
        _room = new ReadingRoom(_models);
    }

    public Task InitializeAsync() => _room.InitializeAsync();

    [BrowserFact]
    public async Task A_reader_names_the_centre_that_the_images_do_not_say_and_states_what_the_combined_model_needs()
    {
        StudyOnServer study = await _room.StorePhantomAsync(1, new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial });
        await using ReadingPage reading = await _room.FreshBrowserAsync();
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        await Assertions.Expect(reading.Notice).ToContainTextAsync("Choose the centre under Radscore");
        await reading.PictureAsync("panel-unknown-centre");

        await reading.ChooseAsync("centre", "North");
        await reading.WaitForAsync(reading.Verdict);
        await Assertions.Expect(reading.Part("aln-trust")).ToContainTextAsync("Harmonised as 'North'");
        await Assertions.Expect(reading.Part("aln-trust")).ToContainTextAsync("up to 5 mm");
        await Assertions.Expect(reading.Part("aln-combined-missing")).ToContainTextAsync("Age");

        ILocator age = reading.Part("aln-field-age");
        await age.FillAsync("61");
        await age.PressAsync("Enter");
        await reading.WaitForAsync(reading.Part("aln-combined"));
        await reading.ScrollToAsync("aln-nomogram");
        await reading.PictureAsync("panel-combined");
        (await reading.AccessibilityFaultsAsync()).ShouldBeEmpty();

        // The browser itself notes the refused request on its console.
        reading.Faults.Where(fault => !fault.Contains("Failed to load resource", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        Directory.Delete(_models, recursive: true);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
