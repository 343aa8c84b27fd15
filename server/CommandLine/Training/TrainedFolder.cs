using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>Writes a bundle with the report of its training: whole, or not at all.</summary>
internal static class TrainedFolder
{
    /// <summary>Writes beside the folder and takes its place file by file, <c>bundle.json</c> last.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Write(string folder, RadscoreBundle bundle, TrainingReport report, CancellationToken cancellation)
    {
        string target = Path.GetFullPath(folder), made = $"{target.TrimEnd(Path.DirectorySeparatorChar)}.{Guid.NewGuid():N}.part";
        try
        {
            bundle.Write(made);
            File.WriteAllBytes(Path.Combine(made, TrainingReportFile.Name), TrainingReportFile.Write(report with { Bundle = bundle.Digest }));
            cancellation.ThrowIfCancellationRequested();
            Directory.CreateDirectory(target);
            foreach (string file in Directory.EnumerateFiles(made).OrderBy(f => Path.GetFileName(f) == "bundle.json").ThenBy(f => f, StringComparer.Ordinal))
            {
                File.Move(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{target} cannot be written: {failed.Message}");
        }
        finally
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }
    }
}
