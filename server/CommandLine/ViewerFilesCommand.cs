using System.CommandLine;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln viewer-files --to DIR</c>: copies the viewer, the extension, the native library, the codecs and the charts of reports into a folder; <c>dotnet publish</c> calls it.</summary>
internal static class ViewerFilesCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "Folder to fill; made when it does not exist.", HelpName = "DIR", Required = true };
        var command = new Command("viewer-files", "Copy everything the viewer is made of into a folder, for a server without Node and network.") { to };
        command.SetAction(async (result, cancellation) =>
        {
            string folder = result.GetRequiredValue(to);
            ViewerAssets assets = await ViewerAssets.EnsureAsync(new ConsoleProgress(), cancellation);
            assets.CopyTo(folder);
            NpmCodecs.Copy(await NpmCodecs.EnsureAsync(new ConsoleProgress(), cancellation), folder);
            NpmCharts.Copy(await NpmCharts.EnsureAsync(new ConsoleProgress(), cancellation), folder);
            Console.WriteLine($"The viewer's files are in {Path.GetFullPath(folder)}.");
            return 0;
        });
        return command;
    }
}
