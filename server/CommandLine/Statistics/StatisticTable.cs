using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>An answer: named values in rows. Numbers are written with 17 significant digits; a missing one as NA in CSV and null in JSON.</summary>
internal sealed class StatisticTable
{
    private readonly List<(string Column, object Value)[]> _rows = [];

    /// <summary>Adds a row.</summary>
    public StatisticTable Add(params (string Column, object Value)[] row)
    {
        _rows.Add(row);
        return this;
    }

    /// <summary>Adds all rows of another table, each begun with the same value.</summary>
    public void AddAll(StatisticTable other, params (string Column, object Value)[] first) => _rows.AddRange(other._rows.Select(row => (((string, object)[])[.. first, .. row])));

    /// <summary>As CSV, a column for every name in order of first use.</summary>
    public string ToCsv()
    {
        string[] columns = [.. _rows.SelectMany(r => r.Select(c => c.Column)).Distinct()];
        var text = new StringBuilder().AppendLine(string.Join(',', columns.Select(Quoted)));
        foreach (var row in _rows)
        {
            text.AppendLine(string.Join(',', columns.Select(c => Array.Find(row, v => v.Column == c) is { Column: not null } found ? Text(found.Value) : "NA")));
        }

        return text.ToString();
    }

    /// <summary>As a JSON array of objects.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var row in _rows)
            {
                json.WriteStartObject();
                foreach ((string column, object value) in row)
                {
                    json.WritePropertyName(column);
                    Write(json, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + Environment.NewLine;
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case double number when double.IsFinite(number):
                json.WriteRawValue(number.ToString("G17", CultureInfo.InvariantCulture));
                break;
            case double number when double.IsNaN(number):
                json.WriteNullValue();
                break;
            case double or string:
                json.WriteStringValue(Text(value).Trim('"'));
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            default:
                json.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
        }
    }

    private static string Text(object value) => value switch
    {
        double number when double.IsNaN(number) => "NA",
        double number when double.IsInfinity(number) => number > 0 ? "Inf" : "-Inf",
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        bool flag => flag ? "TRUE" : "FALSE",
        string text => Quoted(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text) => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
