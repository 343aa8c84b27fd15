namespace OhifAlnPlugin.Dicom;

/// <summary>Reads the tab-separated tables that are embedded in the assembly.</summary>
internal static class EmbeddedTable
{
    /// <summary>The rows of a table, comment lines left out.</summary>
    /// <param name="name">File name in <c>Dicom/Dictionary</c>.</param>
    public static IEnumerable<string[]> Rows(string name)
    {
        using Stream stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"OhifAlnPlugin.Dicom.Dictionary.{name}")
            ?? throw new InvalidOperationException($"The table {name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split('\t');
            }
        }
    }
}
