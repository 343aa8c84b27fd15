using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Nesting, inflation and lengths that lie, sent to the real process: it answers 4xx at once, stays small and lives on.</summary>
public sealed class BrokenFilesTests(HostileServer server) : IClassFixture<HostileServer>
{
    [Fact]
    public async Task Sixty_four_levels_of_sequences_come_back_also_as_json_and_through_a_search()
    {
        string study = TestImage.NewUid();
        DicomDataset nested = HostileFiles.Nested(64, study);
        byte[] file = nested.ToFile();
        (await server.Client.StowAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        (await kept.PartsAsync()).Single().Body.ShouldBe(file);
        using HttpResponseMessage metadata = await server.Client.GetAsync($"/dicomweb/studies/{study}/metadata");
        DepthOf(Parse(await metadata.Content.ReadAsByteArrayAsync())[0]).ShouldBe(64);
        using HttpResponseMessage search = await server.Client.GetAsync($"/dicomweb/studies/{study}/instances?includefield=ContentSequence");
        search.StatusCode.ShouldBe(HttpStatusCode.OK);
        DepthOf(Parse(await search.Content.ReadAsByteArrayAsync())[0]).ShouldBe(64);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public async Task Deeper_levels_are_refused_within_a_second(int levels)
    {
        byte[] file = HostileFiles.OpenedSequences(levels);
        var clock = Stopwatch.StartNew();

        using HttpResponseMessage answer = await server.Client.StowAsync("/dicomweb/studies", file, "application/dicom");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        server.IsAlive.ShouldBeTrue();
    }

    [LinuxFact]
    public async Task A_deflated_bomb_of_two_megabytes_is_refused_in_little_memory()
    {
        byte[] bomb = HostileFiles.DeflateBomb(1950);
        bomb.Length.ShouldBeInRange(1_800_000, 2_100_000);

        (HttpResponseMessage answer, double grown) = await server.MeasureAsync(() => server.Client.StowAsync("/dicomweb/studies", bomb, "application/dicom"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        grown.ShouldBeLessThan(64);
    }

    [LinuxTheory]
    [InlineData("/dicomweb/studies", "application/dicom")]
    [InlineData("/dicomweb/studies", "multipart/related; type=\"application/dicom\"; boundary=b")]
    [InlineData("/api/segmentations", "application/json")]
    [InlineData("/api/radscores", "application/json")]
    public async Task A_gzip_bomb_is_refused_in_little_memory(string path, string type)
    {
        byte[] bomb = HostileFiles.GzipBomb(1950);

        (HttpResponseMessage answer, double grown) = await server.MeasureAsync(() => SendGzipAsync(path, bomb, type));

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
        grown.ShouldBeLessThan(64);
        Directory.GetFiles(Path.Combine(server.DataFolder, "incoming"), "*", SearchOption.AllDirectories).Length.ShouldBe(1, "the lock alone");
    }

    [Fact]
    public async Task An_honest_gzip_body_is_stored()
    {
        using var zipped = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(TestImage.File());
        }

        (await SendGzipAsync("/dicomweb/studies", zipped.ToArray(), "application/dicom")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendGzipAsync("/dicomweb/studies", TestImage.File(), "application/dicom")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "it is not gzip");
    }

    [LinuxTheory]
    [InlineData("OB")]
    [InlineData("UN")]
    [InlineData("UT")]
    [InlineData("SQ")]
    public async Task A_length_of_four_gigabytes_in_442_bytes_is_refused_in_little_memory(string vr)
    {
        byte[] file = HostileFiles.Claiming4GB(vr);
        file.Length.ShouldBeLessThan(500);

        (HttpResponseMessage answer, double grown) = await server.MeasureAsync(() => server.Client.StowAsync("/dicomweb/studies", file, "application/dicom"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        grown.ShouldBeLessThan(16);
    }

    [LinuxFact]
    public async Task A_header_of_separators_is_refused_before_its_values_are_made()
    {
        byte[] separators = new byte[100 << 20];
        separators.AsSpan().Fill((byte)'\\');
        byte[] file = TestImage.Dataset().SetBytes(DicomTag.ImageComments, DicomVR.UC, separators).ToFile();

        (HttpResponseMessage answer, double grown) = await server.MeasureAsync(() => server.Client.StowAsync("/dicomweb/studies", file, "application/dicom"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        grown.ShouldBeLessThan(64);
    }

    private async Task<HttpResponseMessage> SendGzipAsync(string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        content.Headers.ContentEncoding.Add("gzip");
        return await server.Client.PostAsync(path, content);
    }

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json, DicomJson.DocumentOptions).RootElement;

    private static int DepthOf(JsonElement dataset) =>
        dataset.TryGetProperty(DicomTag.ContentSequence.ToHexString(), out JsonElement sequence) ? 1 + DepthOf(sequence.GetProperty("Value")[0]) : 0;
}
