using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>The SQLite database behind the index: one writer at a time, readers that never wait (write-ahead log).</summary>
internal sealed class IndexDatabase
{
    /// <summary>Seconds a writer waits for another process to finish its transaction.</summary>
    private const int BusyTimeoutSeconds = 60;

    private const int SchemaVersion = 2;

    private readonly string _connectionString;

    private IndexDatabase(string file) => _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWriteCreate,
        DefaultTimeout = BusyTimeoutSeconds,
        ForeignKeys = true,
    }.ToString();

    /// <summary>Opens the database, making its tables when it is new or of an older version.</summary>
    /// <param name="file">Path of the database.</param>
    /// <param name="isNew">Whether the tables were made now.</param>
    /// <exception cref="DataFolderException">The file is no index, or was written by a newer version.</exception>
    public static IndexDatabase Open(string file, out bool isNew)
    {
        var database = new IndexDatabase(file);
        try
        {
            using SqliteConnection connection = database.Connect();
            connection.Execute("PRAGMA journal_mode = WAL");
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            long version = connection.Scalar<long>("PRAGMA user_version", transaction);
            isNew = version < SchemaVersion;
            if (version > SchemaVersion)
            {
                throw new DataFolderException($"the index {file} was written by a newer version (schema {version}, this version knows {SchemaVersion}): update the program.");
            }

            if (isNew)
            {
                connection.Execute(IndexSchema.Drop + IndexSchema.Create + $"PRAGMA user_version = {SchemaVersion};", transaction);
            }

            transaction.Commit();
            return database;
        }
        catch (SqliteException failure)
        {
            throw new DataFolderException($"cannot open the index {file} ({failure.Message}): restore it, or move it away and it is rebuilt from the images at the next start.", failure);
        }
    }

    /// <summary>A pooled connection for reading.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>A connection for the writer: a commit returns only when the disk has it.</summary>
    public SqliteConnection ConnectForWriting()
    {
        SqliteConnection connection = Connect();
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }

    /// <summary>Closes the pooled connections; the last one folds the write-ahead log into the database.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
