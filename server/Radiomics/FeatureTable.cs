using OhifAlnPlugin.Server.Storage;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Writes results, a row per case, as CSV or JSON: UTF-8, decimal points, NA (CSV) or null (JSON) for what is missing.</summary>
internal static class FeatureTable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Requires a name that says the format.</summary>
    /// <exception cref="CaseException">It ends in neither .csv nor .json.</exception>
    public static void RequireFormat(string path)
    {
        if (!IsJson(path) && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw new CaseException($"The output '{path}' must end in .csv or .json.");
        }
    }

    /// <summary>Writes the table; an earlier file is replaced only when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Name and value of each cell, row by row; columns are those of all rows in the order they first appear: those of the case table, then diagnostics, then features.</param>
    public static void Write(string path, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> rows)
    {
        string[] columns = [.. rows.SelectMany(r => r).Select(c => c.Key).Distinct().OrderBy(c => IsFeature(c) ? 2 : c.StartsWith("diagnostics_", StringComparison.Ordinal) ? 1 : 0)];
        try
        {
            WholeFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(IsJson(path) ? Json(columns, rows) : Csv(columns, rows))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CaseException($"The output '{path}' cannot be written: {e.Message}", e);
        }
    }

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string Csv(string[] columns, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', columns.Select(Quoted)).Append('\n');
        foreach (var row in rows)
        {
            Dictionary<string, string> cells = new(row);
            text.AppendJoin(',', columns.Select(c => Quoted(cells.GetValueOrDefault(c, CaseExtraction.Missing)))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A cell of a CSV file, in quotes where its text needs them.</summary>
    public static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Json(string[] columns, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> rows)
    {
        var table = new JsonArray();
        foreach (var row in rows)
        {
            Dictionary<string, string> cells = new(row);
            var entry = new JsonObject();
            foreach (string column in columns)
            {
                entry[column] = Value(column, cells.GetValueOrDefault(column, CaseExtraction.Missing));
            }

            table.Add(entry);
        }

        return table.ToJsonString(Indented) + "\n";
    }

    private static bool IsFeature(string column) =>
        column.Split('_') is { Length: 3 } parts && OhifAlnPlugin.Radiomics.Features.FeatureCatalogue.Find(parts[1], parts[2]) is not null;

    /// <summary>Features are numbers; what the case table carried through stays text.</summary>
    private static JsonValue? Value(string column, string cell) =>
        cell == CaseExtraction.Missing ? null
            : IsFeature(column) && double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out double number) ? JsonValue.Create(number)
            : JsonValue.Create(cell);
}
