using System.Diagnostics;
using System.Net.Http.Headers;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Many clients at once: bounded queues, a clear 503 beyond them, and a quick return to normal.</summary>
public sealed class OverloadTests(HostileServer server) : IClassFixture<HostileServer>
{
    private const int InTheHouse = Backpressure.Uploads + Backpressure.WaitingUploads;

    [Fact]
    public async Task Ten_times_the_uploads_that_fit_are_refused_with_a_time_and_the_server_recovers_within_five_seconds()
    {
        var release = new TaskCompletionSource();
        byte[] body = DicomWebCalls.Multipart(TestImage.Dataset().Set(DicomTag.Rows, 256).Set(DicomTag.Columns, 512).SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[256 * 512 * 2]).ToFile());

        // Bodies are sent on "100 Continue" only, so that a refusal is seen before them.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = server.Client.BaseAddress };
        Task<HttpResponseMessage>[] uploads = [.. Enumerable.Range(0, 10 * InTheHouse).Select(_ => SendAsync(patient, new HeldContent(body, release.Task)))];
        var clock = Stopwatch.StartNew();
        while (uploads.Count(upload => upload.IsCompleted) < 9 * InTheHouse)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(40), "the refusals do not come");
            await Task.Delay(20);
        }

        // The uploads wait; searches have room of their own.
        using HttpResponseMessage search = await server.Client.GetAsync("/dicomweb/studies?limit=1");
        search.StatusCode.ShouldBe(HttpStatusCode.OK);

        release.SetResult();
        clock.Restart();
        HttpResponseMessage[] answers = await Task.WhenAll(uploads);
        using HttpResponseMessage after = await server.Client.StowAsync(TestImage.File());
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(InTheHouse);
        HttpResponseMessage[] refused = [.. answers.Where(answer => answer.StatusCode != HttpStatusCode.OK)];
        refused.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter != null);
        (await refused[0].JsonAsync()).GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:overloaded");
        server.IsAlive.ShouldBeTrue();
    }

    [Fact]
    public async Task Sixty_four_clients_store_the_same_instance_once_and_no_search_fails_meanwhile()
    {
        string study = TestImage.NewUid();
        byte[] file = TestImage.File(study);
        using var stored = new CancellationTokenSource();
        Task<int>[] searches = [.. ((string[])["/studies", "/series", "/instances", $"/studies/{study}/series", $"/studies/{study}/instances?includefield=all", $"/studies/{study}/metadata"])
            .Select(path => SearchAsync("/dicomweb" + path, stored.Token))];

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => server.Client.StowAsync(file)));
        await stored.CancelAsync();

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await Task.WhenAll(searches)).ShouldAllBe(count => count > 0);
        (await server.Client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(1);
        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        (await kept.PartsAsync()).Single().Body.ShouldBe(file);
    }

    [Fact]
    public async Task Of_two_contents_under_one_uid_the_first_wins_and_the_other_is_told_so()
    {
        string study = TestImage.NewUid(), series = TestImage.NewUid(), instance = TestImage.NewUid();
        byte[][] files = [.. Enumerable.Range(1, 32).Select(number => TestImage.File(study, series, instance, number))];

        HttpResponseMessage[] answers = await Task.WhenAll(files.Select(file => server.Client.StowAsync(file)));

        int winner = Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        answers.Where((_, n) => n != winner).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Conflict);
        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        (await kept.PartsAsync()).Single().Body.ShouldBe(files[winner]);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HeldContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dicomweb/studies") { Content = content };
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request);
    }

    /// <returns>How many searches were answered, none with a 5xx.</returns>
    private async Task<int> SearchAsync(string path, CancellationToken until)
    {
        int count = 0;
        do
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(path, CancellationToken.None);
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            count++;
        }
        while (!until.IsCancellationRequested);
        return count;
    }

    /// <summary>A body that trickles, fast enough not to be cut off as stalled, until it is released.</summary>
    private sealed class HeldContent : HttpContent
    {
        private const int Trickle = 1024;

        private readonly byte[] _body;
        private readonly Task _release;

        public HeldContent(byte[] body, Task release)
        {
            (_body, _release) = (body, release);
            Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/related; type=\"application/dicom\"; boundary={DicomWebCalls.Boundary}");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            int sent = 0;
            for (; !_release.IsCompleted && sent < _body.Length - Trickle; sent += Trickle)
            {
                await stream.WriteAsync(_body.AsMemory(sent, Trickle));
                await stream.FlushAsync();
                await Task.WhenAny(_release, Task.Delay(200));
            }

            await _release;
            await stream.WriteAsync(_body.AsMemory(sent));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
