using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OhifAlnPlugin.Radscore;

/// <summary>JSON of the bundle's files: strict when read; when written, indented with one line per row of numbers.</summary>
internal static class BundleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new OneLineNumbers() },
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">The bytes are not such a document.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        RequireNoNullInLists(utf8);
        return JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("The file holds 'null'.");
    }

    /// <summary>Refuses a list with 'null' in it, which the types of a bundle nowhere allow.</summary>
    private static void RequireNoNullInLists(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8);
        Stack<JsonTokenType> open = new();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    open.Push(reader.TokenType);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.Null when open.TryPeek(out JsonTokenType inside) && inside == JsonTokenType.StartArray:
                    throw new JsonException($"A list has 'null' in it, at byte {reader.TokenStartIndex}.");
            }
        }
    }

    /// <summary>Writes a document; the same document gives the same bytes.</summary>
    public static byte[] Write<T>(T document) => [.. JsonSerializer.SerializeToUtf8Bytes(document, Options), (byte)'\n'];

    /// <summary>An array of numbers on one line, each in its shortest form that reads back exactly.</summary>
    private sealed class OneLineNumbers : JsonConverter<double[]>
    {
        public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException();
            }

            List<double> numbers = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                numbers.Add(reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException());
            }

            return [.. numbers];
        }

        public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options) =>
            writer.WriteRawValue($"[{string.Join(", ", value.Select(v => v.ToString("R")))}]");
    }
}
