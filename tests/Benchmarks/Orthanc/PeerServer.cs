using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>A DICOMweb server as a process of its own with default settings, over an empty store unless a folder is given.</summary>
internal abstract class PeerServer(string name, string dicomWeb, string? folder = null) : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo? _ownFolder = folder is null ? Directory.CreateTempSubdirectory("aln-benchmark-") : null;
    private Process? _process;

    /// <summary>Name in the table.</summary>
    public string Name { get; } = name;

    /// <summary>Path of the DICOMweb root.</summary>
    public string DicomWeb { get; } = dicomWeb;

    /// <summary>Port on the loopback address.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Where it keeps its store; one of its own is removed at the end.</summary>
    protected string Folder => folder ?? _ownFolder!.FullName;

    /// <summary>Resident memory now and at its highest, bytes.</summary>
    public (long Now, long Highest) ResidentMemory => (Status("VmRSS"), Status("VmHWM"));

    /// <summary>Starts the process and waits until it answers.</summary>
    /// <returns>How long that took.</returns>
    public TimeSpan Start()
    {
        var clock = Stopwatch.StartNew();
        _process = Process.Start(new ProcessStartInfo(Executable, Arguments()) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!Answers())
        {
            if (_process.HasExited || clock.Elapsed > StartTimeout)
            {
                throw new InvalidOperationException($"{Name} ({Executable}) does not answer on port {Port}.");
            }

            Thread.Sleep(20);
        }

        return clock.Elapsed;
    }

    /// <summary>Sends one request over a connection of its own.</summary>
    public HttpAnswer Exchange(HttpRequestBytes request, Stream? body = null)
    {
        using var connection = new HttpConnection(Port);
        return connection.Exchange(request, body);
    }

    /// <summary>Removes the studies.</summary>
    public abstract void Delete(IEnumerable<string> studyInstanceUids);

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _ownFolder?.Delete(recursive: true);
    }

    protected abstract string Executable { get; }

    protected abstract IEnumerable<string> Arguments();

    private bool Answers()
    {
        try
        {
            return Exchange(HttpRequestBytes.Of("GET", DicomWeb + "/studies?limit=1", "application/dicom+json")).Status is 200 or 204;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }

    private long Status(string key)
    {
        string line = File.ReadLines($"/proc/{_process!.Id}/status").First(text => text.StartsWith(key, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
