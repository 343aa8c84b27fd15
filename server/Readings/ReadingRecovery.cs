using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings.Pdf;
using OhifAlnPlugin.Server.Readings.Reports;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>
/// Finishes decisions that a crash cut off: one whose structured report or rejection note is in the store counts, any other is
/// forgotten. Decisions are taken one at a time.
/// </summary>
internal sealed partial class ReadingRecovery(IInstanceSource source, IInstanceWriter writer, ReadingFolder readings, TrueTypeFont font, TimeProvider clock, ILogger<ReadingRecovery> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Waits for the decision before, and finishes what is left of earlier ones on the study.</summary>
    /// <returns>To be disposed of when the decision is taken.</returns>
    public async Task<IDisposable> EnterAsync(string studyInstanceUid, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            foreach (Reading reading in readings.Prepared().Where(r => r.StudyInstanceUid == studyInstanceUid))
            {
                await FinishAsync(reading, cancellation);
            }

            return new Exit(_one);
        }
        catch
        {
            _one.Release();
            throw;
        }
    }

    /// <summary>Finishes a prepared reading, or forgets it.</summary>
    public async Task FinishAsync(Reading reading, CancellationToken cancellation)
    {
        string decisive = reading.RejectionNoteSopInstanceUid ?? reading.ReportSopInstanceUid!;
        if (await source.LocateAsync(decisive, cancellation) is null)
        {
            readings.Discard(reading);
            LogForgotten(logger, reading.StudyInstanceUid);
            return;
        }

        if (reading is { Decision: ReadingDecision.Accepted, PdfSopInstanceUid: { } pdf } && await source.LocateAsync(pdf, cancellation) is null)
        {
            await StorePdfAsync(reading, cancellation);
        }

        readings.Commit(reading);
        LogFinished(logger, reading.StudyInstanceUid);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (string study in readings.Prepared().Select(r => r.StudyInstanceUid).Distinct())
        {
            try
            {
                using IDisposable alone = await EnterAsync(study, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next decision on the study tries again; the server starts all the same.
                LogDelayed(logger, study, failure.GetType().Name);
            }
        }
    }

    private async Task StorePdfAsync(Reading reading, CancellationToken cancellation)
    {
        byte[] report = readings.ReportOf(reading) ?? throw new IOException($"The report of reading {reading.Id} is missing.");
        var headers = await source.ReadHeadersAsync(reading.StudyInstanceUid, cancellation);
        byte[] pdf = ReportPdf.Draw(ReadingReport.Read(report), font);
        await writer.StoreAsync(ReportObjects.WritePdf(reading, pdf, headers[0], clock.GetLocalNow().DateTime), cancellation);
    }

    [LoggerMessage(EventId = 1500, Level = LogLevel.Information, Message = "A decision on study {Study} was cut off and is finished now")]
    private static partial void LogFinished(ILogger logger, string study);

    [LoggerMessage(EventId = 1501, Level = LogLevel.Information, Message = "A decision on study {Study} was cut off before it was stored and is forgotten")]
    private static partial void LogForgotten(ILogger logger, string study);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message = "A decision on study {Study} that was cut off cannot be finished yet ({Failure})")]
    private static partial void LogDelayed(ILogger logger, string study, string failure);

    private sealed class Exit(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
