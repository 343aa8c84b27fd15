namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>The published product.</summary>
internal sealed class AlnServer(string executable, string? folder = null) : PeerServer("OhifAlnPlugin", "/dicomweb", folder)
{
    protected override string Executable => executable;

    public override void Delete(IEnumerable<string> studyInstanceUids)
    {
        foreach (string study in studyInstanceUids)
        {
            Exchange(HttpRequestBytes.Of("DELETE", $"{DicomWeb}/studies/{study}"));
        }
    }

    protected override IEnumerable<string> Arguments() => ["serve", "--urls", $"http://127.0.0.1:{Port}", "--data", Folder];
}
