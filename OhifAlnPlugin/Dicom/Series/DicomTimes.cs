using System.Globalization;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Reads DICOM dates and times (PS3.5 section 6.2: DA, TM, DT) as seconds.</summary>
internal static class DicomTimes
{
    /// <summary>Seconds of a day.</summary>
    public const double Day = 86_400;

    /// <summary>Seconds since midnight of a TM value, also in the retired form HH:MM:SS.</summary>
    /// <param name="text">HH, HHMM, HHMMSS or HHMMSS.FFFFFF.</param>
    /// <returns>Seconds in [0, 86 401), or null when it is no time.</returns>
    public static double? Time(string? text)
    {
        string s = (text ?? "").Replace(":", "", StringComparison.Ordinal).Trim();
        int whole = s.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : s.Length;
        if (whole is not (2 or 4 or 6) || (whole < 6 && whole < s.Length))
        {
            return null;
        }

        int hours = TwoDigits(s, 0), minutes = whole >= 4 ? TwoDigits(s, 2) : 0;
        double seconds = whole == 6 && double.TryParse(s.AsSpan(4), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) ? value
            : whole == 6 ? -1 : 0;
        return hours is >= 0 and < 24 && minutes is >= 0 and < 60 && seconds is >= 0 and < 61 ? (hours * 3600) + (minutes * 60) + seconds : null;
    }

    /// <summary>Seconds from 1 January of year 1 to midnight of a DA value YYYYMMDD, or null when it is no date.</summary>
    public static double? Date(string? text) =>
        DateOnly.TryParseExact((text ?? "").Replace(".", "", StringComparison.Ordinal).Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date.DayNumber * Day
            : null;

    /// <summary>Date and time of a DT value YYYYMMDDHHMMSS.FFFFFF; an offset from UTC is left out.</summary>
    /// <returns>Both parts in seconds, or null when it holds no date and time.</returns>
    public static (double Date, double Time)? DateTime(string? text)
    {
        string s = (text ?? "").Trim();
        int offset = s.IndexOfAny(['+', '-']);
        s = offset >= 0 ? s[..offset] : s;
        return s.Length > 8 && Date(s[..8]) is { } date && Time(s[8..]) is { } time ? (date, time) : null;
    }

    private static int TwoDigits(string s, int at) =>
        int.TryParse(s.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1;
}
