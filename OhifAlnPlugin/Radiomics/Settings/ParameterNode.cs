using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>A value of a parameter file with the key it stands under, read with the types of YAML 1.1 and of Python.</summary>
internal readonly struct ParameterNode(string key, YamlNode node)
{
    private string? Text => (node as YamlScalarNode)?.Value;

    private bool IsQuoted => node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted };

    public bool IsNull => node is YamlScalarNode && !IsQuoted && Text is null or "" or "~" or "null" or "Null" or "NULL" or "None";

    public bool Bool() => Text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "on" or "On" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "off" or "Off" => false,
        _ => throw Wrong("true or false"),
    };

    public string Word() => Text ?? throw Wrong("a word");

    public double Number(double min = double.MinValue, double max = double.MaxValue)
    {
        if (!double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            throw Wrong("a number");
        }

        return value >= min && value <= max ? value : throw Wrong($"a number from {min:R} to {max:R}");
    }

    public double Positive()
    {
        double value = Number();
        return value > 0 ? value : throw Wrong("a number greater than 0");
    }

    public int Integer(int min, int max = int.MaxValue)
    {
        double value = Number();
        return value == Math.Floor(value) && value >= min && value <= max
            ? (int)value
            : throw Wrong($"a whole number from {min} to {max}");
    }

    public double[] Numbers()
    {
        string key1 = key;
        return node is YamlSequenceNode list ? [.. list.Children.Select(c => new ParameterNode(key1, c).Number())] : [Number()];
    }

    public string[] Texts() =>
        node is YamlSequenceNode list ? [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")] : [Text ?? ""];

    public string[] Words()
    {
        string key1 = key;
        return node is YamlSequenceNode list ? [.. list.Children.Select(c => new ParameterNode(key1, c).Word())] : throw Wrong("a list of names");
    }

    public RadiomicsException Wrong(string expected) =>
        new($"The setting '{key}' is {(node is YamlScalarNode ? $"'{Text}'" : "not a single value")}, but must be {expected}.");
}
