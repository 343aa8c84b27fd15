using System.Globalization;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Dates as DICOM writes them (PS3.5, DA).</summary>
internal static class StudyDates
{
    /// <summary>Reads a date; null where there is none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
}
