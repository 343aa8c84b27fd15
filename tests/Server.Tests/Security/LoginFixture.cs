using System.Net.Http.Headers;

namespace OhifAlnPlugin.Server.Tests.Security;

/// <summary>A server that trusts a login service, and both.</summary>
public sealed class LoginFixture : IAsyncLifetime, IAsyncDisposable
{
    private TokenIssuer? _issuer;
    private ServerFixture? _server;

    internal TokenIssuer Issuer => _issuer!;

    internal ServerFixture Server => _server!;

    public async Task InitializeAsync()
    {
        _issuer = await TokenIssuer.StartAsync();
        _server = new ServerFixture { Settings = _issuer.Settings };
        await _server.InitializeAsync();
    }

    /// <summary>A client of a person with roles; the caller disposes it.</summary>
    internal HttpClient ClientOf(string person, params string[] roles) => ClientWith(Issuer.Token(person, roles));

    /// <summary>A client that sends a token; the caller disposes it.</summary>
    internal HttpClient ClientWith(string token) => new()
    {
        BaseAddress = Server.Client.BaseAddress,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
