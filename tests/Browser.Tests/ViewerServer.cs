using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The real server with the real viewer on a port of the system's choice, over a store of its own.</summary>
public sealed class ViewerServer : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("aln-browser-").FullName;
    private WebApplication? _app;

    /// <summary>The address, for instance <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Url => new(_app?.Urls.First() ?? throw new InvalidOperationException("The server is not running."));

    /// <summary>A client whose base address is <see cref="Url"/>.</summary>
    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Fetches and builds what the viewer is made of, unless that is there already, and starts. Studies are processed when a test asks for it.</summary>
    /// <param name="url">Where to listen.</param>
    /// <param name="customise">A last word on the server.</param>
    /// <param name="models">Folder of the radscore models; without it those of the product.</param>
    public static async Task<ViewerServer> StartAsync(string url = "http://127.0.0.1:0", Action<WebApplicationBuilder>? customise = null, string? models = null)
    {
        var server = new ViewerServer();
        var options = new ServerOptions { Urls = [url], DataFolder = server._data, Viewer = await ViewerAssets.EnsureAsync() };
        server._app = ServerHost.Build(models is null ? options : options with { ModelFolder = models }, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Worklist:Automatic", "false")]);
            customise?.Invoke(builder);
        });
        await server._app.StartAsync();
        server.Client.BaseAddress = server.Url;
        return server;
    }

    /// <summary>Sends DICOM files to the server as any DICOMweb client would (STOW-RS).</summary>
    public async Task StoreAsync(IEnumerable<string> files)
    {
        using var body = new MultipartContent("related");
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        foreach (string file in files)
        {
            var part = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            part.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
            body.Add(part);
        }

        using HttpResponseMessage answer = await Client.PostAsync("/dicomweb/studies", body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }
}
