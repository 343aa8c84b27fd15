using Microsoft.Data.Sqlite;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Deletion in two durable steps: the index forgets the instances and notes their files, then the files go. A crash between
/// the steps is finished at the next start, so that a deleted instance never comes back.
/// </summary>
internal sealed class IndexDeletes(SqliteConnection connection, InstanceFiles files)
{
    private const string InScope = "FROM study JOIN series ON series.study = study.id JOIN instance ON instance.series = series.id WHERE";

    /// <summary>The first step, inside the writer's transaction.</summary>
    /// <returns>The files to be removed, one per instance that the scope held.</returns>
    public List<string> Delete(SqliteTransaction transaction, InstanceScope scope)
    {
        LiftRejections(transaction, scope);
        List<string> names = [.. connection.Query($"SELECT instance.sop_uid {InScope} {scope.Condition}", row => InstanceFiles.NameOf(row.GetString(0)), transaction, scope.Parameters)];
        names.Sort(StringComparer.Ordinal);
        ForEach(transaction, "INSERT OR IGNORE INTO pending_deletion (file) VALUES ($file)", names);
        connection.Execute($"DELETE FROM instance WHERE id IN (SELECT instance.id {InScope} {scope.Condition})", transaction, scope.Parameters);
        connection.Execute(
            "DELETE FROM series WHERE study = (SELECT id FROM study WHERE study_uid = $study) AND NOT EXISTS (SELECT 1 FROM instance WHERE instance.series = series.id)",
            transaction,
            ("$study", scope.StudyInstanceUid));
        connection.Execute(
            "DELETE FROM study WHERE study_uid = $study AND NOT EXISTS (SELECT 1 FROM series WHERE series.study = study.id)",
            transaction,
            ("$study", scope.StudyInstanceUid));
        return names;
    }

    /// <summary>The second step for some files, inside the writer's transaction. A file whose instance was stored again meanwhile is no longer noted and stays.</summary>
    public void RemoveFiles(SqliteTransaction transaction, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (connection.Scalar<string>("SELECT file FROM pending_deletion WHERE file = $file", transaction, ("$file", name)) is not null)
            {
                File.Delete(files.PathOf(name));
            }
        }

        ForEach(transaction, "DELETE FROM pending_deletion WHERE file = $file", names);
    }

    /// <summary>The second step for all files that a crash left.</summary>
    public void FinishPending()
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        RemoveFiles(transaction, connection.Query("SELECT file FROM pending_deletion", row => row.GetString(0), transaction));
        transaction.Commit();
    }

    /// <summary>Shows again what rejection notes in scope hid and no other note hides.</summary>
    private void LiftRejections(SqliteTransaction transaction, InstanceScope scope)
    {
        List<string> notes = connection.Query(
            $"SELECT instance.sop_uid {InScope} {scope.Condition} AND instance.sop_class = '{DicomUid.KeyObjectSelectionDocumentStorage}'",
            row => row.GetString(0),
            transaction,
            scope.Parameters);
        foreach (string note in notes)
        {
            connection.Execute(
                "UPDATE instance SET rejected = 0 WHERE sop_uid IN (SELECT sop_uid FROM rejection WHERE note = $note) "
                + "AND NOT EXISTS (SELECT 1 FROM rejection AS other WHERE other.sop_uid = instance.sop_uid AND other.note <> $note)",
                transaction,
                ("$note", note));
            connection.Execute("DELETE FROM rejection WHERE note = $note", transaction, ("$note", note));
        }
    }

    private void ForEach(SqliteTransaction transaction, string sql, IEnumerable<string> names)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        SqliteParameter file = command.Parameters.AddWithValue("$file", "");
        foreach (string name in names)
        {
            file.Value = name;
            command.ExecuteNonQuery();
        }
    }
}
