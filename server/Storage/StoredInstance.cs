using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>An instance of the store as the index knows it.</summary>
internal sealed record StoredInstance(
    long Id,
    string StudyInstanceUid,
    string SeriesInstanceUid,
    string SopInstanceUid,
    string SopClassUid,
    string TransferSyntaxUid,
    long Length,
    byte[] Sha256,
    NativeFrames? Frames)
{
    /// <summary>Start of a statement whose rows <see cref="Read"/> understands.</summary>
    public const string Select =
        "SELECT instance.id, study_uid, series_uid, sop_uid, sop_class, transfer_syntax, length, sha256, frames_offset, frame_length, frame_count "
        + "FROM study JOIN series ON series.study = study.id JOIN instance ON instance.series = series.id";

    /// <summary>The stable order of instances within a study.</summary>
    public const string Order = "ORDER BY series.series_number, series.id, instance.instance_number, instance.id";

    public static StoredInstance Read(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetInt64(6),
            row.GetFieldValue<byte[]>(7),
            row.IsDBNull(8) ? null : new NativeFrames(row.GetInt64(8), row.GetInt32(9), row.GetInt32(10)));
}
