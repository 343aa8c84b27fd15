using CsvHelper;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A study of a batch.</summary>
/// <param name="Study">A folder, or the UID of a study in the store.</param>
/// <param name="Click">Where to begin, as <c>--click</c> takes it; null to search.</param>
internal sealed record BatchEntry(string Study, string? Click)
{
    /// <summary>The studies of a batch.</summary>
    /// <param name="studies">A folder whose subfolders hold a study each (or several), or a CSV table with the column Study and optionally Click; paths in it start from its folder.</param>
    /// <param name="click">Where to begin where the table has no click.</param>
    /// <exception cref="CommandException">There is neither, or it lists no study.</exception>
    public static IReadOnlyList<BatchEntry> Of(string studies, string? click)
    {
        BatchEntry[] entries = Directory.Exists(studies) ? OfFolder(studies, click)
            : File.Exists(studies) ? OfTable(studies, click)
            : throw new CommandException($"with --batch, STUDY is a folder with a subfolder for each study, or a CSV table with the column Study; there is no {Path.GetFullPath(studies)}.");
        return entries.Length > 0 ? entries : throw new CommandException($"{Path.GetFullPath(studies)} lists no study.");
    }

    private static BatchEntry[] OfFolder(string folder, string? click)
    {
        string[] below = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
        return [.. (below.Length > 0 ? below : [folder]).Select(each => new BatchEntry(each, click))];
    }

    private static BatchEntry[] OfTable(string path, string? click)
    {
        string from = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            using var csv = CsvReader.FromText(File.ReadAllText(path), new CsvReaderOptions { HasHeader = true, TrimWhitespace = true, SkipEmptyLines = true });
            csv.ReadHeader();
            int study = Array.IndexOf([.. csv.Headers], "Study"), at = Array.IndexOf([.. csv.Headers], "Click");
            if (study < 0)
            {
                throw new CommandException($"{path} has no column Study; it has {string.Join(", ", csv.Headers)}.");
            }

            var entries = new List<BatchEntry>();
            while (csv.Read())
            {
                string name = csv.GetString(study);
                string? point = at >= 0 && at < csv.FieldCount && csv.GetString(at) is { Length: > 0 } given ? given : click;
                entries.Add(new(Directory.Exists(Path.Combine(from, name)) ? Path.Combine(from, name) : name, point));
            }

            return [.. entries];
        }
        catch (Exception failure) when (failure is CsvFormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {failure.Message}");
        }
    }
}
