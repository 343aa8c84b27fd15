using OhifAlnPlugin.Server.DicomWeb;
using OhifAlnPlugin.Server.DicomWeb.Proxy;

namespace OhifAlnPlugin.Server.Tests.DicomWeb.Proxy;

public sealed class ArchiveJsonTests
{
    private static readonly DicomWebAddress Own = new("https://aln.example/dicomweb");

    [Theory]
    [InlineData("http://10.0.0.5:8042/dicom-web/studies/1.2/series/1.3", "https://aln.example/dicomweb/studies/1.2/series/1.3")]
    [InlineData("https://archive.example/dcm4chee-arc/aets/DCM4CHEE/rs/studies/1.2", "https://aln.example/dicomweb/studies/1.2")]
    [InlineData("../../bulk/7fe00010", "../../bulk/7fe00010")]
    [InlineData("https://elsewhere.example/", "https://elsewhere.example/")]
    [InlineData("file:///studies/1", "file:///studies/1")]
    public void Addresses_of_studies_become_the_servers_own(string text, string rewritten) => ArchiveJson.Rewritten(text, Own).ShouldBe(rewritten);
}
