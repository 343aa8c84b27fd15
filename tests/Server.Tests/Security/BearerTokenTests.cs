using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace OhifAlnPlugin.Server.Tests.Security;

public sealed class BearerTokenTests(LoginFixture login) : IClassFixture<LoginFixture>
{
    private const string Address = "/dicomweb/studies/1.2.3";

    [Fact]
    public async Task A_good_token_opens_the_door() =>
        (await AnswerAsync(login.Issuer.Token("rea", "aln-reader"))).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_expired_token_is_refused_with_the_time_it_ended()
    {
        SecurityTokenDescriptor token = Good();
        token.NotBefore = DateTime.UtcNow.AddMinutes(-10);
        token.Expires = DateTime.UtcNow.AddMinutes(-1);
        (HttpStatusCode status, string problem, string challenge) = await AnswerAsync(TokenIssuer.Sign(token));
        status.ShouldBe(HttpStatusCode.Unauthorized);
        problem.ShouldContain("urn:ohif-aln:problem:token-expired");
        problem.ShouldContain($"{token.Expires:yyyy-MM-dd HH:mm:ss} UTC");
        challenge.ShouldContain("error=\"invalid_token\"");
    }

    [Fact]
    public async Task Clocks_may_differ_by_seconds_but_not_by_minutes()
    {
        SecurityTokenDescriptor late = Good(), early = Good();
        late.Expires = DateTime.UtcNow.AddSeconds(-10);
        early.NotBefore = DateTime.UtcNow.AddSeconds(10);
        (await AnswerAsync(TokenIssuer.Sign(late))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AnswerAsync(TokenIssuer.Sign(early))).Status.ShouldBe(HttpStatusCode.NotFound);
        early.NotBefore = DateTime.UtcNow.AddMinutes(2);
        await RefusedAsync(TokenIssuer.Sign(early), "valid only from");
    }

    [Fact]
    public async Task A_token_without_an_end_is_refused()
    {
        SecurityTokenDescriptor token = Good();
        token.Expires = null;
        await RefusedAsync(TokenIssuer.Sign(token), "expire");
    }

    [Fact]
    public async Task A_token_for_somebody_else_is_refused()
    {
        SecurityTokenDescriptor token = Good();
        token.Audience = "another-server";
        await RefusedAsync(TokenIssuer.Sign(token), $"expected is '{TokenIssuer.Audience}'");
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        SecurityTokenDescriptor token = Good();
        token.Issuer = "https://login.example";
        await RefusedAsync(TokenIssuer.Sign(token), "another issuer");
    }

    [Fact]
    public async Task A_token_without_a_subject_is_refused()
    {
        SecurityTokenDescriptor token = Good();
        token.Subject.RemoveClaim(token.Subject.FindFirst("sub")!);
        await RefusedAsync(TokenIssuer.Sign(token), "no claim 'sub'");
    }

    [Fact]
    public async Task A_token_signed_by_a_key_that_is_not_published_is_refused()
    {
        using var foreign = System.Security.Cryptography.RSA.Create(2048);
        SecurityTokenDescriptor token = Good();
        token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(foreign) { KeyId = login.Issuer.Key.KeyId }, SecurityAlgorithms.RsaSha256);
        await RefusedAsync(TokenIssuer.Sign(token), "not signed by a key");
        token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(foreign) { KeyId = "unheard-of" }, SecurityAlgorithms.RsaSha256);
        await RefusedAsync(TokenIssuer.Sign(token), "not signed by a key");
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        string[] parts = login.Issuer.Token("rea", "aln-admin").Split('.');
        foreach (string algorithm in (string[])["none", "None", "NONE"])
        {
            string header = Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { alg = algorithm, typ = "at+jwt" }));
            await RefusedAsync($"{header}.{parts[1]}.", "not");
        }
    }

    [Fact]
    public async Task The_published_key_is_no_secret_to_sign_with()
    {
        byte[] published = Encoding.ASCII.GetBytes(login.Issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem());
        SecurityTokenDescriptor token = Good();
        token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(published) { KeyId = login.Issuer.Key.KeyId }, SecurityAlgorithms.HmacSha256);
        await RefusedAsync(TokenIssuer.Sign(token), "not");
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        string[] parts = login.Issuer.Token("rea", "aln-reader").Split('.');
        string payload = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("aln-reader", "aln-admin", StringComparison.Ordinal));
        await RefusedAsync($"{parts[0]}.{payload}.{parts[2]}", "not signed by a key");
    }

    [Fact]
    public async Task An_identity_token_is_no_access_token_whatever_its_audience()
    {
        SecurityTokenDescriptor token = Good();
        token.TokenType = "id+jwt";
        await RefusedAsync(TokenIssuer.Sign(token), "no access token");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJ9.AAAA")]
    [InlineData("a.b.c.d.e")]
    public async Task What_is_no_token_is_refused(string token) => await RefusedAsync(token, "");

    [Fact]
    public async Task A_token_in_the_address_does_not_count()
    {
        using HttpResponseMessage answer = await login.Server.Client.GetAsync($"{Address}?access_token={login.Issuer.Token("rea", "aln-reader")}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_changed_key_of_the_login_service_is_fetched_and_the_old_one_forgotten()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync();
        await using var server = new ServerFixture { Settings = issuer.Settings };
        await server.InitializeAsync();
        string before = issuer.Token("rea", "aln-reader");
        (await StatusAsync(server, before)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(server, before)).ShouldBe(HttpStatusCode.NotFound);
        issuer.Fetches.ShouldBe(1);

        issuer.ChangeKey();
        string after = issuer.Token("rea", "aln-reader");
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        (await StatusAsync(server, after)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(server, before)).ShouldBe(HttpStatusCode.Unauthorized);
        issuer.Fetches.ShouldBe(2, "tokens with unknown keys must not make the server ask again and again");
    }

    [Fact]
    public async Task A_login_service_that_does_not_answer_is_said_and_tried_again()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync();
        await using var server = new ServerFixture { Settings = issuer.Settings };
        await server.InitializeAsync();
        string token = issuer.Token("rea", "aln-reader");
        await issuer.StopAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { { "Authorization", "Bearer " + token } } };
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("login-service-unavailable");
    }

    private SecurityTokenDescriptor Good() => login.Issuer.Describe("rea", "aln-reader");

    private async Task RefusedAsync(string token, string reason)
    {
        (HttpStatusCode status, string problem, _) = await AnswerAsync(token);
        status.ShouldBe(HttpStatusCode.Unauthorized);
        problem.ShouldContain(reason);
        problem.ShouldNotContain(" at ", customMessage: "a stack trace");
    }

    private async Task<(HttpStatusCode Status, string Problem, string Challenge)> AnswerAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using HttpResponseMessage answer = await login.Server.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.WwwAuthenticate.ToString());
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerFixture server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { { "Authorization", "Bearer " + token } } };
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
