using System.CommandLine;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Storage.Remote;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln serve</c>: the viewer, the DICOMweb services and the API over one store, until Ctrl+C.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = CommonOptions.Urls();
        var data = CommonOptions.Data();
        var models = CommonOptions.Models();
        var command = new Command("serve", "Serve the viewer, DICOMweb and the API.") { urls, data, models };
        command.SetAction((result, cancellation) => RunAsync(OptionsOf(result, urls, data) with { ModelFolder = result.GetRequiredValue(models) }, cancellation));
        return command;
    }

    /// <summary>The server's options as given on the command line.</summary>
    public static ServerOptions OptionsOf(ParseResult result, Option<string> urls, Option<string> data) => new()
    {
        Urls = result.GetRequiredValue(urls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        DataFolder = result.GetRequiredValue(data),
    };

    /// <summary>Runs the server until <paramref name="cancellation"/> or Ctrl+C.</summary>
    public static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        ViewerAssets viewer = await ViewerAssets.EnsureAsync(new ConsoleProgress(), cancellation);
        await using WebApplication app = ServerHost.Build(options with { Viewer = viewer });
        await StartAsync(app, options, cancellation);
        foreach (string url in app.Urls)
        {
            Console.WriteLine($"Listening on {url} (data in {Path.GetFullPath(options.DataFolder)}). Research use only. Stop with Ctrl+C.");
        }

        if (app.Services.GetService<RemoteOptions>() is { } archive)
        {
            Console.WriteLine($"Images are read from {archive.Url}, and results are stored there.");
        }

        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Starts listening; an address in use becomes a sentence.</summary>
    /// <exception cref="CommandException">Another program listens on the address, or the address is not this machine's.</exception>
    public static async Task StartAsync(WebApplication app, ServerOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandException(
                $"another program already listens on {string.Join(" or ", options.Urls)}: stop it, or choose another port with --urls http://127.0.0.1:PORT.");
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new CommandException($"cannot listen on {string.Join(" or ", options.Urls)}: {failure.Message}.");
        }
    }
}
