using System.Diagnostics;

namespace OhifAlnPlugin.Tests.Dicom;

/// <summary>Runs a program of another project that checks DICOM files.</summary>
internal static class ExternalTool
{
    /// <summary>Whether the program is installed.</summary>
    public static bool IsInstalled(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs the program and returns its exit code and everything it printed.</summary>
    public static (int ExitCode, string Output) Run(string name, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(name, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>Writes a file to the temporary folder for as long as <paramref name="use"/> runs.</summary>
    public static void WithFile(byte[] bytes, Action<string> use)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".dcm");
        File.WriteAllBytes(path, bytes);
        try
        {
            use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>A test that needs an installed program; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string tool, bool needsReference = false)
    {
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            return;
        }

        if (needsReference && Reference.Root is null)
        {
            Skip = "Needs the reference data: set ALN_REFERENCE to their folder.";
        }

        if (!ExternalTool.IsInstalled(tool))
        {
            Skip = $"Needs the program {tool} (Debian: dcmtk, dicom3tools).";
        }
    }
}
