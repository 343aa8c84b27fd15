using System.Text;
using System.Text.Json;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Breaks JSON and query texts token by token, and now and then byte by byte.</summary>
internal static class TextMutator
{
    private static readonly string[] JsonTokens =
    [
        "null", "true", "[]", "{}", "0", "-1", "1e999", "-0.0", "9999999999999999999999", "NaN", "Infinity", "\"\"", "\"abc\"", "\"\\ud800\"", "\"\\u0000\"", "\"../../etc/passwd\"",
        "[[[[[[[[]]]]]]]]", "{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":5}]}", "{\"vr\":\"ZZ\"}", "{\"vr\":\"DS\",\"Value\":[\"abc\"]}", "{\"vr\":\"FD\",\"Value\":[NaN]}",
        "{\"vr\":\"SQ\",\"Value\":[null]}", "{\"vr\":\"OB\",\"InlineBinary\":\"***\"}", "{\"vr\":\"OB\",\"BulkDataURI\":\"http://127.0.0.1:1/\"}", "{\"vr\":\"UI\",\"Value\":[\"1.2\\\\3\"]}",
    ];

    /// <summary>A broken JSON text: most stay JSON and lie in a value, the others break in their syntax.</summary>
    public static byte[] Json(string sound, Random random)
    {
        string text = random.Next(4) == 0 ? sound : ReplaceValue(sound, random);
        for (int n = random.Next(3) == 0 ? random.Next(1, 4) : 0; n > 0 && text.Length > 2; n--)
        {
            text = ChangeJson(text, random);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(8) == 0 ? ByteMutator.Mutate(bytes, random) : bytes;
    }

    /// <summary>A search: parameters that exist with values that do not fit, or any nonsense.</summary>
    public static string Query(Random random)
    {
        string[] names = ["PatientName", "PatientID", "StudyDate", "StudyTime", "ModalitiesInStudy", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "00100010", "0040A730.00080100",
            "RequestAttributesSequence.00400009", "InstanceNumber", "Rows", "limit", "offset", "includefield", "fuzzymatching", "FFFFFFFF", "accept", "", "7FE00010", "00080005", "window", "viewport", "quality"];
        string[] values = ["*", "?", "*a*b*c*", "[", "]", "20260101-", "-20260101", "-", "1.2,3.4", "1.2\\3.4", "all", "true", "-1", "0", "99999999999", "NaN", "'", "\"", "%00", "%ED%A0%80", "%", "a%FFb", "=", "==", "^", "Müller*", "",
            new string('9', 300), new string('*', 200), "1,2,3,4,5", "image/jpeg", "application/dicom+json;q=x"];
        var query = new StringBuilder();
        for (int n = random.Next(1, 6); n > 0; n--)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(names[random.Next(names.Length)]).Append('=').Append(values[random.Next(values.Length)]);
        }

        return query.ToString();
    }

    /// <summary>Puts a token in the place of one whole value.</summary>
    private static string ReplaceValue(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var values = new List<(int Start, int End)>();
        int first = Math.Max(0, bytes.AsSpan().IndexOfAny((byte)'[', (byte)'{'));
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(first), new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    Utf8JsonReader ahead = reader;
                    ahead.Skip();
                    values.Add((start, (int)ahead.BytesConsumed));
                }
                else if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject))
                {
                    values.Add((start, (int)reader.BytesConsumed));
                }
            }
        }
        catch (JsonException)
        {
            // What follows the JSON, for instance the end of a multipart body.
        }

        (int from, int to) = values.Count > 0 ? values[random.Next(values.Count)] : (0, 0);
        string token = JsonTokens[random.Next(JsonTokens.Length)];
        return Encoding.UTF8.GetString(bytes, 0, first + from) + token + Encoding.UTF8.GetString(bytes, first + to, bytes.Length - first - to);
    }

    private static string ChangeJson(string text, Random random)
    {
        int at = random.Next(text.Length);
        int end = text.IndexOfAny([',', '}', ']', ':'], at);
        end = end < 0 ? text.Length : end;
        string token = JsonTokens[random.Next(JsonTokens.Length)];
        return random.Next(5) switch
        {
            0 or 1 => text[..at] + token + text[end..],
            2 => text[..at] + text[end..],
            3 => text[..end] + text[at..],
            _ => text[..end] + token + text[end..],
        };
    }
}
