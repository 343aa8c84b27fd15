using System.Net.Http.Json;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Security;

/// <summary>No name, ID, birth date or free text of a patient reaches a log, a metric, a job's record or the audit trail, however a request goes wrong.</summary>
public sealed class PatientDataTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly KeptLog _log = new();
    private readonly KeptMetrics _metrics = new();
    private readonly ServerFixture _server;

    public PatientDataTests() => _server = new ServerFixture { Log = _log };

    private HttpClient Client => _server.Client;

    public Task InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _metrics.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Nothing_of_a_patient_is_left_in_logs_metrics_jobs_and_trail()
    {
        await StoreAsync();
        await SearchAsync();
        await AskEveryEndpointAsync();
        await AnalyseAsync();
        await _server.RestartAsync(FilesAreClean);

        _log.Lines.ShouldContain(line => line.Contains("instances stored", StringComparison.Ordinal), "the log was listened to");
        _log.Lines.Select(Telltale.FoundIn).OfType<string>().ShouldBeEmpty("log");
        _metrics.Seen.ShouldContain(metric => metric.StartsWith("http.server.request.duration", StringComparison.Ordinal), "the metrics were listened to");
        _metrics.Seen.Select(Telltale.FoundIn).OfType<string>().ShouldBeEmpty("metrics");
    }

    /// <summary>
    /// Everything the server keeps but the images, their index, and the choice of phases, which names series to the reader: their purpose is
    /// to hold what the study says.
    /// </summary>
    private static void FilesAreClean(string data)
    {
        string[] files = [.. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(file => !IsStore(Path.GetRelativePath(data, file)))];
        files.Select(Path.GetFileName).ShouldContain("jobs.sqlite");
        files.Select(Path.GetFileName).ShouldContain("audit.jsonl");
        foreach (string file in files)
        {
            Telltale.FoundIn(Encoding.Latin1.GetString(File.ReadAllBytes(file))).ShouldBeNull(file);
        }
    }

    private static bool IsStore(string path) => Array.Exists(["instances", "index.sqlite", "phases"], store => path.StartsWith(store, StringComparison.Ordinal));

    private async Task StoreAsync()
    {
        byte[] whole = TestImage.Dataset().WithTelltales().ToFile();
        (await Client.StowAsync(whole)).StatusCode.ShouldBe(HttpStatusCode.OK);
        byte[][] broken =
        [
            whole[..(whole.Length / 2)],
            whole[..700],
            Encoding.ASCII.GetBytes(Telltale.Name + Telltale.Id),
            TestImage.Dataset().WithTelltales().Set(DicomTag.PatientName, string.Join('=', Enumerable.Repeat(Telltale.Name, 6))).ToFile(),
            TestImage.Dataset().WithTelltales().Set(DicomTag.StudyInstanceUID, "1.2.3").SetBytes(DicomTag.SOPInstanceUID, DicomVR.UI, Encoding.ASCII.GetBytes(Telltale.Text)).ToFile(),
            TestImage.Dataset().WithTelltales().SetBytes(DicomTag.SliceThickness, DicomVR.DS, Encoding.ASCII.GetBytes(Telltale.Text)).ToFile(),
            TestImage.Dataset().WithTelltales().SetBytes(DicomTag.SeriesNumber, DicomVR.IS, Encoding.ASCII.GetBytes(Telltale.Text)).ToFile(),
            TestImage.Dataset().WithTelltales().SetBytes(DicomTag.StudyDate, DicomVR.DA, Encoding.ASCII.GetBytes(Telltale.Text)).ToFile(),
        ];
        foreach (byte[] file in broken)
        {
            await Client.StowAsync(file);
        }

        await Client.StowAsync("/dicomweb/studies", whole, $"text/{Telltale.Text}");
        await Client.StowAsync("/dicomweb/studies", whole, $"multipart/related; type=\"application/dicom\"; boundary={Telltale.Text}");
        await Client.StowAsync($"/dicomweb/studies/{Telltale.Text}", DicomWebCalls.Multipart(whole));
        await Client.StowAsync("/dicomweb/studies", Encoding.UTF8.GetBytes($"[{{\"00100010\":{{\"vr\":\"PN\",\"Value\":[\"{Telltale.Name}\"]}}}}]"), "application/dicom+json");
    }

    private async Task SearchAsync()
    {
        string[] queries =
        [
            $"PatientName={Telltale.Name}", $"PatientName={Telltale.Text}*", $"PatientID={Telltale.Id}", $"PatientBirthDate={Telltale.BirthDate}", $"00100010={Telltale.Name}&fuzzymatching=true",
            $"PatientName={Telltale.Name}&PatientName={Telltale.Text}", $"limit={Telltale.Text}", $"offset={Telltale.Text}", $"{Telltale.Text}=1", $"StudyDate={Telltale.Text}", $"includefield={Telltale.Text}",
            $"StudyInstanceUID={Telltale.Text}", $"PatientName={Telltale.Name}%00", $"PatientName={new string('*', 60)}{Telltale.Name}",
        ];
        foreach (string query in queries)
        {
            foreach (string level in (string[])["studies", "series", "instances"])
            {
                (await Client.GetAsync($"/dicomweb/{level}?{query}")).StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, query);
            }
        }
    }

    /// <summary>Every endpoint with every method, its parameters, query, headers and body full of telltales.</summary>
    private async Task AskEveryEndpointAsync()
    {
        foreach (RouteEndpoint endpoint in _server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            foreach (string method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                string path = System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]*\}", Telltale.Text, default, TimeSpan.FromSeconds(1));
                using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?q={Telltale.Id}&PatientName={Telltale.Name}");
                request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Telltale.Text);
                request.Headers.TryAddWithoutValidation("Accept", $"text/{Telltale.Text}");
                request.Headers.TryAddWithoutValidation("User-Agent", Telltale.Name);
                request.Content = method is "GET" or "HEAD" or "DELETE" ? null : new StringContent($"{{\"{Telltale.Text}\": \"{Telltale.Name}", Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await Client.SendAsync(request);
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{method} {path}");
            }
        }

        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/dicomweb/studies") { Headers = { Host = "zztell.example" } };
        await Client.SendAsync(foreign);
        await Client.PostAsJsonAsync("/api/segmentations", new { studyInstanceUid = Telltale.Id });
        await Client.PostAsJsonAsync("/api/radscores", new { segmentationId = Telltale.Name });
        await Client.PostAsJsonAsync("/api/features", new { segmentationId = Telltale.Id, settings = Telltale.Text, profile = Telltale.Text });
    }

    /// <summary>Dynamic studies whose headers hold text where numbers belong: what the analysis says of them ends up in the records of jobs.</summary>
    private async Task AnalyseAsync()
    {
        DicomTag[] spoiled = [DicomTag.AcquisitionTime, DicomTag.TemporalPositionIdentifier, DicomTag.ImagePositionPatient, DicomTag.PixelSpacing, DicomTag.RescaleSlope, DicomTag.PhotometricInterpretation, DicomTag.BodyPartExamined];
        foreach (DicomTag tag in spoiled)
        {
            var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy($"telltale in {tag}");
            files.ForEach(file => file.Dataset.WithTelltales().SetBytes(tag, DicomRegistry.VROf(tag), Encoding.ASCII.GetBytes(Telltale.Text)));
            string study = await _server.StoreAsync(files);
            await Client.GetAsync($"/api/studies/{study}/phases");
            using HttpResponseMessage answer = await Client.PostAsJsonAsync("/api/segmentations", new SegmentationRequest(study));
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                await Client.WaitForJobAsync(answer.Headers.Location!);
            }
        }
    }
}
