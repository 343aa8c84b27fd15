using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>A case that could not be extracted.</summary>
/// <param name="Case">The case.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record FailedCase(ExtractionCase Case, string Reason);

/// <summary>
/// Extracts many cases, several at a time. Each finished case is kept beside the output until all are done, so that an
/// interrupted batch goes on where it stopped; a case whose files or settings have changed is extracted again.
/// </summary>
/// <param name="extraction">What to do with each case.</param>
/// <param name="output">The file the table goes to.</param>
internal sealed class BatchExtraction(CaseExtraction extraction, string output)
{
    private readonly string _folder = output + ".cases";

    /// <summary>Runs the batch and writes the table, with a row for every case; failed ones have no values.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="finished">Called after each case, possibly from several threads.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <returns>The cases that failed, in the order of the table.</returns>
    public IReadOnlyList<FailedCase> Run(IReadOnlyList<ExtractionCase> cases, Action finished, CancellationToken cancellation)
    {
        FeatureTable.RequireFormat(output);
        Directory.CreateDirectory(_folder);
        var rows = new IReadOnlyList<KeyValuePair<string, string>>[cases.Count];
        ConcurrentDictionary<int, FailedCase> failed = [];
        Parallel.For(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, n =>
        {
            try
            {
                rows[n] = Kept(cases[n]) ?? Keep(cases[n], extraction.Run(cases[n], maxThreads: 1, cancellation).Cells);
            }
            catch (Exception e) when (e is CaseException or RadiomicsException)
            {
                rows[n] = cases[n].Columns;
                failed[n] = new(cases[n], e.Message);
            }

            finished();
        });

        FeatureTable.Write(output, rows);
        if (failed.IsEmpty)
        {
            Directory.Delete(_folder, recursive: true);
        }

        return [.. failed.OrderBy(f => f.Key).Select(f => f.Value)];
    }

    private List<KeyValuePair<string, string>>? Kept(ExtractionCase extractionCase)
    {
        string path = PathOf(extractionCase);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private IReadOnlyList<KeyValuePair<string, string>> Keep(ExtractionCase extractionCase, IReadOnlyList<KeyValuePair<string, string>> cells)
    {
        WholeFile.Write(PathOf(extractionCase), file => JsonSerializer.Serialize(file, cells));
        return cells;
    }

    /// <summary>The name follows from everything the result depends on.</summary>
    private string PathOf(ExtractionCase extractionCase)
    {
        var text = new StringBuilder(extraction.Version).Append('\n').AppendLine(SettingsText.Digest(extraction.Settings));
        text.AppendJoin(',', extraction.Features ?? []).AppendLine().AppendJoin('\n', extractionCase.Columns.Select(c => $"{c.Key}={c.Value}")).AppendLine();
        foreach (string path in (string[])[extractionCase.Image, extractionCase.Mask])
        {
            FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            text.AppendLine($"{path} {info.LastWriteTimeUtc.Ticks} {(info as FileInfo is { Exists: true } file ? file.Length : 0)}");
        }

        return Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))) + ".json");
    }
}
