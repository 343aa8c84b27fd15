using System.Diagnostics;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

/// <summary>pydicom as a client: it stores, searches, retrieves and compares element for element.</summary>
public sealed class PydicomClientTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [PydicomFact]
    public async Task Pydicom_stores_searches_and_retrieves()
    {
        string script = Path.Combine(Reference.RepositoryRoot, "tests", "Server.Tests", "DicomWeb", "pydicom_client.py");
        using var process = Process.Start(new ProcessStartInfo(PydicomFactAttribute.Python, [script, server.Url + "/dicomweb"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        string[] texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, texts[1]);
        texts[0].Trim().ShouldBe("pydicom is content");
    }
}

/// <summary>A test of several cases that needs pydicom in the system's Python; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class PydicomTheoryAttribute : TheoryAttribute
{
    public PydicomTheoryAttribute() => Skip = new PydicomFactAttribute().Skip;
}

/// <summary>A test that needs pydicom in the system's Python; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class PydicomFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    public PydicomFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") is not { Length: > 0 } && !Directory.Exists("/usr/lib/python3/dist-packages/pydicom"))
        {
            Skip = "Needs pydicom (Debian: python3-pydicom).";
        }
    }
}
