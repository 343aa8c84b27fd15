using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>The writer's prepared statements for adding one instance with its study and series.</summary>
internal sealed class IndexInserts : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _findInstance;
    private readonly SqliteCommand _findStudy;
    private readonly SqliteCommand _insertStudy;
    private readonly SqliteCommand _findSeries;
    private readonly SqliteCommand _insertSeries;
    private readonly SqliteCommand _insertInstance;
    private readonly SqliteCommand _insertMetadata;
    private readonly SqliteCommand _forgetDeletion;

    public IndexInserts(SqliteConnection connection)
    {
        _connection = connection;
        _findInstance = Prepare("SELECT sha256 FROM instance WHERE sop_uid = $sop", "$sop");
        _findStudy = Prepare("SELECT id FROM study WHERE study_uid = $uid", "$uid");
        _insertStudy = Prepare(
            "INSERT INTO study (study_uid, patient_id, patient_name, patient_name_other, study_date, study_time, accession_number, attributes) "
            + "VALUES ($uid, $patient, $name, $other, $date, $time, $accession, $attributes) RETURNING id",
            "$uid", "$patient", "$name", "$other", "$date", "$time", "$accession", "$attributes");
        _findSeries = Prepare("SELECT id FROM series WHERE study = $study AND series_uid = $uid", "$study", "$uid");
        _insertSeries = Prepare(
            "INSERT INTO series (study, series_uid, modality, series_number, attributes) VALUES ($study, $uid, $modality, $number, $attributes) RETURNING id",
            "$study", "$uid", "$modality", "$number", "$attributes");
        _insertInstance = Prepare(
            "INSERT INTO instance (series, sop_uid, sop_class, transfer_syntax, instance_number, length, sha256, frames_offset, frame_length, frame_count, attributes) "
            + "VALUES ($series, $sop, $class, $syntax, $number, $length, $sha256, $offset, $frameLength, $frameCount, $attributes) RETURNING id",
            "$series", "$sop", "$class", "$syntax", "$number", "$length", "$sha256", "$offset", "$frameLength", "$frameCount", "$attributes");
        _insertMetadata = Prepare("INSERT INTO metadata (instance, json) VALUES ($instance, $json)", "$instance", "$json");
        _forgetDeletion = Prepare("DELETE FROM pending_deletion WHERE file = $file", "$file");
    }

    /// <summary>SHA-256 of the bytes stored under a SOP Instance UID; null when there are none.</summary>
    public byte[]? FindSha256(SqliteTransaction transaction, string sopInstanceUid) =>
        (byte[]?)Scalar(_findInstance, transaction, sopInstanceUid);

    /// <summary>Adds an instance that is not in the index, with its study and series where they are new.</summary>
    public void Insert(SqliteTransaction transaction, InstanceRecord record, long length, byte[] sha256)
    {
        long study = (long?)Scalar(_findStudy, transaction, record.StudyInstanceUid)
            ?? (long)Scalar(
                _insertStudy, transaction, record.StudyInstanceUid, record.PatientId, record.PatientName, record.PatientNameOther,
                record.StudyDate, record.StudyTime, record.AccessionNumber, record.StudyAttributes)!;
        long series = (long?)Scalar(_findSeries, transaction, study, record.SeriesInstanceUid)
            ?? (long)Scalar(
                _insertSeries, transaction, study, record.SeriesInstanceUid, record.Modality, record.SeriesNumber, record.SeriesAttributes)!;
        object? instance = Scalar(
            _insertInstance, transaction, series, record.SopInstanceUid, record.SopClassUid, record.TransferSyntaxUid,
            record.InstanceNumber, length, sha256, record.Frames?.Offset, record.Frames?.FrameLength, record.Frames?.Count, record.InstanceAttributes);
        Scalar(_insertMetadata, transaction, instance, record.Metadata);
        Scalar(_forgetDeletion, transaction, InstanceFiles.NameOf(record.SopInstanceUid));
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in (ReadOnlySpan<SqliteCommand>)
            [_findInstance, _findStudy, _insertStudy, _findSeries, _insertSeries, _insertInstance, _insertMetadata, _forgetDeletion])
        {
            command.Dispose();
        }
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> names)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in names)
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        return command;
    }

    private static object? Scalar(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        command.Transaction = transaction;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteScalar();
    }
}
