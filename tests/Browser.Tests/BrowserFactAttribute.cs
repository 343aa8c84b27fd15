namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A test in a real browser; says so when it is skipped for want of one. In CI it never skips: it fails.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.ExecutablePath is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = $"Needs Chromium: install it, or name its executable in {Chromium.Variable}.";
        }
    }
}
