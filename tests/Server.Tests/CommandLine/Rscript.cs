using System.Diagnostics;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>R, an independent judge of statistics.</summary>
internal static class Rscript
{
    /// <summary>The program; null where R or its package survival is missing.</summary>
    public static string? Program { get; } = new[] { "/usr/bin/Rscript", "/usr/local/bin/Rscript" }.FirstOrDefault(File.Exists);

    /// <summary>Runs a script in its folder.</summary>
    public static async Task<(int Status, string Text)> RunAsync(string script, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Program!, ["--vanilla", script]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        string[] texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(texts));
    }
}

/// <summary>A test that needs R; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class RscriptFactAttribute : FactAttribute
{
    public RscriptFactAttribute()
    {
        if (Rscript.Program is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs R with its package survival: install r-base-core and r-cran-survival.";
        }
    }
}
