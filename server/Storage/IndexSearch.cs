using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Searches the index. The order is stable: newest study first, then series and instances by number.</summary>
internal static class IndexSearch
{
    private const string StudyOrder = "study.study_date DESC, study.study_time DESC, study.id";

    /// <exception cref="InvalidSearchException">A condition cannot be searched for.</exception>
    public static List<SearchRow> Search(this IndexDatabase index, SearchRequest request)
    {
        var sql = new SearchSql();
        if (request.Scope is { } scope)
        {
            sql.Add(scope);
        }

        foreach (SearchCondition condition in request.Conditions)
        {
            sql.Add(condition, request.Level);
        }

        using SqliteConnection connection = index.Connect();
        string statement = StatementOf(request).Replace("{where}", sql.Where, StringComparison.Ordinal);
        return connection.Query(
            statement, row => Read(row, request), null, [.. sql.Parameters, ("$limit", request.Limit), ("$offset", request.Offset)]);
    }

    private static string StatementOf(SearchRequest request) => request.Level switch
    {
        SearchLevel.Study =>
            $$"""
            SELECT study_uid, study.attributes,
                (SELECT group_concat(modality, '\') FROM (SELECT DISTINCT modality FROM series WHERE study = study.id AND modality IS NOT NULL ORDER BY modality)),
                (SELECT count(*) FROM series WHERE study = study.id),
                (SELECT count(*) FROM series JOIN instance ON instance.series = series.id WHERE series.study = study.id)
            FROM study WHERE {where} ORDER BY {{StudyOrder}} LIMIT $limit OFFSET $offset
            """,
        SearchLevel.Series =>
            $$"""
            SELECT study_uid, study.attributes, series_uid, series.attributes, (SELECT count(*) FROM instance WHERE instance.series = series.id)
            FROM study JOIN series ON series.study = study.id
            WHERE {where} ORDER BY {{StudyOrder}}, series.series_number, series.id LIMIT $limit OFFSET $offset
            """,
        _ =>
            $$"""
            SELECT study_uid, study.attributes, series_uid, series.attributes, sop_uid, instance.attributes, {{(request.WithMetadata ? "json" : "NULL")}}
            FROM study JOIN series ON series.study = study.id JOIN instance ON instance.series = series.id
            {{(request.WithMetadata ? "JOIN metadata ON metadata.instance = instance.id" : "")}}
            WHERE {where} ORDER BY {{StudyOrder}}, series.series_number, series.id, instance.instance_number, instance.id LIMIT $limit OFFSET $offset
            """,
    };

    private static SearchRow Read(SqliteDataReader row, SearchRequest request)
    {
        var found = new SearchRow { StudyInstanceUid = row.GetString(0), StudyAttributes = row.GetString(1) };
        return request.Level switch
        {
            SearchLevel.Study => found with
            {
                ModalitiesInStudy = row.IsDBNull(2) ? null : row.GetString(2),
                SeriesCount = row.GetInt32(3),
                InstanceCount = row.GetInt32(4),
            },
            SearchLevel.Series => found with
            {
                SeriesInstanceUid = row.GetString(2),
                SeriesAttributes = row.GetString(3),
                InstanceCount = row.GetInt32(4),
            },
            _ => found with
            {
                SeriesInstanceUid = row.GetString(2),
                SeriesAttributes = row.GetString(3),
                SopInstanceUid = row.GetString(4),
                InstanceAttributes = row.GetString(5),
                Metadata = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
            },
        };
    }
}
