using System.Net.Sockets;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Server.Tests.Hostile;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Storage.Remote;

/// <summary>Archives that fail in every way there is: each becomes a sentence, nothing hangs, and no foreign address is asked for.</summary>
public sealed class StrangeArchiveTests
{
    private const string Study = "1.2.3", Series = "1.2.3.4", Instance = "1.2.3.4.5";

    private static readonly string Listed = $$"""
        [{"0020000D":{"vr":"UI","Value":["{{Study}}"]},"0020000E":{"vr":"UI","Value":["{{Series}}"]},"00080018":{"vr":"UI","Value":["{{Instance}}"]},"00200013":{"vr":"IS","Value":[1]} }]
        """;

    [Theory]
    [InlineData(401, "archive-refused-login")]
    [InlineData(403, "archive-refused-login")]
    [InlineData(302, "archive-moved")]
    [InlineData(406, "archive-cannot")]
    [InlineData(501, "archive-cannot")]
    [InlineData(500, "archive-failed")]
    [InlineData(503, "archive-failed")]
    public async Task An_answer_without_success_becomes_a_sentence(int status, string problem)
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        await using StrangeArchive archive = await StrangeArchive.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"http://{trap.LocalEndpoint}/elsewhere";
            return Task.CompletedTask;
        });
        await using ServerFixture server = await archive.ServerAsync();

        await BothSayAsync(server, HttpStatusCode.BadGateway, problem);
        trap.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("text/html", "<html>Welcome</html>", "archive-broken-answer")]
    [InlineData("application/dicom+json", "[{\"0020000D\":", "archive-broken-answer")]
    [InlineData("application/dicom+json", "{}", "archive-broken-answer")]
    public async Task An_answer_that_is_no_search_result_becomes_a_sentence(string type, string text, string problem)
    {
        await using StrangeArchive archive = await StrangeArchive.StartAsync(context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(text);
        });
        await using ServerFixture server = await archive.ServerAsync();
        await BothSayAsync(server, HttpStatusCode.BadGateway, problem);
    }

    [Fact]
    public async Task An_archive_that_lets_wait_is_given_up()
    {
        await using StrangeArchive archive = await StrangeArchive.StartAsync(context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using ServerFixture server = await archive.ServerAsync();
        await BothSayAsync(server, HttpStatusCode.GatewayTimeout, "archive-slow");
    }

    [Fact]
    public async Task An_archive_that_is_not_there_becomes_a_sentence()
    {
        StrangeArchive archive = await StrangeArchive.StartAsync(_ => Task.CompletedTask);
        await using ServerFixture server = await archive.ServerAsync();
        await archive.DisposeAsync();
        await BothSayAsync(server, HttpStatusCode.BadGateway, "archive-unreachable");
    }

    [Fact]
    public async Task What_failed_once_is_tried_again()
    {
        int asked = 0;
        await using StrangeArchive archive = await StrangeArchive.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) == 1 ? 503 : 204;
            return Task.CompletedTask;
        });
        await using ServerFixture server = await archive.ServerAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync("/dicomweb/studies");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task More_instances_than_the_limit_are_refused()
    {
        string many = "[" + string.Join(',', Enumerable.Range(1, 11).Select(n => Listed.Trim()[1..^1].Replace(Instance, Instance + n, StringComparison.Ordinal))) + "]";
        await using StrangeArchive archive = await AnsweringAsync(many, _ => Task.CompletedTask);
        await using ServerFixture server = await archive.ServerAsync();
        await SaysAsync(server, $"/api/studies/{Study}/phases", HttpStatusCode.BadGateway, "archive-answer-too-large");
    }

    [Theory]
    [InlineData("not multipart", "archive-broken-answer")]
    [InlineData("cut", "archive-interrupted")]
    [InlineData("stands still", "archive-slow")]
    [InlineData("too large", "archive-answer-too-large")]
    public async Task A_broken_instance_becomes_a_sentence_and_leaves_no_file(string how, string problem)
    {
        await using StrangeArchive archive = await AnsweringAsync(Listed, context => SendBrokenAsync(context, how));
        await using ServerFixture server = await archive.ServerAsync();
        var source = server.Services.GetRequiredService<IInstanceSource>();

        ProblemException said = await Should.ThrowAsync<ProblemException>(() => source.ReadInstanceAsync(Study, Series, Instance, CancellationToken.None));

        said.Problem.Type.ShouldBe(Problems.TypePrefix + problem);
        Directory.EnumerateFiles(Path.Combine(server.DataFolder, "retrieved")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retrieved_instance_is_the_archives_byte_for_byte_and_is_asked_for_once()
    {
        byte[] file = ImageFile();
        await using StrangeArchive archive = await AnsweringAsync(Listed, context => SendAsync(context, DicomWebCalls.Multipart(file)));
        await using ServerFixture server = await archive.ServerAsync();
        var source = server.Services.GetRequiredService<IInstanceSource>();
        for (int n = 0; n < 2; n++)
        {
            (await source.ReadInstanceAsync(Study, Series, Instance, CancellationToken.None))!.Dataset.GetString(DicomTag.SOPInstanceUID).ShouldBe(Instance);
        }

        string kept = Directory.EnumerateFiles(Path.Combine(server.DataFolder, "retrieved")).Single();
        (await File.ReadAllBytesAsync(kept))[128..].ShouldBe(file[128..]);
        archive.Asked.Count(path => path.EndsWith(Instance, StringComparison.Ordinal)).ShouldBe(1);

        await File.WriteAllTextAsync(kept, "spoiled");
        (await source.ReadInstanceAsync(Study, Series, Instance, CancellationToken.None)).ShouldNotBeNull();
        archive.Asked.Count(path => path.EndsWith(Instance, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Addresses_in_answers_are_not_asked_for_and_become_the_servers_own()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        string elsewhere = $"http://{trap.LocalEndpoint}", json = $$"""
            [{"00080018":{"vr":"UI","Value":["{{Instance}}"]},"0020000E":{"vr":"UI","Value":["{{Series}}"]},"0020000D":{"vr":"UI","Value":["{{Study}}"]},
              "00081190":{"vr":"UR","Value":["{{elsewhere}}/dicom-web/studies/{{Study}}"]},
              "00091010":{"vr":"SQ","Value":[{"00091011":{"vr":"OB","BulkDataURI":"{{elsewhere}}/dicom-web/studies/{{Study}}/series/{{Series}}/instances/{{Instance}}/bulk/1"} }]},
              "00420011":{"vr":"OB","BulkDataURI":"{{elsewhere}}/dicom-web/studies/{{Study}}/bulk/00420011"} }]
            """;
        await using StrangeArchive archive = await AnsweringAsync(json, context => SendAsync(context, DicomWebCalls.Multipart(ImageFile())));
        await using ServerFixture server = await archive.ServerAsync();
        var source = server.Services.GetRequiredService<IInstanceSource>();

        using HttpResponseMessage answer = await server.Client.GetAsync($"/dicomweb/studies/{Study}/metadata");
        string text = await answer.Content.ReadAsStringAsync();
        (await source.ReadHeadersAsync(Study, CancellationToken.None)).ShouldHaveSingleItem().GetString(DicomTag.RetrieveURL).ShouldNotBeNull();

        text.ShouldNotContain(elsewhere);
        text.ShouldContain($"{server.Url}/dicomweb/studies/{Study}/series/{Series}/instances/{Instance}/bulk/1");
        trap.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("/dicomweb/studies/1.2/series/1.3/instances/1.4/..%2f..%2f..%2f..%2f..%2f..%2f..%2fsecret")]
    [InlineData("/dicomweb/studies/1.2/series/1.3/instances/1.4/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret")]
    [InlineData("/dicomweb/studies/1.2/series/1.3/instances/1.4/..\\..\\..\\..\\..\\..\\..\\secret")]
    [InlineData("/dicomweb/studies/1.2/series/1.3/instances/1.4/bulk%2f..%2f..%2fsecret")]
    [InlineData("/dicomweb/studies/1.2/series/1.3/instances/1.4/bulk;a=b/secret")]
    [InlineData("/dicomweb/studies/@evil.example/series")]
    public async Task An_address_never_leads_out_of_the_archive(string path)
    {
        await using StrangeArchive archive = await StrangeArchive.StartAsync(_ => Task.CompletedTask);
        await using ServerFixture server = await archive.ServerAsync();
        (await RawHttp.GetAsync(new Uri(server.Url), path)).Status.ShouldBeInRange(400, 499);
        archive.Asked.ShouldBeEmpty();
    }

    private static byte[] ImageFile() => TestImage.File(Study, Series, Instance);

    /// <summary>An archive with one listed study, whose instances are answered as the test wants.</summary>
    private static Task<StrangeArchive> AnsweringAsync(string json, RequestDelegate instance) => StrangeArchive.StartAsync(context =>
    {
        if (context.Request.Path.Value!.EndsWith("/" + Instance, StringComparison.Ordinal))
        {
            return instance(context);
        }

        context.Response.ContentType = "application/dicom+json";
        return context.Response.WriteAsync(json);
    });

    private static Task SendAsync(HttpContext context, byte[] multipart)
    {
        context.Response.ContentType = $"multipart/related; type=application/dicom; boundary={DicomWebCalls.Boundary}";
        return context.Response.Body.WriteAsync(multipart).AsTask();
    }

    private static async Task SendBrokenAsync(HttpContext context, string how)
    {
        byte[] multipart = DicomWebCalls.Multipart(how == "too large" ? new byte[2 << 20] : ImageFile());
        if (how == "not multipart")
        {
            context.Response.ContentType = "application/zip";
            await context.Response.WriteAsync("no");
            return;
        }

        context.Response.ContentLength = multipart.Length;
        int length = how == "too large" ? multipart.Length : multipart.Length / 2;
        await SendAsync(context, multipart[..length]);
        await context.Response.Body.FlushAsync();
        if (how == "stands still")
        {
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (how == "cut")
        {
            context.Abort();
        }
    }

    private static async Task BothSayAsync(ServerFixture server, HttpStatusCode status, string problem)
    {
        await SaysAsync(server, $"/api/studies/{Study}/phases", status, problem);
        await SaysAsync(server, $"/dicomweb/studies/{Study}/series", status, problem);
    }

    private static async Task SaysAsync(ServerFixture server, string path, HttpStatusCode status, string problem)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(path);
        JsonElement said = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(status);
        said.GetProperty("type").GetString().ShouldBe(Problems.TypePrefix + problem);
        said.GetProperty("detail").GetString()!.ShouldContain("image archive");
    }
}
