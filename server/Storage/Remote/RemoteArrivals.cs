using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>
/// Finds out by asking again and again which studies of the archive got instances: DICOMweb has no other way that archives agree on. What was there is
/// kept in a file, so that what comes while the server does not run is told when it does.
/// </summary>
internal sealed partial class RemoteArrivals(
    RemoteSearch search, RemoteOptions options, StudyArrivals arrivals, DataFolder data, TimeProvider clock, ILogger<RemoteArrivals> logger) : BackgroundService
{
    private const int MostStudies = 20_000;

    private readonly string _file = Path.Combine(data.Sub("archive"), "studies.json");
    private Dictionary<string, string>? _known;
    private bool _isDown;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.PollSeconds == 0)
        {
            return;
        }

        _known = ReadKnown();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.PollSeconds), clock);
        do
        {
            await AskAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            Note(await search.FindAsync(search.RecentStudies(), "a search for new studies", MostStudies, cancellation));
            if (_isDown)
            {
                _isDown = false;
                LogBack(logger);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever an archive answers, the server goes on.
            if (!_isDown)
            {
                _isDown = true;
                LogDown(logger, (failure as ProblemException)?.Problem.Type ?? failure.GetType().FullName);
            }
        }
    }

    /// <summary>What was there when the server ran last; null when it never did, or the file cannot be read.</summary>
    private Dictionary<string, string>? ReadKnown()
    {
        try
        {
            return File.Exists(_file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(_file)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Announces studies that are new or have another number of series or instances; the very first answer says what was there before.</summary>
    private void Note(IReadOnlyList<JsonElement> studies)
    {
        var now = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonElement study in studies)
        {
            if (study.Uid(DicomTag.StudyInstanceUID) is { } uid)
            {
                now[uid] = $"{study.Text(DicomTag.NumberOfStudyRelatedSeries)}/{study.Text(DicomTag.NumberOfStudyRelatedInstances)}";
            }
        }

        string[] changed = [.. now.Keys.Where(uid => _known is null || !_known.TryGetValue(uid, out string? before) || before != now[uid])];
        if (_known is not null)
        {
            Array.ForEach(changed, arrivals.Announce);
        }

        if (_known is null || changed.Length > 0)
        {
            WholeFile.Write(_file, file => JsonSerializer.Serialize(file, now));
        }

        _known = now;
    }

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "The image archive cannot be asked for new studies ({Problem}); that is tried again")]
    private static partial void LogDown(ILogger logger, string? problem);

    [LoggerMessage(EventId = 1111, Level = LogLevel.Information, Message = "The image archive answers again")]
    private static partial void LogBack(ILogger logger);
}
