using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The content security policy under which the viewer runs.</summary>
internal static partial class ContentSecurityPolicy
{
    /// <summary>
    /// Everything from this origin only, but for the login service, which the viewer asks for tokens. Inline scripts of <paramref name="indexHtml"/> are allowed by their SHA-256;
    /// <c>unsafe-eval</c> is what OHIF needs to decode JPEG-LS and to load DICOM SEG (its codecs use <c>new Function</c>).
    /// </summary>
    public static string For(string indexHtml, string? loginOrigin = null)
    {
        string login = loginOrigin is null ? "" : " " + loginOrigin;
        var hashes = InlineScript().Matches(indexHtml)
            .Select(match => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups["code"].Value)))}'");
        return string.Join(
            "; ",
            "default-src 'self'",
            "img-src 'self' data: blob:",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            $"connect-src 'self' data: blob:{login}",
            $"frame-src 'self'{login}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
            $"script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' {string.Join(' ', hashes)}");
    }

    [GeneratedRegex("<script>(?<code>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScript();
}
