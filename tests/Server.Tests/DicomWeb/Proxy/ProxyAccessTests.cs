using OhifAlnPlugin.Server.Tests.Security;
using OhifAlnPlugin.Server.Tests.Storage.Remote;

namespace OhifAlnPlugin.Server.Tests.DicomWeb.Proxy;

/// <summary>Login and roles hold where requests are passed on, and the archive learns nothing of who asks.</summary>
public sealed class ProxyAccessTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Image = "/dicomweb/studies/1.2/series/1.3/instances/1.4";

    private readonly List<string> _shown = [];
    private TokenIssuer? _issuer;
    private StrangeArchive? _archive;
    private ServerFixture? _server;

    private ServerFixture Server => _server!;

    public async Task InitializeAsync()
    {
        _issuer = await TokenIssuer.StartAsync();
        _archive = await StrangeArchive.StartAsync(context =>
        {
            _shown.AddRange(context.Request.Headers.Where(header => header.Key is "Authorization" or "Cookie" or "Origin" or "X-Forwarded-For").Select(header => $"{header.Key}: {header.Value}"));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        _server = new ServerFixture
        {
            Settings = new Dictionary<string, string?>(_issuer.Settings)
            {
                ["DicomWebSource:Url"] = _archive.Url + "/dicom-web",
                ["DicomWebSource:Token"] = "of-the-server",
                ["DicomWebSource:PollSeconds"] = "0",
            },
        };
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _archive!.DisposeAsync();
        await _issuer!.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData("GET", "/dicomweb/studies", "aln-reader")]
    [InlineData("GET", "/dicomweb/studies/1.2/metadata", "aln-reader")]
    [InlineData("GET", Image, "aln-reader")]
    [InlineData("GET", Image + "/frames/1", "aln-reader")]
    [InlineData("GET", Image + "/bulk/7fe00010", "aln-reader")]
    [InlineData("POST", "/dicomweb/studies", "aln-researcher")]
    [InlineData("POST", "/dicomweb/studies/1.2", "aln-researcher")]
    public async Task An_address_opens_with_its_role_and_the_archive_sees_the_servers_token_alone(string method, string path, string role)
    {
        (await StatusAsync(method, path, token: null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(method, path, _issuer!.Token("ann", ["aln-gardener"]))).ShouldBe(HttpStatusCode.Forbidden);
        if (role == "aln-researcher")
        {
            (await StatusAsync(method, path, _issuer.Token("ann", ["aln-reader"]))).ShouldBe(HttpStatusCode.Forbidden);
        }

        _archive!.Asked.ShouldBeEmpty();
        (await StatusAsync(method, path, _issuer.Token("ann", [role]))).ShouldBe(HttpStatusCode.NoContent);
        _archive.Asked.ShouldContain(path.Replace("/dicomweb/", "/dicom-web/", StringComparison.Ordinal));
        _shown.Distinct().ShouldBe(["Authorization: Bearer of-the-server"]);
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Cookie", "session=of-the-client");
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (method == "POST")
        {
            request.Content = new ByteArrayContent(DicomWebCalls.Multipart(TestImage.File()));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/related; type=\"application/dicom\"; boundary={DicomWebCalls.Boundary}");
        }

        using HttpResponseMessage answer = await Server.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
