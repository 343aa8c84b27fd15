using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>One mapping of a design file: every key is asked for by name, and those nobody asked for are errors.</summary>
internal sealed class DesignMap
{
    private readonly string _file;
    private readonly YamlMappingNode _node;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public DesignMap(YamlNode node, string file, string what)
    {
        _file = file;
        _node = node as YamlMappingNode ?? throw Error(node, $"{what} must be a list of 'key: value'.");
        foreach ((YamlNode key, YamlNode value) in _node.Children)
        {
            _values[(key as YamlScalarNode)?.Value ?? throw Error(key, "a key must be a word.")] = value;
        }
    }

    /// <summary>Whether a key is given.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether a step is switched off by the word <c>off</c>.</summary>
    public bool IsOff(string key) => Find(key) is YamlScalarNode { Value: "off" };

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => OptionalText(key) ?? throw Error(_node, $"'{key}' is missing.");

    /// <summary>A text, or null.</summary>
    public string? OptionalText(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        YamlNode other => throw Error(other, $"'{key}' must be a text."),
    };

    /// <summary>A number within limits.</summary>
    public double Number(string key, double fallback, Func<double, bool> isAllowed, string limit)
    {
        if (OptionalText(key) is not { } text)
        {
            return fallback;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && isAllowed(value)
            ? value
            : throw Error(Find(key)!, $"'{key}' is {text}; it must be a number {limit}.");
    }

    /// <summary>A whole number within limits.</summary>
    public int Whole(string key, int fallback, int least, int most) =>
        (int)Number(key, fallback, v => v == Math.Floor(v) && v >= least && v <= most, $"without fraction, from {least} to {most}");

    /// <summary>Yes or no.</summary>
    public bool Flag(string key, bool fallback) => OptionalText(key) switch
    {
        null => fallback,
        "true" => true,
        "false" => false,
        string other => throw Error(Find(key)!, $"'{key}' is {other}; it must be true or false."),
    };

    /// <summary>One of several words.</summary>
    public T Word<T>(string key, T fallback, params IReadOnlyList<(string Word, T Value)> words)
    {
        if (OptionalText(key) is not { } text)
        {
            return fallback;
        }

        foreach ((string word, T value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        throw Error(Find(key)!, $"'{key}' is {text}; it must be {string.Join(" or ", words.Select(w => w.Word))}.");
    }

    /// <summary>A list of texts; empty when the key is not given.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select(n => n is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Error(n, $"'{key}' must be a list of texts."))];

    /// <summary>A mapping inside, or null.</summary>
    public DesignMap? Map(string key) => Find(key) is { } node ? new DesignMap(node, _file, $"'{key}'") : null;

    /// <summary>A list of mappings; empty when the key is not given.</summary>
    public IReadOnlyList<DesignMap> Maps(string key) => [.. Items(key).Select(n => new DesignMap(n, _file, $"an entry of '{key}'"))];

    /// <summary>Ends the reading.</summary>
    /// <exception cref="CommandException">There is a key that was never asked for.</exception>
    public void Finish()
    {
        foreach (YamlNode key in _node.Children.Keys.Where(k => !_known.Contains(((YamlScalarNode)k).Value!)))
        {
            throw Error(key, $"'{key}' is not known here; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>An error at the line of a key.</summary>
    public CommandException ErrorAt(string key, string sentence) => Error(Find(key) ?? _node, sentence);

    private IEnumerable<YamlNode> Items(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        YamlNode other => throw Error(other, $"'{key}' must be a list."),
    };

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return _values.GetValueOrDefault(key);
    }

    private CommandException Error(YamlNode at, string sentence) => new($"{_file}, line {at.Start.Line}: {sentence}");
}
