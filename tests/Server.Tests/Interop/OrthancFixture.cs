using System.Text.Json;

namespace OhifAlnPlugin.Server.Tests.Interop;

/// <summary>A real Orthanc with its DICOMweb plugin beside a server of ours, each over an empty store; Orthanc knows the server as "aln".</summary>
public sealed class OrthancFixture : IAsyncLifetime, IAsyncDisposable
{
    private OrthancProcess? _orthanc;

    public static bool IsInstalled => OrthancProcess.IsInstalled;

    /// <summary>The product.</summary>
    public ServerFixture Server { get; } = new();

    /// <summary>A client of Orthanc.</summary>
    public HttpClient Orthanc => Process.Client;

    private OrthancProcess Process => _orthanc ?? throw new InvalidOperationException("Orthanc is not running.");

    public async Task InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        await Server.InitializeAsync();
        _orthanc = await OrthancProcess.StartAsync(new Dictionary<string, string> { ["aln"] = Server.Url + "/dicomweb/" });
    }

    public async ValueTask DisposeAsync()
    {
        if (_orthanc is not null)
        {
            _orthanc.Dispose();
            await Server.DisposeAsync();
        }
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Has Orthanc's DICOMweb client do something with the server.</summary>
    /// <param name="verb">Verb of its REST interface: stow, qido, get, retrieve, delete.</param>
    /// <param name="body">The verb's parameters.</param>
    /// <returns>What it answers.</returns>
    public async Task<JsonElement> AskAsync(string verb, object body)
    {
        using HttpResponseMessage answer = await Orthanc.PostAsync($"/dicom-web/servers/aln/{verb}", new StringContent(JsonSerializer.Serialize(body)));
        string text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Stores files in Orthanc by its own interface.</summary>
    /// <returns>Orthanc's names of the instances.</returns>
    public Task<string[]> StoreInOrthancAsync(params IEnumerable<byte[]> files) => Process.StoreAsync(files);

    /// <summary>The file of an instance in Orthanc.</summary>
    public Task<byte[]> FileInOrthancAsync(string sopInstanceUid) => Process.FileAsync(sopInstanceUid);
}
