using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace OhifAlnPlugin.Server.Tests.Storage.Remote;

/// <summary>A web server that answers as a test wants, in place of an archive, and remembers what it was asked.</summary>
internal sealed class StrangeArchive : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _asked = [];

    private StrangeArchive(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Paths asked for, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public static async Task<StrangeArchive> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var archive = new StrangeArchive(app);
        app.Run(context =>
        {
            lock (archive._asked)
            {
                archive._asked.Add(context.Request.Path + context.Request.QueryString.Value);
            }

            return answer(context);
        });
        await app.StartAsync();
        return archive;
    }

    /// <summary>Starts a server of ours on it.</summary>
    public async Task<ServerFixture> ServerAsync()
    {
        var server = new ServerFixture
        {
            Settings = new Dictionary<string, string?>
            {
                ["DicomWebSource:Url"] = Url + "/dicom-web",
                ["DicomWebSource:AnswerSeconds"] = "1",
                ["DicomWebSource:IdleSeconds"] = "1",
                ["DicomWebSource:Attempts"] = "2",
                ["DicomWebSource:PollSeconds"] = "0",
                ["DicomWebSource:InstanceMebibytes"] = "1",
                ["DicomWebSource:StudyInstances"] = "10",
            },
        };
        await server.InitializeAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
