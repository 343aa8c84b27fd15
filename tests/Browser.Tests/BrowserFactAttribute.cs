namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A test in a real browser; says so when it is skipped for want of one. In CI it never skips: it fails.</summary>
internal class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.ExecutablePath is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = $"Needs Chromium: install it, or name its executable in {Chromium.Variable}.";
        }
    }
}

/// <summary>A test in a real browser on the reference data; says so when it is skipped for want of either. In CI it never skips: it fails.</summary>
internal sealed class BrowserReferenceFactAttribute : BrowserFactAttribute
{
    public BrowserReferenceFactAttribute()
    {
        if (OhifAlnPlugin.Tests.Reference.Root is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs the reference data: set ALN_REFERENCE to their folder.";
        }
    }
}
