using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Deletion in two durable steps: the index forgets the instances and notes their files, then the files go. A crash between
/// the steps is finished at the next start, so that a deleted instance never comes back.
/// </summary>
internal sealed class IndexDeletes(SqliteConnection connection, InstanceFiles files)
{
    /// <summary>The first step, inside the writer's transaction.</summary>
    /// <returns>How many instances the scope held.</returns>
    public int Delete(SqliteTransaction transaction, InstanceScope scope)
    {
        List<string> uids = connection.Query(
            $"SELECT instance.sop_uid FROM study JOIN series ON series.study = study.id JOIN instance ON instance.series = series.id WHERE {scope.Condition}",
            row => row.GetString(0),
            transaction,
            scope.Parameters);
        NoteFiles(transaction, uids);
        connection.Execute(
            "DELETE FROM instance WHERE id IN (SELECT instance.id FROM study JOIN series ON series.study = study.id "
            + $"JOIN instance ON instance.series = series.id WHERE {scope.Condition})",
            transaction,
            scope.Parameters);
        connection.Execute(
            "DELETE FROM series WHERE study = (SELECT id FROM study WHERE study_uid = $study) AND NOT EXISTS (SELECT 1 FROM instance WHERE instance.series = series.id)",
            transaction,
            ("$study", scope.StudyInstanceUid));
        connection.Execute(
            "DELETE FROM study WHERE study_uid = $study AND NOT EXISTS (SELECT 1 FROM series WHERE series.study = study.id)",
            transaction,
            ("$study", scope.StudyInstanceUid));
        return uids.Count;
    }

    private void NoteFiles(SqliteTransaction transaction, List<string> sopInstanceUids)
    {
        using SqliteCommand note = connection.CreateCommand();
        note.CommandText = "INSERT OR IGNORE INTO pending_deletion (file) VALUES ($file)";
        note.Transaction = transaction;
        SqliteParameter file = note.Parameters.AddWithValue("$file", "");
        foreach (string uid in sopInstanceUids)
        {
            file.Value = InstanceFiles.NameOf(uid);
            note.ExecuteNonQuery();
        }
    }

    /// <summary>The second step, for all noted files, also those that a crash left.</summary>
    public void FinishPending()
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        foreach (string name in connection.Query("SELECT file FROM pending_deletion", row => row.GetString(0), transaction))
        {
            File.Delete(files.PathOf(name));
        }

        connection.Execute("DELETE FROM pending_deletion", transaction);
        transaction.Commit();
    }
}
