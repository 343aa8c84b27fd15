using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.Security;

/// <summary>Values about a patient that occur nowhere else, so that one look shows where they went.</summary>
internal static class Telltale
{
    public const string Name = "ZZTELLNAME^ZZTELLGIVEN";
    public const string Id = "ZZTELLID-4711";
    public const string BirthDate = "19370229";
    public const string Text = "ZZTELLTEXT";

    private static readonly string[] Marks = ["ZZTELL", BirthDate];

    /// <summary>Puts the values wherever a data set may name a patient.</summary>
    public static DicomDataset WithTelltales(this DicomDataset dataset) => dataset
        .Set(DicomTag.PatientName, Name)
        .Set(DicomTag.PatientID, Id)
        .Set(DicomTag.PatientBirthDate, BirthDate)
        .Set(DicomTag.OtherPatientIDs, Id)
        .Set(DicomTag.AccessionNumber, Text)
        .Set(DicomTag.ReferringPhysicianName, Name)
        .Set(DicomTag.InstitutionName, Text)
        .Set(DicomTag.StudyDescription, Text)
        .Set(DicomTag.SeriesDescription, Text)
        .Set(DicomTag.ImageComments, Text)
        .Set(DicomTag.StudyID, Text);

    /// <summary>The first mark in a text; null when there is none.</summary>
    public static string? FoundIn(string text) =>
        Array.Find(Marks, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)) is { } mark && text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is var at
            ? text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 100)]
            : null;
}

/// <summary>Keeps every line that the server logs, with the values and exceptions in it.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(KeptLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "";
            log._lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {values} {exception}");
        }
    }
}

/// <summary>Keeps the names and tags of everything that .NET's meters measure, but for the test's own HTTP client.</summary>
internal sealed class KeptMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    public KeptMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != "System.Net.Http")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Keep(instrument, tags));
        _listener.Start();
    }

    public IEnumerable<string> Seen => _seen.Keys;

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new System.Text.StringBuilder(instrument.Name);
        foreach ((string name, object? value) in tags)
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }

        _seen.TryAdd(text.ToString(), true);
    }
}
