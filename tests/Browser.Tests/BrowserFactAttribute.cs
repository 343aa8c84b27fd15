using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A test in a real browser; says so when it is skipped for want of one. In CI it never skips: it fails.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Lack.OfBrowser;
}

/// <summary>A test in a real browser with several cases; says so when it is skipped for want of one. In CI it never skips: it fails.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Lack.OfBrowser;
}

/// <summary>A test in a real browser on the reference data; says so when it is skipped for want of either. In CI it never skips: it fails.</summary>
internal sealed class BrowserReferenceFactAttribute : FactAttribute
{
    public BrowserReferenceFactAttribute() => Skip = Lack.OfBrowser ?? Lack.OfReference;
}

/// <summary>What is missing on this computer, as a sentence; null when it is there or must be.</summary>
internal static class Lack
{
    public static string? OfBrowser =>
        Chromium.ExecutablePath is null && !InCi ? $"Needs Chromium: install it, or name its executable in {Chromium.Variable}." : null;

    public static string? OfReference =>
        Reference.Root is null && !InCi ? "Needs the reference data: set ALN_REFERENCE to their folder." : null;

    public static string? OfOtherViewer =>
        OfBrowser ?? (InCi || (OtherViewer.IsInstalled && Server.Tests.Interop.OrthancProcess.IsInstalled) ? null : "Needs nginx and Orthanc with its DICOMweb plugin (Debian: nginx-light, orthanc, orthanc-dicomweb).");

    private static bool InCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
}
