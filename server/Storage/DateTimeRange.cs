using System.Buffers;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Bounds of a date, time or date-time as text, both included. A bound may leave out its less significant digits; it then stands
/// for the whole day, hour or minute, which a comparison of texts gives when the upper bound is filled up.
/// </summary>
/// <param name="From">Lower bound; null when open.</param>
/// <param name="To">Upper bound; null when open.</param>
internal sealed record DateTimeRange(string? From, string? To)
{
    /// <summary>Sorts behind every digit and dot.</summary>
    public const char Last = '~';

    private static readonly SearchValues<char> DateDigits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> TimeDigits = SearchValues.Create("0123456789.");

    /// <summary>Reads <c>20260101</c>, <c>20260101-20261231</c>, <c>-20261231</c> or <c>20260101-</c>; times likewise.</summary>
    /// <exception cref="InvalidSearchException">The value has another form.</exception>
    public static DateTimeRange Parse(DicomTag tag, string value)
    {
        string[] bounds = value.Split('-');
        if (bounds.Length > 2 || bounds.All(bound => bound.Length == 0) || !bounds.All(bound => IsBound(tag, bound)))
        {
            throw new InvalidSearchException(
                $"{tag}: '{Http.Problems.Shortened(value)}' is no {FormOf(tag)} and no range of two separated by '-'.");
        }

        string from = bounds[0], to = bounds[^1];
        return new DateTimeRange(from.Length > 0 ? from : null, to.Length > 0 ? to + Last : null);
    }

    private static bool IsBound(DicomTag tag, string bound) => bound.Length == 0 || (DicomRegistry.VROf(tag) == DicomVR.DA
        ? bound.Length == 8 && !bound.AsSpan().ContainsAnyExcept(DateDigits)
        : bound.Length is >= 2 and <= 21 && !bound.AsSpan().ContainsAnyExcept(TimeDigits));

    private static string FormOf(DicomTag tag) => DicomRegistry.VROf(tag) switch
    {
        DicomVR.DA => "date YYYYMMDD",
        DicomVR.TM => "time HHMMSS.FFFFFF",
        _ => "date and time YYYYMMDDHHMMSS.FFFFFF",
    };
}
