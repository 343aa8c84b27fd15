using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Segmentation.Evaluation;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>Outcomes of a long evaluation in a file, one line per study, so that a second run measures only what is missing.</summary>
/// <remarks>A line names method and set: outcomes of others are passed over. A line that a killed run left unfinished counts as not there.</remarks>
internal sealed class KeptOutcomes : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new UndefinedAsNull() } };

    private readonly FileStream? _file;
    private readonly string _method, _set;
    private readonly Dictionary<string, StudyOutcome> _known = new(StringComparer.Ordinal);

    private KeptOutcomes(FileStream? file, string method, string set) => (_file, _method, _set) = (file, method, set);

    /// <summary>Opens a file and reads what it holds.</summary>
    /// <param name="path">The file; null to keep nothing.</param>
    /// <param name="method">What is measured.</param>
    /// <param name="set">On what.</param>
    /// <exception cref="CommandException">The file cannot be read and written.</exception>
    public static KeptOutcomes Open(string? path, string method, string set)
    {
        if (path is null)
        {
            return new KeptOutcomes(null, method, set);
        }

        try
        {
            var kept = new KeptOutcomes(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read), method, set);
            kept.Read();
            return kept;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot keep the outcomes: {failure.Message}");
        }
    }

    /// <summary>What was measured of a study before; null where it has to be measured.</summary>
    public StudyOutcome? Find(string study) => _known.GetValueOrDefault(study);

    /// <summary>Keeps an outcome; it is on the disk when this returns.</summary>
    public void Add(StudyOutcome outcome)
    {
        if (_file is null)
        {
            return;
        }

        _file.Write(JsonSerializer.SerializeToUtf8Bytes(new Line(_method, _set, outcome), Json));
        _file.Write("\n"u8);
        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Read()
    {
        byte[] content = new byte[_file!.Length];
        _file.ReadExactly(content);
        int whole = Array.LastIndexOf(content, (byte)'\n') + 1;
        foreach (string text in Encoding.UTF8.GetString(content, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize<Line>(text, Json) is { Outcome: { } outcome } line && line.Method == _method && line.Set == _set)
                {
                    _known[outcome.Study] = outcome;
                }
            }
            catch (JsonException)
            {
                throw new CommandException($"{_file.Name} is no file of outcomes: '{text[..Math.Min(40, text.Length)]}' is none. Name another file.");
            }
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    private sealed record Line(string Method, string Set, StudyOutcome Outcome);
}
