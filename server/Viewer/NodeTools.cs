using System.ComponentModel;
using System.Diagnostics;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>Runs <c>node</c> and <c>npm</c> and turns their failures into sentences.</summary>
internal static class NodeTools
{
    private static readonly string[] NetworkSigns =
        ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "network"];

    /// <summary>The npm client's program name.</summary>
    public static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Runs a program to its end in <paramref name="folder"/>.</summary>
    /// <param name="purpose">What it is run for, as in "fetch @ohif/app 3.13.2"; part of the sentence when it fails.</param>
    /// <exception cref="ViewerException">It is not installed, has no network, or ended with an error.</exception>
    public static async Task RunAsync(string program, string[] arguments, string folder, string purpose, CancellationToken cancellation)
    {
        using Process process = Start(program, arguments, folder, purpose);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            string errors = await process.StandardError.ReadToEndAsync(cancellation);
            string text = await output;
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
            {
                throw new ViewerException(Explain(program, purpose, $"{errors}\n{text}"));
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The sentence for a program that ended with an error, from what it wrote.</summary>
    internal static string Explain(string program, string purpose, string output)
    {
        if (NetworkSigns.Any(sign => output.Contains(sign, StringComparison.OrdinalIgnoreCase)))
        {
            return $"Could not {purpose}: npm does not reach its registry. The first start needs the network once (or the folder "
                + $"{ViewerCache.DefaultFolder()} from a computer where the viewer has been started); later starts do not.";
        }

        string last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => line.Contains("rror", StringComparison.Ordinal) && !line.Contains("complete log", StringComparison.Ordinal)) ?? "no message";
        return $"Could not {purpose}: {program} failed ({last}).";
    }

    private static Process Start(string program, string[] arguments, string folder, string purpose)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start) ?? throw new ViewerException($"Could not {purpose}: {program} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new ViewerException(
                $"Could not {purpose}: '{program}' was not found. Install Node.js 20 or later (it brings npm) and start again; a published folder needs neither.", e);
        }
    }
}
