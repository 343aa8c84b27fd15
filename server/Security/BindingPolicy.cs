using System.Net;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Who may reach the server: without a login this machine alone, with one also others, but never by plain HTTP.</summary>
internal static class BindingPolicy
{
    /// <summary>Host names that requests may name without a login: a foreign name on a loopback socket is a DNS rebinding attack.</summary>
    public const string LoopbackHosts = "localhost;127.0.0.1;[::1]";

    /// <summary>Accepts only addresses at which nobody unknown can read or listen in.</summary>
    /// <exception cref="BindingRefusedException">An address is no URL, or open to people whom the server cannot tell apart, or not encrypted.</exception>
    public static void Require(IEnumerable<string> urls, SecurityOptions security)
    {
        foreach (string url in urls)
        {
            Require(Parse(url), url, security);
        }
    }

    /// <summary>Host names that requests may name, separated by semicolons.</summary>
    /// <exception cref="BindingRefusedException">An address takes every name, and none is configured.</exception>
    public static string AllowedHosts(IEnumerable<string> urls, SecurityOptions security)
    {
        if (security.Oidc is null)
        {
            return LoopbackHosts;
        }

        Uri[] foreign = [.. urls.Select(Parse).Where(uri => !IsLoopback(uri.DnsSafeHost))];
        if (security.Hosts.Count == 0 && Array.Find(foreign, uri => IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))) is { } any)
        {
            throw new BindingRefusedException(
                $"{any.Scheme}://{any.Authority} listens on every address of this machine: say in {SecurityOptions.Section}:Hosts under which names browsers reach it, as in pacs.hospital.example.");
        }

        return string.Join(';', [LoopbackHosts, .. security.Hosts, .. foreign.Select(uri => uri.Host).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static void Require(Uri uri, string url, SecurityOptions security)
    {
        if (IsLoopback(uri.DnsSafeHost))
        {
            return;
        }

        if (security.Oidc is null)
        {
            throw new BindingRefusedException(
                $"{url} can be reached from other machines, and no login is configured: patient data would be open to everybody. Listen on http://127.0.0.1:{uri.Port} instead, or configure {OidcOptions.Section}:Authority, Audience and ClientId.");
        }

        if (uri.Scheme != "https" && security.Proxies.Count == 0)
        {
            throw new BindingRefusedException(
                $"{url} would send patient data and tokens unencrypted. Use https, or name in {SecurityOptions.Section}:Proxies the addresses of the reverse proxy that encrypts.");
        }
    }

    private static Uri Parse(string url) =>
        // '+' and '*' are Kestrel's "every address"; Uri knows neither.
        Uri.TryCreate(url.Replace("//+", "//0.0.0.0", StringComparison.Ordinal).Replace("//*", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri)
        && uri.Scheme is ("http" or "https")
            ? uri
            : throw new BindingRefusedException($"'{url}' is not an address to listen on: write http://127.0.0.1:PORT.");

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
