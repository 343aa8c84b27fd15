using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OhifAlnPlugin.Server.Viewer;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>OHIF on a web server of its own (nginx), as the container image of <c>docker/viewer</c> runs it, but without a container.</summary>
internal sealed class OtherViewer : IDisposable
{
    private Process? _process;

    /// <summary>Where it listens, from <see cref="StartAsync"/> on.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");

    public static bool IsInstalled => File.Exists("/usr/sbin/nginx");

    /// <summary>Starts it.</summary>
    /// <param name="server">Where our server is.</param>
    public async Task StartAsync(Uri server)
    {
        ViewerAssets assets = await ViewerAssets.EnsureAsync();
        _process = Process.Start(new ProcessStartInfo("/bin/sh", [Path.Combine(Reference.RepositoryRoot, "docker", "viewer", "serve.sh")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            Environment =
            {
                ["VIEWER"] = assets.OhifFolder,
                ["EXTENSION"] = assets.ExtensionFolder,
                ["ALN_SERVER"] = server.GetLeftPart(UriPartial.Authority),
                ["PORT"] = $"{Url.Port}",
            },
        }) ?? throw new InvalidOperationException("The viewer's web server did not start.");
        _process.BeginErrorReadLine();
        using var client = new HttpClient();
        for (DateTime end = DateTime.UtcNow.AddSeconds(30); !await AnswersAsync(client); await Task.Delay(50))
        {
            (DateTime.UtcNow < end && !_process.HasExited).ShouldBeTrue("The viewer's web server did not start.");
        }
    }

    public void Dispose()
    {
        if (_process is not { HasExited: false })
        {
            return;
        }

        // The script ends nginx and removes its folder.
        using (Process end = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            end.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri(Url, "/app-config.js"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        // Below the ports that the system gives to outgoing connections, which may take one between the probe and its use.
        using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
