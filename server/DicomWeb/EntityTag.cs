using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Strong entity tags (RFC 9110 section 8.8.3): two answers with one tag are the same bytes.</summary>
internal static class EntityTag
{
    private const int Bytes = 16;

    /// <summary>A tag that follows from what is answered and how it is written.</summary>
    /// <param name="form">Everything that shapes the answer besides the stored bytes: media type, transfer syntax, addresses in it.</param>
    /// <param name="digests">SHA-256 of each stored file the answer comes from, in order.</param>
    public static EntityTagHeaderValue Of(string form, params IEnumerable<byte[]> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(form));
        foreach (byte[] digest in digests)
        {
            hash.AppendData(digest);
        }

        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes))}\"");
    }

    /// <summary>Puts the tag on the answer. Clients may keep the answer and ask each time whether it still holds.</summary>
    /// <returns>Whether the client has this answer already: it is to be 304, without a body.</returns>
    public static bool IsKnownTo(this EntityTagHeaderValue tag, HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        (headers.ETag, headers.CacheControl, headers.Vary) = (tag.ToString(), "private, no-cache", "Accept");
        return context.Request.GetTypedHeaders().IfNoneMatch is { } known
            && known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false));
    }
}
