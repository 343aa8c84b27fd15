namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The Chromium of this computer, drawing in software, that talks to nobody but the server under test.</summary>
public sealed class Chromium : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Environment variable that names another executable.</summary>
    public const string Variable = "ALN_CHROMIUM";

    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--no-first-run",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--ignore-gpu-blocklist",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The executable; null where there is none.</summary>
    public static string? ExecutablePath { get; } = FindExecutable();

    public async Task InitializeAsync()
    {
        if (ExecutablePath is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = ExecutablePath, Args = Arguments });
    }

    /// <summary>A page with a profile of its own: no cookies, no cache, nothing stored.</summary>
    /// <param name="language">Language of the browser; without it that of the computer.</param>
    /// <param name="width">Width of the window, pixels.</param>
    /// <param name="height">Height of the window, pixels.</param>
    public async Task<IPage> FreshPageAsync(string? language = null, int width = 1366, int height = 768)
    {
        IBrowser browser = _browser ?? throw new InvalidOperationException($"Chromium was not found; name its executable in {Variable}.");
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = language });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private static string? FindExecutable()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        return named is { Length: > 0 } ? named : UsualPlaces.FirstOrDefault(File.Exists);
    }
}
