namespace OhifAlnPlugin.Server.Storage;

/// <summary>A study, a series of it, or one instance of that: what a path of DICOMweb names.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="SeriesInstanceUid">The series; null for the whole study.</param>
/// <param name="SopInstanceUid">The instance; null for the whole series.</param>
internal sealed record InstanceScope(string StudyInstanceUid, string? SeriesInstanceUid = null, string? SopInstanceUid = null)
{
    /// <summary>Whether instances count that a rejection note hides.</summary>
    public bool IncludeRejected { get; init; }

    /// <summary>SQL condition on the tables study, series and instance; parameters by <see cref="Parameters"/>.</summary>
    public string Condition =>
        "study.study_uid = $study"
        + (SeriesInstanceUid is null ? "" : " AND series.series_uid = $series")
        + (SopInstanceUid is null ? "" : " AND instance.sop_uid = $sop");

    /// <summary><see cref="Condition"/>, without what is hidden from this scope.</summary>
    public string VisibleCondition => IncludeRejected ? Condition : Condition + " AND instance.rejected = 0";

    /// <summary>The values of <see cref="Condition"/>.</summary>
    public (string Name, object? Value)[] Parameters => [("$study", StudyInstanceUid), ("$series", SeriesInstanceUid), ("$sop", SopInstanceUid)];
}
