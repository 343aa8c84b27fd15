namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>What became of one part of a STOW-RS request.</summary>
/// <param name="Failure"><see cref="FailureReason.None"/> when the instance is stored, also when the same bytes were stored before.</param>
/// <param name="StudyInstanceUid">Null when it could not be read.</param>
/// <param name="SeriesInstanceUid">Null when it could not be read.</param>
/// <param name="SopClassUid">Null when it could not be read.</param>
/// <param name="SopInstanceUid">Null when it could not be read.</param>
internal sealed record StowResult(
    FailureReason Failure, string? StudyInstanceUid, string? SeriesInstanceUid, string? SopClassUid, string? SopInstanceUid)
{
    /// <summary>What a client should know of an instance that is stored all the same.</summary>
    public WarningReason Warning { get; init; }

    /// <summary>Whether a rejection note hides the instance, which is stored all the same.</summary>
    public bool IsRejected { get; init; }

    /// <summary>A part of which nothing could be read.</summary>
    public static StowResult Unidentified(FailureReason failure) => new(failure, null, null, null, null);
}
