using Microsoft.AspNetCore.Hosting;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OhifAlnPlugin.Server.Tests.Security;

/// <summary>A login service on a loopback port that publishes its keys as OpenID Connect asks, and signs whatever a test wants, also what no honest one would.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "aln-server";

    private readonly WebApplication _app;
    private int _keys;

    private TokenIssuer(WebApplication app) => (_app, Key) = (app, NewKey());

    /// <summary>The key that is published and signs now.</summary>
    public RsaSecurityKey Key { get; private set; }

    /// <summary>How often the keys were asked for.</summary>
    public int Fetches { get; private set; }

    public string Authority => _app.Urls.First();

    /// <summary>Settings of a server that trusts this service.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Security:Oidc:Authority"] = Authority,
        ["Security:Oidc:Audience"] = Audience,
        ["Security:Oidc:ClientId"] = "viewer",
        ["Security:Oidc:RequireHttps"] = "false",
    };

    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        var issuer = new TokenIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => new { issuer = issuer.Authority, jwks_uri = issuer.Authority + "/jwks" });
        app.MapGet("/jwks", () =>
        {
            issuer.Fetches++;
            return new { keys = new[] { issuer.Published() } };
        });
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Stops answering.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <summary>From now on another key is published and signs.</summary>
    public void ChangeKey() => Key = NewKey();

    /// <summary>A token for a person with roles.</summary>
    public string Token(string person, params string[] roles) => Sign(Describe(person, roles));

    /// <summary>What <see cref="Token"/> signs, for a test to change.</summary>
    public SecurityTokenDescriptor Describe(string person, params string[] roles) => new()
    {
        Issuer = Authority,
        Audience = Audience,
        TokenType = "at+jwt",
        NotBefore = DateTime.UtcNow.AddMinutes(-1),
        Expires = DateTime.UtcNow.AddMinutes(5),
        Subject = new ClaimsIdentity([new Claim("sub", "id-of-" + person), new Claim("preferred_username", person), .. roles.Select(role => new Claim("roles", role))]),
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
    };

    public static string Sign(SecurityTokenDescriptor description) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(description);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = $"key-{++_keys}" };

    private object Published()
    {
        RSAParameters key = Key.Rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = Key.KeyId, alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
