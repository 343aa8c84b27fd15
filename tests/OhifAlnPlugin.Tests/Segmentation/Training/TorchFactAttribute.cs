using System.Diagnostics;
using OhifAlnPlugin.Tests.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation.Training;

/// <summary>A test that needs Python with torch and onnx, and ONNX Runtime; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            return;
        }

        Skip = !Directory.Exists("/usr/lib/python3/dist-packages/torch") || !Directory.Exists("/usr/lib/python3/dist-packages/onnx")
            ? "Needs Python with torch and onnx: install python3-torch and python3-onnx."
            : OnnxRuntimeFactAttribute.LibraryPath is null ? "Needs ONNX Runtime: start the server's demo once, or set ALN_ONNXRUNTIME to its library." : null;
    }

    /// <summary>Runs a script of Debian's Python and returns what it says.</summary>
    public static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-W", "ignore", Path.Combine(Reference.RepositoryRoot, script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("Python did not start.");
        string[] texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, string.Concat(texts));
        return texts[0];
    }
}
