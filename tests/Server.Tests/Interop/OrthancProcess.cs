using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace OhifAlnPlugin.Server.Tests.Interop;

/// <summary>A real Orthanc with its DICOMweb plugin over an empty store, which can be killed and started again.</summary>
internal sealed class OrthancProcess : IDisposable
{
    private const string Executable = "/usr/sbin/Orthanc";
    private const string Plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("aln-orthanc-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    private OrthancProcess() => Client.BaseAddress = new Uri($"http://127.0.0.1:{_port}");

    public static bool IsInstalled => File.Exists(Executable) && File.Exists(Plugin);

    /// <summary>A client of its own interface and of its DICOMweb root.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>Its DICOMweb root.</summary>
    public Uri DicomWeb => new(Client.BaseAddress!, "/dicom-web/");

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="knows">Servers that it knows, by their DICOMweb roots.</param>
    /// <param name="users">Names and passwords that it asks for; null lets everybody in.</param>
    public static async Task<OrthancProcess> StartAsync(IReadOnlyDictionary<string, string>? knows = null, IReadOnlyDictionary<string, string>? users = null)
    {
        var orthanc = new OrthancProcess();
        if (users?.First() is { } user)
        {
            orthanc.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user.Key}:{user.Value}")));
        }

        await orthanc.WriteConfigurationAsync(knows ?? new Dictionary<string, string>(), users);
        await orthanc.RestartAsync();
        return orthanc;
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Stops it where it is, as a machine does that swaps; it goes on after <see cref="Resume"/>.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("-CONT");

    /// <summary>Starts it on the same port and store and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Executable, [ConfigurationFile]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("Orthanc did not start.");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var clock = Stopwatch.StartNew(); !await AnswersAsync(); await Task.Delay(50))
        {
            if (_process.HasExited || clock.Elapsed > StartTimeout)
            {
                throw new InvalidOperationException("Orthanc did not start.");
            }
        }
    }

    /// <summary>Stores files by its own interface.</summary>
    /// <returns>Its names of the instances.</returns>
    public async Task<string[]> StoreAsync(params IEnumerable<byte[]> files)
    {
        var names = new List<string>();
        foreach (byte[] file in files)
        {
            using HttpResponseMessage answer = await Client.PostAsync("/instances", new ByteArrayContent(file));
            answer.EnsureSuccessStatusCode();
            using JsonDocument stored = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            names.Add(stored.RootElement.GetProperty("ID").GetString()!);
        }

        return [.. names];
    }

    /// <summary>The files of a series, as it keeps them; none when it has no such series.</summary>
    public async Task<IReadOnlyList<byte[]>> FilesOfSeriesAsync(string seriesInstanceUid)
    {
        var files = new List<byte[]>();
        foreach (string name in await NamesAsync(seriesInstanceUid))
        {
            using JsonDocument instances = JsonDocument.Parse(await Client.GetStringAsync($"/series/{name}/instances"));
            foreach (JsonElement instance in instances.RootElement.EnumerateArray())
            {
                files.Add(await Client.GetByteArrayAsync($"/instances/{instance.GetProperty("ID").GetString()}/file"));
            }
        }

        return files;
    }

    /// <summary>The file of an instance, as it keeps it.</summary>
    public async Task<byte[]> FileAsync(string sopInstanceUid) => await Client.GetByteArrayAsync($"/instances/{(await NamesAsync(sopInstanceUid)).Single()}/file");

    /// <summary>Removes an instance.</summary>
    public async Task RemoveAsync(string sopInstanceUid)
    {
        using HttpResponseMessage answer = await Client.DeleteAsync($"/instances/{(await NamesAsync(sopInstanceUid)).Single()}");
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        Kill();
        Client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string ConfigurationFile => Path.Combine(_folder, "orthanc.json");

    /// <summary>Its names of what a UID names.</summary>
    private async Task<string[]> NamesAsync(string uid)
    {
        using HttpResponseMessage answer = await Client.PostAsync("/tools/lookup", new StringContent(uid));
        using JsonDocument found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. found.RootElement.EnumerateArray().Select(each => each.GetProperty("ID").GetString()!)];
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Client.GetAsync("/dicom-web/servers");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{_process?.Id ?? throw new InvalidOperationException("Orthanc does not run.")}"]);
        kill.WaitForExit();
    }

    private Task WriteConfigurationAsync(IReadOnlyDictionary<string, string> knows, IReadOnlyDictionary<string, string>? users)
    {
        string store = Path.Combine(_folder, "store");
        return File.WriteAllTextAsync(ConfigurationFile, JsonSerializer.Serialize(new
        {
            Name = "Peer",
            StorageDirectory = store,
            IndexDirectory = store,
            HttpPort = _port,
            RemoteAccessAllowed = false,
            AuthenticationEnabled = users is not null,
            RegisteredUsers = users ?? new Dictionary<string, string>(),
            DicomServerEnabled = false,
            Plugins = new[] { Plugin },
            DicomWeb = new { Servers = knows.ToDictionary(server => server.Key, server => new { Url = server.Value, HasDelete = true }) },
        }));
    }

    private static int FreePort()
    {
        // Below the ports that the system gives to outgoing connections, which may take one between the probe and its use.
        for (int tries = 0; ; tries++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException) when (tries < 20)
            {
                // Taken: another one.
            }
        }
    }
}
