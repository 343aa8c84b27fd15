using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The login with a real, certified OpenID Connect provider: by a program, and by a reader in the real viewer.</summary>
[Collection("Browser")]
public sealed class LoginTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly Chromium _chromium = new();
    private readonly MovableClock _clock = new();
    private LoginService? _login;
    private ViewerServer? _server;

    private LoginService Login => _login!;

    private ViewerServer Server => _server!;

    public async Task InitializeAsync()
    {
        await _chromium.InitializeAsync();
        _login = await LoginService.StartAsync();
        _server = await ViewerServer.StartAsync(_login.Viewer.ToString(), builder =>
        {
            builder.Configuration.AddInMemoryCollection(_login.Settings);
            builder.Services.AddSingleton<TimeProvider>(_clock);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await Server.DisposeAsync();
        Login.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [BrowserFact]
    public async Task A_program_logs_in_by_itself_stores_a_study_and_a_reader_logs_in_reads_and_scores_it()
    {
        (await Server.Client.GetAsync("/dicomweb/studies")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Server.Client.DefaultRequestHeaders.Authorization = new("Bearer", await Login.TokenOfModalityAsync());
        await StorePhantomAsync();
        (await Server.Client.DeleteAsync("/dicomweb/studies/1.2.3")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await using ReadingPage reading = await ReadingPage.LogInAsync(_chromium, Server.Url, Login.Issuer, "reader");
        await reading.PictureAsync("logged-in");
        await reading.OpenStudyAsync("PHANTOM, 0001");
        await reading.PressAsync("segment");
        (await reading.WaitForAsync(reading.Verdict)).ShouldContain("radscore");
        await reading.PressAsync("save");
        await reading.WaitForAsync(reading.OutlineState.Filter(new LocatorFilterOptions { HasText = "Saved, " }));
        reading.Faults.ShouldBeEmpty();

        // The login runs out while the study is open.
        _clock.Ahead = TimeSpan.FromHours(2);
        await reading.PressAsync("segment");
        await reading.Notice.WaitForAsync();
        (await reading.Notice.InnerTextAsync()).ShouldSatisfyAllConditions(
            text => text.ShouldContain("The token was valid until"), text => text.ShouldContain("Reload the page to log in again"));
        await reading.PictureAsync("login-expired");
    }

    private async Task StorePhantomAsync()
    {
        var options = new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };
        string folder = Directory.CreateTempSubdirectory("aln-phantom-").FullName;
        PhantomFolder.Write(folder, PhantomPatient.Render(PatientPlan.Cohort(20, 1, options).Last(), options));
        await Server.StoreAsync(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The server's clock, which a test can put ahead.</summary>
    private sealed class MovableClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
