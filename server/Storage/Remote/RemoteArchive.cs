using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>
/// Talks to the archive. Only addresses below its root are asked for, redirects and proxies are not followed, every wait has an end,
/// and what may be repeated is repeated with growing pauses.
/// </summary>
internal sealed class RemoteArchive : IDisposable
{
    private const int FirstPauseMilliseconds = 200;

    private readonly RemoteOptions _options;
    private readonly HttpClient _client;

    public RemoteArchive(RemoteOptions options)
    {
        _options = options;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(options.ConnectSeconds),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = ValidationOf(options) },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Its settings.</summary>
    public RemoteOptions Options => _options;

    /// <summary>The address of a resource.</summary>
    /// <param name="resource">Path below the root and query, escaped.</param>
    /// <exception cref="ProblemException">It leads out of the archive.</exception>
    public Uri AddressOf(string resource) =>
        Uri.TryCreate(_options.Url + resource, UriKind.Absolute, out Uri? address)
        && address.GetLeftPart(UriPartial.Authority) == _options.Url.GetLeftPart(UriPartial.Authority)
        && address.AbsolutePath.StartsWith(_options.Url.AbsolutePath, StringComparison.Ordinal)
            ? address
            : throw RemoteProblems.Foreign();

    /// <summary>Asks for a resource, once.</summary>
    /// <param name="resource">Path below the root and query, escaped.</param>
    /// <param name="accept">What is accepted.</param>
    /// <param name="what">What is asked for, in words.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>An answer with a status of 2xx or 404, its body not read yet.</returns>
    /// <exception cref="ProblemException">The archive cannot give it.</exception>
    public async Task<HttpResponseMessage> GetAsync(string resource, string accept, string what, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(resource));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        HttpResponseMessage answer = await SendAsync(request, seconds: null, cancellation);
        return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound ? answer : throw Failed(answer, what);
    }

    /// <summary>Sends a request once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="seconds">How long the sending and the waiting for an answer may take; null for the usual.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The answer whatever its status, its body not read yet.</returns>
    /// <exception cref="ProblemException">There is no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, int? seconds, CancellationToken cancellation)
    {
        request.Headers.Authorization = _options.Credentials?.Header();
        int most = seconds ?? _options.AnswerSeconds;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(most));
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (HttpRequestException failure)
        {
            throw RemoteProblems.Of(failure, _options.Url);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw RemoteProblems.Slow(_options.Url, limit.IsCancellationRequested ? most : _options.ConnectSeconds);
        }
    }

    /// <summary>The body of an answer: bounded, and given up when it stands still.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="mostBytes">Most bytes; null where nobody keeps them.</param>
    /// <param name="what">What was asked for, in words.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<Stream> BodyOfAsync(HttpResponseMessage answer, long? mostBytes, string what, CancellationToken cancellation)
    {
        Stream body = new RemoteStream(await answer.Content.ReadAsStreamAsync(cancellation), _options);
        return mostBytes is { } most ? new LengthLimitedStream(body, most, () => RemoteProblems.TooLarge(what, $"{most >> 20} MiB")) : body;
    }

    /// <summary>Does something that may be done twice, again when the archive failed, with growing pauses. One that was too slow is not burdened again.</summary>
    public async Task<T> RepeatAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        for (int n = 1; ; n++)
        {
            try
            {
                return await attempt();
            }
            catch (ProblemException failure) when (failure.RetryAfterSeconds is not null && failure.Problem.Status != StatusCodes.Status504GatewayTimeout && n < _options.Attempts)
            {
                int pause = FirstPauseMilliseconds << (n - 1);
                await Task.Delay(pause + Random.Shared.Next(pause), cancellation);
            }
        }
    }

    /// <summary>The problem of an answer that is no success, which is closed.</summary>
    public ProblemException Failed(HttpResponseMessage answer, string what)
    {
        answer.Dispose();
        return RemoteProblems.Refused(_options.Url, what, answer.StatusCode);
    }

    public void Dispose() => _client.Dispose();

    private static RemoteCertificateValidationCallback? ValidationOf(RemoteOptions options)
    {
        if (options.AuthorityFile is not { } file)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (System.Security.Cryptography.CryptographicException failure)
        {
            throw new RemoteSettingsException($"{RemoteOptions.Section}:AuthorityFile names {file}, which holds no certificates in PEM: {failure.Message}", failure);
        }

        return (_, certificate, chain, errors) => errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsIssuedBy(authorities, certificate, chain));
    }

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate? certificate, X509Chain? sent)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }
}
