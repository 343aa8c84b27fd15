namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>A table of reference values: one row per feature, one column per configuration.</summary>
internal sealed class GoldenTable
{
    private readonly Dictionary<string, string[]> _rows = [];

    private GoldenTable(string[] columns) => Columns = columns;

    public string[] Columns { get; }

    public static GoldenTable Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        var table = new GoldenTable([.. Split(lines[0]).Skip(1)]);
        foreach (string line in lines.Skip(1).Where(l => l.Length > 0))
        {
            string[] cells = Split(line);
            table._rows[cells[0]] = cells[1..];
        }

        return table;
    }

    /// <summary>Cells of a column that are not empty, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<string, string>> Column(string name)
    {
        int column = Array.IndexOf(Columns, name);
        return _rows.Where(r => r.Value[column].Length > 0).Select(r => KeyValuePair.Create(r.Key, r.Value[column]));
    }

    private static string[] Split(string line)
    {
        List<string> cells = [];
        bool quoted = false;
        int start = 0;
        for (int n = 0; n <= line.Length; n++)
        {
            if (n == line.Length || (line[n] == ',' && !quoted))
            {
                cells.Add(line[start..n].Trim('"'));
                start = n + 1;
            }
            else if (line[n] == '"')
            {
                quoted = !quoted;
            }
        }

        return [.. cells];
    }
}
