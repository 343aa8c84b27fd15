using System.Diagnostics;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>The validator of dicom3tools, an independent judge of DICOM objects.</summary>
internal static class Dciodvfy
{
    /// <summary>Errors that it finds in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What it must recognise the file as.</param>
    public static async Task<IReadOnlyList<string>> ErrorsOfAsync(byte[] file, string kind = "Segmentation")
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "object.dcm");
        await File.WriteAllBytesAsync(path, file);
        using var process = Process.Start(new ProcessStartInfo("dciodvfy", [path]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        string[] texts = await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        string all = string.Concat(texts);
        all.ShouldContain(kind, customMessage: "dciodvfy did not recognise the object");
        return [.. all.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal))];
    }
}
