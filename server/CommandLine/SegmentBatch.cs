using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A study of a batch as it was written.</summary>
/// <param name="Study">Study Instance UID.</param>
/// <param name="Source">The folder or UID that was given.</param>
/// <param name="File">Name of the VOI's file.</param>
/// <param name="VolumeMm3">Volume, mm³.</param>
/// <param name="LongestDiameterMm">Longest diameter, mm.</param>
/// <param name="Seed">Voxel around which it lies.</param>
/// <param name="Method">Name and version of the method.</param>
/// <param name="Key">Digest of all that the result depends on.</param>
internal sealed record BatchResult(string Study, string Source, string File, double VolumeMm3, double LongestDiameterMm, string Seed, string Method, string Key);

/// <summary>
/// Segments many studies, one after another. Each finished study leaves its VOI and a record of what it was made from, so that an
/// interrupted batch goes on where it stopped, and a study whose images, click or options have changed is done again.
/// </summary>
/// <param name="folder">Folder for the results.</param>
/// <param name="ending">Ending of the VOIs' files, which tells their format.</param>
/// <param name="options">All options that the result depends on.</param>
/// <param name="segment">Segments an opened study from a click, or from nothing, into a file.</param>
internal sealed class SegmentBatch(string folder, string ending, string options, Func<OpenedStudy, string?, string, CancellationToken, Task<SegmentedStudyFile>> segment)
{
    /// <summary>Name of the table of results.</summary>
    public const string TableName = "segments.csv";

    private readonly List<BatchResult> _done = [];
    private readonly List<(string Source, string Reason)> _failed = [];
    private int _kept;

    /// <summary>Runs the batch, prints its progress and its failures, and writes the table.</summary>
    /// <param name="entries">The studies.</param>
    /// <param name="dataFolder">Folder of the store, for UIDs.</param>
    /// <param name="cancellation">Stops it; what is finished stays.</param>
    /// <returns>0 when every study was segmented, else 1.</returns>
    public async Task<int> RunAsync(IReadOnlyList<BatchEntry> entries, string dataFolder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        for (int n = 0; n < entries.Count; n++)
        {
            Console.WriteLine($"{n + 1} of {entries.Count}: {entries[n].Study}");
            await EntryAsync(entries[n], dataFolder, cancellation);
        }

        FeatureTable.Write(Path.Combine(folder, TableName), [.. _done.Select(Row), .. _failed.Select(Row)]);
        Console.WriteLine($"{_done.Count} of {_done.Count + _failed.Count} studies are in {Path.GetFullPath(folder)}{(_kept > 0 ? $", {_kept} of them from before" : "")}. Research use only.");
        foreach ((string source, string reason) in _failed)
        {
            await Console.Error.WriteLineAsync($"{source}: {reason}");
        }

        return _failed.Count == 0 ? 0 : 1;
    }

    /// <summary>A folder may hold several studies; each is one of the batch.</summary>
    private async Task EntryAsync(BatchEntry entry, string dataFolder, CancellationToken cancellation)
    {
        if (!Directory.Exists(entry.Study))
        {
            await StudyAsync(entry.Study, entry.Click, () => StudyArgument.OpenAsync(entry.Study, dataFolder, cancellation), cancellation);
            return;
        }

        var source = FolderInstanceSource.Open(entry.Study, cancellation);
        var studies = await source.ListStudiesAsync(cancellation);
        if (studies.Count == 0)
        {
            _failed.Add((entry.Study, "there is no DICOM file in it."));
        }

        foreach (var study in studies)
        {
            string name = studies.Count == 1 ? entry.Study : $"{entry.Study} ({study.StudyInstanceUid})";
            await StudyAsync(name, entry.Click, () => StudyArgument.OpenAsync(study.StudyInstanceUid, source, cancellation), cancellation);
        }
    }

    private async Task StudyAsync(string source, string? click, Func<Task<OpenedStudy>> open, CancellationToken cancellation)
    {
        try
        {
            await using var opened = await open();
            string study = opened.Layout.StudyInstanceUid, key = KeyOf(opened, click);
            if (Kept(study, key) is { } kept)
            {
                _done.Add(kept with { Source = source });
                _kept++;
                return;
            }

            SegmentedStudyFile made = await segment(opened, click, Path.Combine(folder, study + ending), cancellation);
            var seed = made.Candidate.Seed;
            var result = new BatchResult(study, source, study + ending, made.Segment.VolumeMm3, made.Segment.LongestDiameterMm, $"{seed.I},{seed.J},{seed.K}", $"{made.Method.Name} {made.Method.Version}", key);
            WholeFile.Write(RecordOf(study), file => JsonSerializer.Serialize(file, result));
            _done.Add(result);
        }
        catch (Exception failure) when (ExpectedFailures.Describe(failure) is not null)
        {
            _failed.Add((source, ExpectedFailures.Describe(failure)!));
        }
    }

    private BatchResult? Kept(string study, string key)
    {
        if (!File.Exists(Path.Combine(folder, study + ending)) || !File.Exists(RecordOf(study)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<BatchResult>(File.ReadAllBytes(RecordOf(study))) is { } record && record.Key == key ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string RecordOf(string study) => Path.Combine(folder, study + ".json");

    private string KeyOf(OpenedStudy study, string? click) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', DynamicStudies.DigestOf(study.Layout), click, options, ending, ProductVersion.Text))));

    private static IReadOnlyList<KeyValuePair<string, string>> Row(BatchResult result) => Row(
        result.Source, result.Study, result.File, Text(result.VolumeMm3 / 1000), Text(result.LongestDiameterMm), result.Seed, result.Method, "");

    private static IReadOnlyList<KeyValuePair<string, string>> Row((string Source, string Reason) failure) => Row(failure.Source, "", "", "", "", "", "", failure.Reason);

    private static IReadOnlyList<KeyValuePair<string, string>> Row(string source, string study, string file, string volume, string diameter, string seed, string method, string failure) =>
        [new("Source", source), new("Study", study), new("File", file), new("VolumeMl", volume), new("LongestDiameterMm", diameter), new("Seed", seed), new("Method", method), new("Failure", failure)];

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
