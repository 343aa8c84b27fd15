using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>
/// One record as one line of JSON in ASCII: <c>{"n":…,"at":…,"event":{…},"prev":"…","hash":"…"}</c>. <c>hash</c> is the SHA-256 of
/// everything before <c>,"hash"</c>, and <c>prev</c> the hash of the line before: changing, removing or moving a line breaks the chain.
/// </summary>
internal static class AuditLine
{
    /// <summary>The hash before the first record.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>No line is longer: every text of an event is short.</summary>
    public const int MostBytes = 8192;

    private const int HashDigits = 64;
    private const string HashStart = ",\"hash\":\"", HashEnd = "\"}";
    private const int SuffixLength = 9 + HashDigits + 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes a line, its end included, and tells its hash.</summary>
    public static string Write(IBufferWriter<byte> target, long number, DateTimeOffset at, AuditEvent happened, string previous)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("n", number);
            writer.WriteString("at", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            writer.WritePropertyName("event");
            JsonSerializer.Serialize(writer, happened, Json);
            writer.WriteString("prev", previous);
            writer.WriteEndObject();
        }

        ReadOnlySpan<byte> hashed = buffer.WrittenSpan[..^1];
        string hash = Convert.ToHexStringLower(SHA256.HashData(hashed));
        target.Write(hashed);
        target.Write(Encoding.ASCII.GetBytes($"{HashStart}{hash}{HashEnd}\n"));
        return hash;
    }

    /// <summary>Reads a line without its end.</summary>
    /// <returns>The record; null when the text is no line of the trail.</returns>
    public static AuditRecord? Read(string line)
    {
        if (line.Length <= SuffixLength || !line[^SuffixLength..].StartsWith(HashStart, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Document>(line, Json) is { Event: { } happened, Prev: { } previous, Hash: { } hash } document
                ? new AuditRecord(document.N, document.At, happened, previous, hash)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The hash that a line should have by its content.</summary>
    public static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(line[..^SuffixLength])));

    private sealed record Document(long N, DateTimeOffset At, AuditEvent? Event, string? Prev, string? Hash);
}
