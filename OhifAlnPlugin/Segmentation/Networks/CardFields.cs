using System.Globalization;
using System.Text.Json;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>The fields of a card, each read with its type and limits.</summary>
internal sealed class CardFields
{
    private const int LongestShown = 80, LongestText = 10_000;

    private readonly JsonElement _card;
    private readonly string _name;

    /// <summary>Opens a card.</summary>
    /// <param name="card">Its JSON.</param>
    /// <param name="name">Name for the messages.</param>
    /// <exception cref="OnnxModelRefusedException">It is no object.</exception>
    public CardFields(JsonElement card, string name)
    {
        (_card, _name) = (card, name);
        if (card.ValueKind != JsonValueKind.Object)
        {
            throw Refusal("it holds no object in braces");
        }
    }

    /// <summary>Text cut to a length that fits a message.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    /// <summary>Refuses the card for a reason.</summary>
    public OnnxModelRefusedException Refusal(string reason) => new($"{_name} cannot be used: {reason}.");

    /// <summary>Whether a field is there.</summary>
    public bool Has(string field) => _card.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text that is not empty, under the first of its names that is there.</summary>
    public string Text(string field, string? otherName = null) =>
        otherName is not null && !Has(field) && Has(otherName) ? Text(Value(otherName), otherName) : Text(Value(field), field);

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string field)
    {
        JsonElement value = Value(field);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => Text(item, field))]
            : throw Refusal($"'{field}' must be a list of texts");
    }

    /// <summary>A number between two limits.</summary>
    public double Number(string field, double least, double most) => Number(Value(field), field, least, most);

    /// <summary>A whole number between two limits.</summary>
    public int Whole(string field, int least, int most)
    {
        double number = Number(field, least, most);
        return double.IsInteger(number) ? (int)number : throw Refusal($"'{field}' is {number.ToString(CultureInfo.InvariantCulture)}; a whole number is needed");
    }

    /// <summary>Three numbers between two limits, slices, rows, columns.</summary>
    public double[] Three(string field, double least, double most)
    {
        JsonElement value = Value(field);
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 3
            ? [.. value.EnumerateArray().Select(item => Number(item, field, least, most))]
            : throw Refusal($"'{field}' must be three numbers: slices, rows, columns");
    }

    /// <summary>A word with a meaning.</summary>
    public T OneOf<T>(string field, IReadOnlyDictionary<string, T> words)
    {
        string word = Text(field);
        return words.TryGetValue(word, out T? meaning) ? meaning : throw Refusal($"'{field}' is '{Shown(word)}'; possible are {string.Join(", ", words.Keys)}");
    }

    /// <summary>A list of objects; empty when it is not there.</summary>
    public IEnumerable<JsonElement> Objects(string field)
    {
        if (!Has(field))
        {
            return [];
        }

        JsonElement value = Value(field);
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? value.EnumerateArray()
            : throw Refusal($"'{field}' must be a list of objects");
    }

    private JsonElement Value(string field) => Has(field) ? _card.GetProperty(field) : throw Refusal($"the field '{field}' is missing");

    private string Text(JsonElement value, string field)
    {
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text switch
        {
            null => throw Refusal($"'{field}' must be a text, not {Shown(value.GetRawText())}"),
            _ when string.IsNullOrWhiteSpace(text) => throw Refusal($"'{field}' is empty"),
            { Length: > LongestText } => throw Refusal($"'{field}' has {text.Length} characters; at most {LongestText} are possible"),
            _ => text,
        };
    }

    private double Number(JsonElement value, string field, double least, double most)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Refusal($"'{field}' must be a number, not {Shown(value.GetRawText())}");
        }

        double number = value.GetDouble();
        return number >= least && number <= most
            ? number
            : throw Refusal(string.Create(CultureInfo.InvariantCulture, $"'{field}' is {number}; {least} to {most} is possible"));
    }
}
