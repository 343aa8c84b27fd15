using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Gives failures of the database the shape that failures of the disk have.</summary>
internal static class StorageFailure
{
    private const int SqliteFull = 13;
    private const int NoSpaceLeft = 28;

    /// <summary>So little space is left that uploads are refused before they take it.</summary>
    public static IOException NoRoom() => new($"Less than {DataFolder.Reserve} bytes are free on the disk of the store.", NoSpaceLeft);

    /// <summary>An I/O failure with the same meaning; "no space left" keeps its error number.</summary>
    public static IOException Of(SqliteException failure) =>
        failure.SqliteErrorCode == SqliteFull
            ? new IOException("No space left on the disk of the index.", NoSpaceLeft)
            : new IOException("The index cannot be written.", failure);
}
