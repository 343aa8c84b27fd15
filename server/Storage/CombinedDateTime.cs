using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// A range of dates and a range of times that belong together: they mean the span from the first time on the first day to the last
/// time on the last day (PS3.4 section C.2.2.2.5, combined date-time matching), not those hours of every day.
/// </summary>
/// <param name="Date">The condition on the date.</param>
/// <param name="Time">The condition on the time.</param>
/// <param name="Range">Bounds of date and time written one behind the other.</param>
internal sealed record CombinedDateTime(SearchCondition Date, SearchCondition Time, DateTimeRange Range)
{
    /// <summary>Attributes that belong together.</summary>
    public static IReadOnlyList<(DicomTag Date, DicomTag Time)> Pairs { get; } =
    [
        (DicomTag.StudyDate, DicomTag.StudyTime),
        (DicomTag.SeriesDate, DicomTag.SeriesTime),
        (DicomTag.AcquisitionDate, DicomTag.AcquisitionTime),
        (DicomTag.ContentDate, DicomTag.ContentTime),
        (DicomTag.PerformedProcedureStepStartDate, DicomTag.PerformedProcedureStepStartTime),
        (DicomTag.PatientBirthDate, DicomTag.PatientBirthTime),
    ];

    /// <summary>The pairs among conditions of which both are ranges.</summary>
    /// <exception cref="InvalidSearchException">A range is malformed.</exception>
    public static IEnumerable<CombinedDateTime> In(IReadOnlyList<SearchCondition> conditions)
    {
        foreach ((DicomTag dateTag, DicomTag timeTag) in Pairs)
        {
            if (RangeOn(conditions, dateTag) is { } date && RangeOn(conditions, timeTag) is { } time)
            {
                yield return new CombinedDateTime(date, time, Join(DateTimeRange.Parse(dateTag, date.Value), DateTimeRange.Parse(timeTag, time.Value)));
            }
        }
    }

    /// <summary>A time without a date at the same end bounds nothing.</summary>
    private static DateTimeRange Join(DateTimeRange date, DateTimeRange time) => new(
        date.From is null ? null : date.From + time.From,
        date.To is null ? null : time.To is null ? date.To : date.To.TrimEnd(DateTimeRange.Last) + time.To);

    private static SearchCondition? RangeOn(IReadOnlyList<SearchCondition> conditions, DicomTag tag) =>
        conditions.FirstOrDefault(condition => condition.Path is [var only] && only == tag && condition.Value.Contains('-', StringComparison.Ordinal) && !condition.Value.Contains('\\', StringComparison.Ordinal));
}
