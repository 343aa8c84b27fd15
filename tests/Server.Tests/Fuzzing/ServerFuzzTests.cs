using System.Diagnostics;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Server.Tests.Hostile;
using Xunit.Abstractions;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>
/// Broken files, multipart bodies, JSON and queries against a real <c>aln serve</c>: it lives on, answers no 5xx, breaks no answer off,
/// takes no step longer than ten seconds, and stays within its memory.
/// </summary>
public sealed class ServerFuzzTests(HostileServer server, ITestOutputHelper output) : IClassFixture<HostileServer>
{
    private const int Clients = 4;

    /// <summary>Inputs that share a study; the study is deleted after them.</summary>
    private const int InputsOfStudy = 40;

    private const int MostMebibytes = 1500;

    [Fact]
    public Task Broken_files_are_stored_and_served_or_refused() => RunAsync("DICOM over HTTP", share: 1, async (number, report) =>
    {
        string study = StudyOf(number);
        byte[] file = DicomMutator.Input(number, study);
        JsonElement? answer = await SendAsync(report, number, "STOW", () => Post("/dicomweb/studies", file, "application/dicom"));
        if (answer is { } stored && UrlOf(stored) is { } instance)
        {
            await UseAsync(report, number, instance, study);
        }

        if (number % InputsOfStudy == InputsOfStudy - 1)
        {
            await SendAsync(report, number, "DELETE", () => new HttpRequestMessage(HttpMethod.Delete, $"/dicomweb/studies/{study}"));
        }
    });

    [Fact]
    public Task Broken_multipart_bodies_are_stored_or_refused() => RunAsync("multipart", share: 0.1, async (number, report) =>
    {
        (byte[] body, string type) = MultipartMutator.Input(number, "2.25.88");
        await SendAsync(report, number, "STOW", () => Post("/dicomweb/studies", body, type));
        if (number % InputsOfStudy == InputsOfStudy - 1)
        {
            await SendAsync(report, number, "DELETE", () => new HttpRequestMessage(HttpMethod.Delete, "/dicomweb/studies/2.25.88"));
        }
    });

    [Fact]
    public Task Broken_json_is_refused() => RunAsync("JSON over HTTP", share: 0.1, async (number, report) =>
    {
        (string Path, string Type, string Sound)[] requests =
        [
            ("/api/segmentations", "application/json", "{\"studyInstanceUid\":\"2.25.99\",\"click\":{\"x\":1.5,\"y\":-2,\"z\":3}}"),
            ("/api/radscores", "application/json", "{\"studyInstanceUid\":\"2.25.99\",\"segmentationId\":\"2.25.1\",\"segmentNumber\":1}"),
            ("/api/features", "application/json", "{\"segmentationId\":\"2.25.1\",\"segmentNumber\":1,\"profile\":\"default\"}"),
            ("/dicomweb/studies", "application/dicom+json", StoredJson(number)),
            ("/dicomweb/studies", "multipart/related; type=\"application/dicom+json\"; boundary=b", $"--b\r\nContent-Type: application/dicom+json\r\n\r\n{StoredJson(number)}\r\n--b--\r\n"),
        ];
        Random random = FuzzOptions.RandomOf(number);
        (string path, string type, string sound) = requests[random.Next(requests.Length)];
        byte[] body = TextMutator.Json(sound, random);
        await SendAsync(report, number, path, () => Post(path, body, type));
    });

    [Fact]
    public Task Broken_queries_are_answered_or_refused() => RunAsync("queries", share: 0.1, async (number, report) =>
    {
        string[] paths =
        [
            "/dicomweb/studies", "/dicomweb/series", "/dicomweb/instances", "/dicomweb/studies/2.25.88/series", "/dicomweb/studies/2.25.88/instances", "/dicomweb/studies/2.25.88/metadata",
            "/dicomweb/studies/2.25.88/series/2.25.88.1/instances/2.25.88.1/frames/1", "/dicomweb/studies/2.25.88/rendered", "/dicomweb", "/api/studies/2.25.88/phases", "/api/studies/2.25.88/segmentations",
        ];
        Random random = FuzzOptions.RandomOf(number);
        string path = paths[random.Next(paths.Length)] + TextMutator.Query(random);
        await SendAsync(report, number, "GET", () => new HttpRequestMessage(HttpMethod.Get, path));
    });

    /// <summary>Everything that reads a stored instance.</summary>
    private async Task UseAsync(FuzzReport report, int number, string instance, string study)
    {
        (string Step, string Path, string Accept)[] reads =
        [
            ("metadata", instance + "/metadata", "application/dicom+json"),
            ("retrieve", instance, "multipart/related; type=\"application/dicom\"; transfer-syntax=*"),
            ("transcode", instance, $"application/dicom; transfer-syntax={DicomUid.ExplicitVRLittleEndian}"),
            ("frame", instance + "/frames/1", "*/*"),
            ("decoded frame", instance + "/frames/1", $"application/octet-stream; transfer-syntax={DicomUid.ExplicitVRLittleEndian}"),
            ("rendered", instance + "/rendered", "image/jpeg"),
            ("bulk data", instance + "/bulkdata/00291001", "*/*"),
            ("search", $"/dicomweb/studies/{study}/instances?includefield=all", "application/dicom+json"),
            ("phases", $"/api/studies/{study}/phases", "application/json"),
        ];
        foreach ((string step, string path, string accept) in reads)
        {
            await SendAsync(report, number, step, () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("Accept", accept);
                return request;
            });
        }
    }

    private async Task RunAsync(string name, double share, Func<int, FuzzReport, Task> input)
    {
        var report = new FuzzReport(name);
        await Parallel.ForEachAsync(FuzzOptions.Numbers(share), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
        {
            report.Input();
            await input(number, report);
        });
        server.IsAlive.ShouldBeTrue("the server ended");
        double peak = OperatingSystem.IsLinux() ? server.Status("VmHWM") : 0;
        report.Conclude(output.WriteLine, $", server at most {peak:0} MiB resident");
        peak.ShouldBeLessThan(MostMebibytes);
    }

    /// <returns>The answer's JSON where it is a success.</returns>
    private async Task<JsonElement?> SendAsync(FuzzReport report, int number, string step, Func<HttpRequestMessage> make)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using HttpRequestMessage request = make();
            using HttpResponseMessage answer = await server.Client.SendAsync(request);
            byte[] body = await answer.Content.ReadAsByteArrayAsync();
            int status = (int)answer.StatusCode;
            report.Outcome($"{step} {status}", clock.Elapsed, number);
            if (status >= 500)
            {
                report.Finding(number, $"{step} {request.RequestUri}: {status} {System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(300, body.Length)))}");
            }

            return step == "STOW" && status < 300 ? JsonDocument.Parse(body, DicomJson.DocumentOptions).RootElement : null;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException)
        {
            report.Outcome($"{step} broken off", clock.Elapsed, number);
            report.Finding(number, $"{step}: {broken.Message} {broken.InnerException?.Message}");
            return null;
        }
    }

    private static HttpRequestMessage Post(string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    /// <summary>The address of the one instance that an answer says is stored.</summary>
    private static string? UrlOf(JsonElement answer) =>
        answer.TryGetProperty("00081199", out JsonElement stored) && stored.GetProperty("Value")[0].Value("00081190") is { } url ? new Uri(url).PathAndQuery : null;

    private static string StudyOf(int number) => $"2.25.{1000 + (number / InputsOfStudy)}";

    private static string StoredJson(int number) =>
        $$"""
        [{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},"00080016":{"vr":"UI","Value":["{{DicomUid.MRImageStorage}}"]},"00080018":{"vr":"UI","Value":["2.25.66.{{number}}"]},"0020000D":{"vr":"UI","Value":["2.25.66"]},"0020000E":{"vr":"UI","Value":["2.25.66.1"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B"}]},"00280030":{"vr":"DS","Value":[0.5,0.5]},"00400275":{"vr":"SQ","Value":[{"00400009":{"vr":"SH","Value":["S1"]} }]},"7FE00010":{"vr":"OW","InlineBinary":"AAAA"} }]
        """;
}
