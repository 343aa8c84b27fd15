using System.Net;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Who may reach the server. Without a login that is this machine alone.</summary>
internal static class BindingPolicy
{
    /// <summary>Host names that requests may name: a foreign name on a loopback socket is a DNS rebinding attack.</summary>
    public const string AllowedHosts = "localhost;127.0.0.1;[::1]";

    /// <summary>Accepts only addresses that other machines cannot reach.</summary>
    /// <exception cref="BindingRefusedException">An address is no URL, or is not loopback.</exception>
    public static void RequireLoopback(IEnumerable<string> urls)
    {
        foreach (string url in urls)
        {
            RequireLoopback(url);
        }
    }

    private static void RequireLoopback(string url)
    {
        // '+' and '*' are Kestrel's "every address"; Uri knows neither.
        if (!Uri.TryCreate(url.Replace("//+", "//0.0.0.0", StringComparison.Ordinal).Replace("//*", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri)
            || uri.Scheme is not ("http" or "https"))
        {
            throw new BindingRefusedException($"'{url}' is not an address to listen on: write http://127.0.0.1:PORT.");
        }

        if (!IsLoopback(uri.DnsSafeHost))
        {
            throw new BindingRefusedException(
                $"{url} can be reached from other machines, and no login is configured: patient data would be open to everybody. Listen on http://127.0.0.1:{uri.Port} instead.");
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
