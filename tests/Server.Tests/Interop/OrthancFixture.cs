using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Interop;

/// <summary>A real Orthanc with its DICOMweb plugin beside a server of ours, each over an empty store; Orthanc knows the server as "aln".</summary>
public sealed class OrthancFixture : IAsyncLifetime, IAsyncDisposable
{
    private const string Executable = "/usr/sbin/Orthanc";
    private const string Plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public static bool IsInstalled => File.Exists(Executable) && File.Exists(Plugin);

    /// <summary>The product.</summary>
    public ServerFixture Server { get; } = new();

    /// <summary>A client of Orthanc.</summary>
    public HttpClient Orthanc { get; } = new();

    public async Task InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        await Server.InitializeAsync();
        int port = FreePort();
        Orthanc.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        _process = Process.Start(new ProcessStartInfo(Executable, [await WriteConfigurationAsync(port)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            (_process.HasExited || clock.Elapsed > StartTimeout).ShouldBeFalse("Orthanc did not start.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            await Server.DisposeAsync();
        }

        Orthanc.Dispose();
        _folder.Dispose();
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
    public async Task<string[]> StoreInOrthancAsync(params IEnumerable<byte[]> files)
    {
        var names = new List<string>();
        foreach (byte[] file in files)
        {
            using HttpResponseMessage answer = await Orthanc.PostAsync("/instances", new ByteArrayContent(file));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            names.Add((await answer.JsonAsync()).GetProperty("ID").GetString()!);
        }

        return [.. names];
    }

    /// <summary>The file of an instance in Orthanc.</summary>
    public async Task<byte[]> FileInOrthancAsync(string sopInstanceUid)
    {
        using HttpResponseMessage names = await Orthanc.PostAsync("/tools/lookup", new StringContent(sopInstanceUid));
        string name = (await names.JsonAsync()).EnumerateArray().Single().GetProperty("ID").GetString()!;
        return await Orthanc.GetByteArrayAsync($"/instances/{name}/file");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Orthanc.GetAsync("/dicom-web/servers");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<string> WriteConfigurationAsync(int port)
    {
        string store = Path.Combine(_folder.Path, "store"), file = Path.Combine(_folder.Path, "orthanc.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            Name = "Peer",
            StorageDirectory = store,
            IndexDirectory = store,
            HttpPort = port,
            RemoteAccessAllowed = false,
            DicomServerEnabled = false,
            Plugins = new[] { Plugin },
            DicomWeb = new { Servers = new { aln = new { Url = Server.Url + "/dicomweb/", HasDelete = true } } },
        }));
        return file;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
