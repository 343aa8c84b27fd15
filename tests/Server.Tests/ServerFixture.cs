using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OhifAlnPlugin.Server.Hosting;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>A real server on a loopback port of the system's choice, over a data folder of its own that goes away with it.</summary>
/// <remarks>Use it as a class fixture, or start one by hand with <see cref="StartAsync"/>.</remarks>
public sealed class ServerFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private WebApplication? _app;
    private HttpClient? _client;

    /// <summary>The address, for instance <c>http://127.0.0.1:40123</c>.</summary>
    public string Url => App.Urls.First();

    /// <summary>The data folder.</summary>
    public string DataFolder => _data.Path;

    /// <summary>Folder with radscore bundles; the product's own where not given.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>Settings beyond the usual ones, as the environment or a file would give them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Receives every message that the server logs; null leaves the log on the console.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>A client whose base address is <see cref="Url"/>.</summary>
    public HttpClient Client => _client ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => App.Services;

    private WebApplication App => _app ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Starts a server outside xunit's fixtures; it ends with <c>await using</c>.</summary>
    public static async Task<ServerFixture> StartAsync()
    {
        var server = new ServerFixture();
        await server.InitializeAsync();
        return server;
    }

    public Task InitializeAsync() => StartOnDataFolderAsync();

    /// <summary>Stops the server and starts a new one over the same data folder.</summary>
    /// <param name="meanwhile">What happens to the data folder in between.</param>
    public async Task RestartAsync(Action<string>? meanwhile = null)
    {
        await StopAsync();
        meanwhile?.Invoke(DataFolder);
        await StartOnDataFolderAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private async Task StartOnDataFolderAsync()
    {
        var options = new ServerOptions { Urls = ["http://127.0.0.1:0"], DataFolder = DataFolder, ModelFolder = ModelFolder ?? new ServerOptions().ModelFolder };
        _app = ServerHost.Build(options, builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Worklist:Automatic", "false")]);
            builder.Configuration.AddInMemoryCollection(Settings);
            if (Log is not null)
            {
                builder.Logging.AddProvider(Log);
            }
        });
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(Url) };
    }

    private async Task StopAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
