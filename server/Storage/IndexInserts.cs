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
    private readonly SqliteCommand _isRejected;
    private readonly SqliteCommand _insertRejection;
    private readonly SqliteCommand _reject;

    public IndexInserts(SqliteConnection connection)
    {
        _connection = connection;
        _findInstance = Prepare("SELECT sha256 FROM instance WHERE sop_uid = $sop", "$sop");
        _findStudy = Prepare("SELECT id FROM study WHERE study_uid = $uid", "$uid");
        _insertStudy = Prepare(
            "INSERT INTO study (study_uid, patient_id, patient_name, patient_name_ideographic, patient_name_phonetic, patient_name_words, study_date, study_time, accession_number, attributes) "
            + "VALUES ($uid, $patient, $name, $ideographic, $phonetic, $words, $date, $time, $accession, $attributes) RETURNING id",
            "$uid", "$patient", "$name", "$ideographic", "$phonetic", "$words", "$date", "$time", "$accession", "$attributes");
        _findSeries = Prepare("SELECT id FROM series WHERE study = $study AND series_uid = $uid", "$study", "$uid");
        _insertSeries = Prepare(
            "INSERT INTO series (study, series_uid, modality, series_number, attributes) VALUES ($study, $uid, $modality, $number, $attributes) RETURNING id",
            "$study", "$uid", "$modality", "$number", "$attributes");
        _insertInstance = Prepare(
            "INSERT INTO instance (series, sop_uid, sop_class, transfer_syntax, instance_number, length, sha256, frames_offset, frame_length, frame_count, rejected, attributes) "
            + "VALUES ($series, $sop, $class, $syntax, $number, $length, $sha256, $offset, $frameLength, $frameCount, $rejected, $attributes) RETURNING id",
            "$series", "$sop", "$class", "$syntax", "$number", "$length", "$sha256", "$offset", "$frameLength", "$frameCount", "$rejected", "$attributes");
        _insertMetadata = Prepare("INSERT INTO metadata (instance, json) VALUES ($instance, $json)", "$instance", "$json");
        _forgetDeletion = Prepare("DELETE FROM pending_deletion WHERE file = $file", "$file");
        _isRejected = Prepare("SELECT EXISTS (SELECT 1 FROM rejection WHERE sop_uid = $sop)", "$sop");
        _insertRejection = Prepare("INSERT OR IGNORE INTO rejection (sop_uid, note) VALUES ($sop, $note)", "$sop", "$note");
        _reject = Prepare("UPDATE instance SET rejected = 1 WHERE sop_uid = $sop", "$sop");
    }

    /// <summary>SHA-256 of the bytes stored under a SOP Instance UID; null when there are none.</summary>
    public byte[]? FindSha256(SqliteTransaction transaction, string sopInstanceUid) =>
        (byte[]?)Scalar(_findInstance, transaction, sopInstanceUid);

    /// <summary>Whether a stored rejection note names the instance.</summary>
    public bool IsRejected(SqliteTransaction transaction, string sopInstanceUid) => (long)Scalar(_isRejected, transaction, sopInstanceUid)! == 1;

    /// <summary>Adds an instance that is not in the index, with its study and series where they are new.</summary>
    /// <returns>Whether a rejection note hides it.</returns>
    public bool Insert(SqliteTransaction transaction, InstanceRecord record, long length, byte[] sha256)
    {
        long study = (long?)Scalar(_findStudy, transaction, record.StudyInstanceUid)
            ?? (long)Scalar(
                _insertStudy, transaction, record.StudyInstanceUid, record.PatientId, record.PatientName, record.PatientNameIdeographic,
                record.PatientNamePhonetic, record.PatientNameWords, record.StudyDate, record.StudyTime, record.AccessionNumber, record.StudyAttributes)!;
        long series = (long?)Scalar(_findSeries, transaction, study, record.SeriesInstanceUid)
            ?? (long)Scalar(
                _insertSeries, transaction, study, record.SeriesInstanceUid, record.Modality, record.SeriesNumber, record.SeriesAttributes)!;
        bool isRejected = IsRejected(transaction, record.SopInstanceUid);
        object? instance = Scalar(
            _insertInstance, transaction, series, record.SopInstanceUid, record.SopClassUid, record.TransferSyntaxUid,
            record.InstanceNumber, length, sha256, record.Frames?.Offset, record.Frames?.FrameLength, record.Frames?.Count, isRejected, record.InstanceAttributes);
        Scalar(_insertMetadata, transaction, instance, record.Metadata);
        Scalar(_forgetDeletion, transaction, InstanceFiles.NameOf(record.SopInstanceUid));
        foreach (string rejected in record.RejectedUids)
        {
            Scalar(_insertRejection, transaction, rejected, record.SopInstanceUid);
            Scalar(_reject, transaction, rejected);
        }

        return isRejected;
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in (ReadOnlySpan<SqliteCommand>)
            [_findInstance, _findStudy, _insertStudy, _findSeries, _insertSeries, _insertInstance, _insertMetadata, _forgetDeletion, _isRejected, _insertRejection, _reject])
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
