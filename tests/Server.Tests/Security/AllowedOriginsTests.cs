namespace OhifAlnPlugin.Server.Tests.Security;

public sealed class AllowedOriginsTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Allowed = "https://viewer.hospital.example", Foreign = "https://elsewhere.example";

    private readonly ServerFixture _server = new() { Settings = new Dictionary<string, string?> { ["Security:Origins"] = $"{Allowed};http://127.0.0.1:3000" } };

    public Task InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData("/dicomweb/studies", "GET")]
    [InlineData("/dicomweb/studies", "POST")]
    [InlineData("/api/segmentations/1", "PUT")]
    [InlineData("/api/jobs/00000000-0000-0000-0000-000000000000", "DELETE")]
    public async Task A_browser_is_told_what_an_allowed_page_may_do_and_never_to_send_cookies(string path, string method)
    {
        using HttpResponseMessage answer = await AskFirstAsync(path, method, Allowed);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Allowed]);
        string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Methods")).ShouldContain(method);
        string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers")).ShouldContain("Authorization");
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData("http://viewer.hospital.example")]
    [InlineData("https://viewer.hospital.example:8443")]
    [InlineData("https://viewer.hospital.example.elsewhere.example")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_is_not_let_in(string origin)
    {
        using HttpResponseMessage asked = await AskFirstAsync("/api/segmentations/1", "PUT", origin);
        asked.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();

        using HttpResponseMessage read = await SendAsync(HttpMethod.Get, "/api/about", origin);
        read.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();

        using HttpResponseMessage changed = await SendAsync(HttpMethod.Post, "/api/studies/1.2/segmentations", origin);
        changed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await changed.Content.ReadAsStringAsync()).ShouldContain("foreign-origin");
    }

    [Theory]
    [InlineData("/api/about", HttpStatusCode.OK)]
    [InlineData("/api/no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/api/studies/x/phases", HttpStatusCode.BadRequest)]
    [InlineData("/dicomweb/studies?limit=x", HttpStatusCode.BadRequest)]
    public async Task An_allowed_page_may_read_every_answer_problems_included(string path, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path, Allowed);
        answer.StatusCode.ShouldBe(status);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Allowed]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Vary.ShouldContain("Origin");
    }

    [Fact]
    public async Task The_servers_own_pages_and_programs_may_change_things_as_ever()
    {
        foreach (string? origin in (string?[])[null, _server.Url, Allowed])
        {
            using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, "/api/segmentations", origin);
            ((int)answer.StatusCode).ShouldNotBe(403, origin);
        }
    }

    [Fact]
    public async Task Without_the_setting_no_page_of_another_origin_is_let_in()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
        request.Headers.Add("Origin", Allowed);
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task With_a_login_a_page_may_ask_first_without_a_token_and_may_read_why_it_was_not_let_in()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync();
        await using var server = new ServerFixture { Settings = new Dictionary<string, string?>(issuer.Settings) { ["Security:Origins"] = Allowed } };
        await server.InitializeAsync();
        using HttpResponseMessage asked = await AskFirstAsync("/api/about", "GET", Allowed, server);
        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        foreach ((string? token, HttpStatusCode status) in ((string?, HttpStatusCode)[])[(null, HttpStatusCode.Unauthorized), (issuer.Token("ann", ["aln-reader"]), HttpStatusCode.OK)])
        {
            using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, "/api/about", Allowed, server, token);
            answer.StatusCode.ShouldBe(status);
            answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Allowed]);
        }
    }

    private async Task<HttpResponseMessage> AskFirstAsync(string path, string method, string origin, ServerFixture? server = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        return await (server ?? _server).Client.SendAsync(request);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? origin, ServerFixture? server = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await (server ?? _server).Client.SendAsync(request);
    }
}
