using System.Text.Json;

namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>Orthanc with its DICOMweb plugin as Debian packages them, with Orthanc's default settings.</summary>
internal sealed class OrthancServer() : PeerServer("Orthanc", "/dicom-web")
{
    private const string Plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    protected override string Executable => "/usr/sbin/Orthanc";

    public override void Delete(IEnumerable<string> studyInstanceUids)
    {
        using var body = new MemoryStream();
        Exchange(HttpRequestBytes.Of("GET", "/studies"), body);
        foreach (string id in JsonSerializer.Deserialize<string[]>(body.ToArray())!)
        {
            Exchange(HttpRequestBytes.Of("DELETE", $"/studies/{id}"));
        }
    }

    /// <summary>Only what a process beside another needs: where to store, where to listen, the plugin.</summary>
    protected override IEnumerable<string> Arguments()
    {
        string file = Path.Combine(Folder, "orthanc.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            Name = "Benchmark",
            StorageDirectory = Path.Combine(Folder, "store"),
            IndexDirectory = Path.Combine(Folder, "store"),
            HttpPort = Port,
            DicomServerEnabled = false,
            RemoteAccessAllowed = false,
            Plugins = new[] { Plugin },
        }));
        return [file];
    }
}
