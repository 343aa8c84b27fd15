using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>The kept header of an instance and the digest of the file it came from.</summary>
internal sealed record StoredMetadata(byte[] PackedJson, byte[] Sha256);

/// <summary>Reads kept headers.</summary>
internal static class MetadataQuery
{
    /// <summary>The headers of the instances in scope, in their stable order.</summary>
    public static List<StoredMetadata> FindMetadata(this IndexDatabase index, InstanceScope scope)
    {
        using SqliteConnection connection = index.Connect();
        return connection.Query(
            "SELECT json, sha256 FROM study JOIN series ON series.study = study.id JOIN instance ON instance.series = series.id "
            + $"JOIN metadata ON metadata.instance = instance.id WHERE {scope.VisibleCondition} {StoredInstance.Order}",
            row => new StoredMetadata(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
            null,
            scope.Parameters);
    }
}
