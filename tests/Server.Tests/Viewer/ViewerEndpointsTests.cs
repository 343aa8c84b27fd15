using System.Net.Http.Headers;
using System.Text;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Tests.Viewer;

/// <summary>The viewer's files over HTTP, with a small viewer in place of OHIF.</summary>
public sealed class ViewerEndpointsTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Bundle = "app.bundle.0f6159c501addfe9.js";
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        Write("ohif/index.html", "<html><script>let a=1</script></html>");
        Write($"ohif/{Bundle}", "plain");
        Write($"ohif/{Bundle}.gz", "packed");
        Write("ohif/codec.wasm", "wasm");
        Write("aln-ext/extension-aln.js", "export default {}");
        Write("aln-ext/.built-from", "digest");
        _app = ServerHost.Build(new ServerOptions
        {
            Urls = ["http://127.0.0.1:0"],
            DataFolder = Path.Combine(_folder.Path, "data"),
            Viewer = ViewerAssets.FromPublishedFolder(_folder.Path),
        });
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData("/")]
    [InlineData("/aln?StudyInstanceUIDs=1.2.3")]
    [InlineData("/index.html")]
    public async Task Addresses_inside_the_viewer_give_its_page_under_the_policy(string address)
    {
        using HttpResponseMessage answer = await _client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoCache.ShouldBeTrue();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' 'sha256-");
    }

    [Theory]
    [InlineData("/api/no-such-thing")]
    [InlineData("/dicomweb/no-such-thing")]
    [InlineData("/missing.js")]
    [InlineData("/aln-ext/.built-from")]
    [InlineData("/aln-ext/missing.js")]
    public async Task What_is_not_there_is_not_the_page(string address)
    {
        using HttpResponseMessage answer = await _client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bundle_named_by_its_content_is_cached_for_ever_and_sent_compressed_where_accepted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + Bundle);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using HttpResponseMessage packed = await _client.SendAsync(request);
        packed.Headers.CacheControl!.ToString().ShouldContain("immutable");
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        packed.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        (await packed.Content.ReadAsStringAsync()).ShouldBe("packed");
        (await _client.GetStringAsync("/" + Bundle)).ShouldBe("plain");
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using HttpResponseMessage first = await _client.GetAsync("/aln-ext/extension-aln.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/aln-ext/extension-aln.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await _client.SendAsync(again);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Web_assembly_has_its_own_type()
    {
        using HttpResponseMessage answer = await _client.GetAsync("/codec.wasm");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/wasm");
    }

    [Fact]
    public async Task The_configuration_names_the_extension_and_keeps_the_notice_on()
    {
        string script = await _client.GetStringAsync("/app-config.js");
        script.ShouldContain("extensions: ['/aln-ext/extension-aln.js']");
        script.ShouldContain("investigationalUseDialog: { option: 'configure', days: 30 }");
    }

    private void Write(string path, string content)
    {
        string file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content, Encoding.UTF8);
    }
}
