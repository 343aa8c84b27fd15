using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Two hundred texts that would leave the store if any of them became part of a path.</summary>
public sealed class TraversalTests(HostileServer server) : IClassFixture<HostileServer>
{
    private static readonly string[] Targets =
        ["etc/passwd", "etc/shadow", "windows/win.ini", "proc/self/environ", "root/.ssh/id_rsa", "index.sqlite", "data/index.sqlite", "evil.dcm", "tmp/evil", "."];

    /// <summary>Ten ways up, each to ten targets, plain and with the separator encoded.</summary>
    private static readonly string[] Texts =
    [
        .. from up in (string[])["../", "../../../../../../", "..\\", "..\\..\\..\\", "....//", "/", "//", "1.2.3/../", "~/", "file:///"]
           from target in Targets
           from encode in (Func<string, string>[])[text => text, text => text.Replace("/", "%2F", StringComparison.Ordinal).Replace("..", "%2e%2e", StringComparison.Ordinal)]
           select encode(up + target),
    ];

    [Fact]
    public async Task As_a_uid_of_an_object_they_are_refused_and_no_file_appears_outside_the_store()
    {
        Texts.Distinct().Count().ShouldBe(200);
        string[] before = Files();
        await Parallel.ForEachAsync(Texts, async (text, _) =>
        {
            foreach (DicomTag tag in (DicomTag[])[DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.SOPInstanceUID])
            {
                byte[] uid = System.Text.Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + "\0");
                byte[] file = TestImage.Dataset().SetBytes(tag, DicomVR.UI, uid).ToFile();
                using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", file, "application/dicom");
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
            }
        });

        Files().ShouldBe(before);
        Directory.GetFileSystemEntries(server.Parent).ShouldBe([server.DataFolder]);
    }

    [Fact]
    public async Task In_an_address_they_are_refused_before_anything_looks_at_them()
    {
        await Parallel.ForEachAsync(Texts, async (text, cancellation) =>
        {
            string segment = Uri.EscapeDataString(text);
            foreach (string path in (string[])[$"/dicomweb/studies/{segment}/metadata", $"/dicomweb/studies/1.2/series/{segment}/instances", $"/dicomweb/studies?StudyInstanceUID={segment}"])
            {
                using HttpResponseMessage answer = await server.Client.GetAsync(path, cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
                answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            }
        });
    }

    [Fact]
    public async Task Written_raw_into_the_request_line_they_lead_nowhere()
    {
        await Parallel.ForEachAsync(Texts, async (text, _) =>
        {
            string raw = text.Replace('\\', '/').Replace(" ", "%20", StringComparison.Ordinal);
            foreach (string prefix in (string[])["/dicomweb/studies/", "/aln-ext/", "/api/segmentations/", "/"])
            {
                (int status, string answer) = await RawHttp.GetAsync(server.Client.BaseAddress!, prefix + raw);
                answer.ShouldNotContain("root:x:", Case.Sensitive, prefix + raw);
                answer.ShouldNotContain("SQLite format", Case.Sensitive, prefix + raw);
                status.ShouldBeLessThan(500, prefix + raw);
            }
        });
    }

    [Theory]
    [InlineData("GET", "/dicomweb/studies")]
    [InlineData("GET", "/dicomweb/studies/1.2.3/metadata")]
    [InlineData("GET", "/dicomweb/studies/not-a-uid")]
    [InlineData("POST", "/dicomweb/studies")]
    [InlineData("GET", "/api/about")]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/")]
    public async Task Every_answer_forbids_guessing_its_type(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage answer = await server.Client.SendAsync(request);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(server.DataFolder, "instances"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
