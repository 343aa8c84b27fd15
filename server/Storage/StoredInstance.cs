using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>An instance of the store as the index knows it.</summary>
internal sealed record StoredInstance(
    string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid, string TransferSyntaxUid, long Length, NativeFrames? Frames, byte[] Sha256)
{
    /// <summary>Start of a statement whose rows <see cref="Read"/> understands.</summary>
    public const string Select =
        "SELECT study_uid, series_uid, sop_uid, transfer_syntax, length, frames_offset, frame_length, frame_count, sha256 "
        + "FROM study JOIN series ON series.study = study.id JOIN instance ON instance.series = series.id";

    /// <summary>The stable order of instances within a study.</summary>
    public const string Order = "ORDER BY series.series_number, series.id, instance.instance_number, instance.id";

    public static StoredInstance Read(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetInt64(4),
            row.IsDBNull(5) ? null : new NativeFrames(row.GetInt64(5), row.GetInt32(6), row.GetInt32(7)),
            row.GetFieldValue<byte[]>(8));
}
