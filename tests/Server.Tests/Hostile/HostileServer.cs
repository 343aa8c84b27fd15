using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>A real <c>aln serve</c> for one test class, with a meter for its memory. It must outlive everything that the tests send.</summary>
public sealed class HostileServer : IAsyncLifetime, IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    private readonly TemporaryFolder _parent = new();
    private AlnProcess? _process;
    private HttpClient? _client;

    /// <summary>The data folder, the only thing in <see cref="Parent"/>.</summary>
    public string DataFolder => Path.Combine(Parent, "data");

    /// <summary>The folder around the data folder.</summary>
    public string Parent => _parent.Path;

    public HttpClient Client => _client ?? throw new InvalidOperationException("The server is not running.");

    public bool IsAlive => _process is { IsAlive: true };

    public async Task InitializeAsync()
    {
        (_process, Uri url) = await AlnProcess.ServeAsync(DataFolder);
        _client = new HttpClient { BaseAddress = url };

        // What a first request loads is no answer to a hostile one.
        for (int time = 0; time < 8; time++)
        {
            byte[] file = TestImage.File();
            (await Client.StowAsync(file, file)).EnsureSuccessStatusCode().Dispose();
            (await Client.StowAsync("no DICOM at all"u8.ToArray())).Dispose();
            (await Client.GetAsync("/dicomweb/studies")).EnsureSuccessStatusCode().Dispose();
        }
    }

    /// <summary>Sends a request and measures by how much it raised the process's memory above what it held before.</summary>
    public async Task<(HttpResponseMessage Answer, double GrownMebibytes)> MeasureAsync(Func<Task<HttpResponseMessage>> send)
    {
        // "5" resets the peak (man 5 proc_pid_clear_refs).
        await File.WriteAllTextAsync($"/proc/{_process!.Id}/clear_refs", "5");
        double before = Status("VmRSS");
        HttpResponseMessage answer = await send();
        return (answer, Status("VmHWM") - before);
    }

    /// <summary>Resident memory now (<c>VmRSS</c>) or at its peak (<c>VmHWM</c>), MiB.</summary>
    public double Status(string name)
    {
        string line = File.ReadLines($"/proc/{_process!.Id}/status").Single(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024.0 / Mebibyte;
    }

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _process?.Dispose();
        _parent.Dispose();
        _process = null;
    }
}
