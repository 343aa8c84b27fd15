using CsvHelper;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Reads the table of a batch: a row per case with the columns Image and Mask, optionally Label and Region, and any others.</summary>
internal static class CaseTable
{
    /// <summary>Reads the cases.</summary>
    /// <param name="path">The CSV file; relative paths in it start from its folder.</param>
    /// <exception cref="CaseException">The file does not exist, a column is missing or a row is too short.</exception>
    public static IReadOnlyList<ExtractionCase> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CaseException($"The table of cases '{path}' does not exist.");
        }

        try
        {
            using var csv = CsvReader.FromText(File.ReadAllText(path), new CsvReaderOptions { HasHeader = true, TrimWhitespace = true, SkipEmptyLines = true });
            return Rows(csv, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is CsvFormatException or IOException or UnauthorizedAccessException)
        {
            throw new CaseException($"The table of cases '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static List<ExtractionCase> Rows(CsvReader csv, string folder)
    {
        csv.ReadHeader();
        string[] header = [.. csv.Headers];
        foreach (string required in (string[])["Image", "Mask"])
        {
            if (!header.Contains(required))
            {
                throw new CaseException($"The table of cases has no column '{required}'; it has {string.Join(", ", header)}.");
            }
        }

        List<ExtractionCase> cases = [];
        while (csv.Read())
        {
            KeyValuePair<string, string>[] columns = [.. header.Select((name, n) => KeyValuePair.Create(name, n < csv.FieldCount ? csv.GetString(n) : ""))];
            string Cell(string name) => columns.FirstOrDefault(c => c.Key == name).Value ?? "";
            string? Optional(string name) => Cell(name) is { Length: > 0 } text ? text : null;
            cases.Add(new(Path.Combine(folder, Cell("Image")), Path.Combine(folder, Cell("Mask")), Optional("Label"), Optional("Region"), columns));
        }

        return cases;
    }
}
