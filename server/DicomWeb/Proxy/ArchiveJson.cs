using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Storage.Remote;

namespace OhifAlnPlugin.Server.DicomWeb.Proxy;

/// <summary>
/// DICOM JSON of the archive, object after object, with the addresses in it turned into those of this server: archives write their own absolute
/// ones, which a browser could not reach or would not be let into.
/// </summary>
internal static class ArchiveJson
{
    private const string Studies = "/studies/";

    private static readonly JsonSerializerOptions Json = new() { MaxDepth = DicomJson.DocumentOptions.MaxDepth };

    /// <summary>Copies an array, leaving out what is hidden.</summary>
    /// <param name="from">The archive's answer.</param>
    /// <param name="to">The answer to the client.</param>
    /// <param name="address">This server's own address.</param>
    /// <param name="isVisible">What is not hidden; null hides nothing.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <exception cref="Http.ProblemException">It is no JSON array, or breaks off.</exception>
    public static async Task CopyAsync(Stream from, Stream to, DicomWebAddress address, Func<JsonElement, bool>? isVisible, CancellationToken cancellation)
    {
        await using var writer = new Utf8JsonWriter(to);
        try
        {
            writer.WriteStartArray();
            await foreach (JsonElement each in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(from, Json, cancellation))
            {
                if (isVisible is null || isVisible(each))
                {
                    Write(writer, each, address);
                    await writer.FlushAsync(cancellation);
                }
            }

            writer.WriteEndArray();
        }
        catch (Exception failure)
        {
            // What is not out yet stays here, so that a problem can still be answered.
            writer.Reset();
            throw failure is JsonException ? RemoteProblems.Broken("a request of the viewer", "its JSON is malformed.") : failure;
        }
    }

    /// <summary>Copies the answer to a Store transaction and tells what it says of each instance.</summary>
    public static async Task CopyStowAnswerAsync(Stream from, Stream to, DicomWebAddress address, Action<InstanceScope, bool> tell, CancellationToken cancellation)
    {
        using JsonDocument answer = await ReadAsync(from, cancellation);
        JsonElement root = answer.RootElement;
        foreach (JsonElement dataset in root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : (JsonElement[])[root])
        {
            Tell(dataset, DicomTag.ReferencedSOPSequence, failed: false, tell);
            Tell(dataset, DicomTag.FailedSOPSequence, failed: true, tell);
        }

        await using var writer = new Utf8JsonWriter(to);
        Write(writer, root, address);
    }

    /// <summary>An address of the archive as this server's own; what is no address of a study stays as it is.</summary>
    public static string Rewritten(string text, DicomWebAddress address) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && text.IndexOf(Studies, StringComparison.Ordinal) is var at and >= 0
            ? address.Root + text[at..]
            : text;

    private static async Task<JsonDocument> ReadAsync(Stream from, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(from, DicomJson.DocumentOptions, cancellation);
        }
        catch (JsonException)
        {
            throw RemoteProblems.Broken("the storing of instances", "its JSON is malformed.");
        }
    }

    private static void Tell(JsonElement dataset, DicomTag sequence, bool failed, Action<InstanceScope, bool> tell)
    {
        if (dataset.ValueKind != JsonValueKind.Object || !dataset.TryGetProperty(sequence.ToHexString(), out JsonElement element) || !element.TryGetProperty("Value", out JsonElement items))
        {
            return;
        }

        foreach (JsonElement item in items.EnumerateArray())
        {
            string[] path = (item.Text(DicomTag.RetrieveURL) ?? "").Split('/');
            string? Named(string level) => Array.IndexOf(path, level) is var at and >= 0 && at + 1 < path.Length && DicomUidText.IsValid(path[at + 1]) ? path[at + 1] : null;
            if (Named("studies") is { } study)
            {
                tell(new InstanceScope(study, Named("series"), Named("instances")), failed);
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, DicomWebAddress address)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    WriteElement(writer, property, address);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item, address);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>Addresses stand in BulkDataURI and in values of UR.</summary>
    private static void WriteElement(Utf8JsonWriter writer, JsonProperty property, DicomWebAddress address)
    {
        JsonElement value = property.Value;
        if (property.NameEquals("BulkDataURI") && value.ValueKind == JsonValueKind.String)
        {
            writer.WriteStringValue(Rewritten(value.GetString()!, address));
        }
        else if (property.NameEquals(DicomTag.RetrieveURL.ToHexString()) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty("Value", out JsonElement urls) && urls.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartObject();
            writer.WriteString("vr", "UR");
            writer.WriteStartArray("Value");
            foreach (JsonElement url in urls.EnumerateArray().Where(url => url.ValueKind == JsonValueKind.String))
            {
                writer.WriteStringValue(Rewritten(url.GetString()!, address));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        else
        {
            Write(writer, value, address);
        }
    }
}
