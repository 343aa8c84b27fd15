using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Gives failures of the database the shape that failures of the disk have.</summary>
internal static class StorageFailure
{
    private const int SqliteFull = 13;
    private const int NoSpaceLeft = 28;

    /// <summary>An I/O failure with the same meaning; "no space left" keeps its error number.</summary>
    public static IOException Of(SqliteException failure) =>
        failure.SqliteErrorCode == SqliteFull
            ? new IOException("No space left on the disk of the index.", NoSpaceLeft)
            : new IOException("The index cannot be written.", failure);
}
