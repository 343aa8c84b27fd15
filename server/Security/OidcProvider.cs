using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace OhifAlnPlugin.Server.Security;

/// <summary>What the login service publishes of itself: its issuer name and the keys it signs with, fetched when first needed and kept fresh.</summary>
internal sealed class OidcProvider : IDisposable
{
    private const int LargestDocument = 1 << 20;

    /// <summary>How long what was fetched is used without asking again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>Shortest time between two fetches, so that forged tokens with unknown keys cannot make the server ask without end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LargestDocument };
    private readonly HttpDocumentRetriever _retriever;
    private readonly SemaphoreSlim _one = new(1);
    private readonly TimeProvider _clock;
    private readonly string _address;
    private volatile Published? _published;
    private long _asked;

    /// <summary>Prepares the fetching; nothing is fetched yet.</summary>
    public OidcProvider(OidcOptions options, TimeProvider clock)
    {
        _clock = clock;
        _address = options.Authority.TrimEnd('/') + "/.well-known/openid-configuration";
        _retriever = new HttpDocumentRetriever(_http) { RequireHttps = options.RequireHttps };
    }

    /// <summary>Issuer and keys.</summary>
    /// <param name="unknownKey">Whether a token named a key that is not among them: the service may have changed its keys.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>What is published; null when it was never reached.</returns>
    public async Task<OpenIdConnectConfiguration?> GetAsync(bool unknownKey, CancellationToken cancellation)
    {
        Published? known = _published;
        if (known is not null && !unknownKey && _clock.GetElapsedTime(known.At) < Fresh)
        {
            return known.Configuration;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            // Somebody else may have fetched while this request waited; and a service that fails is not asked at once again.
            if (ReferenceEquals(known, _published) && (_asked == 0 || _clock.GetElapsedTime(_asked) >= Pause))
            {
                _asked = _clock.GetTimestamp();
                _published = new Published(await OpenIdConnectConfigurationRetriever.GetAsync(_address, _retriever, cancellation), _clock.GetTimestamp());
            }
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or InvalidOperationException or ArgumentException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The keys known so far go on being used; without any, the caller says so.
        }
        finally
        {
            _one.Release();
        }

        return _published?.Configuration;
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private sealed record Published(OpenIdConnectConfiguration Configuration, long At);
}
