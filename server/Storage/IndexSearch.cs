using Microsoft.Data.Sqlite;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Searches the index. The order is stable: newest study first, then series and instances by number.</summary>
internal static class IndexSearch
{
    private const string StudyOrder = "study.study_date DESC, study.study_time DESC, study.id";

    /// <exception cref="InvalidSearchException">A condition cannot be searched for.</exception>
    public static List<SearchRow> Search(this IndexDatabase index, SearchRequest request)
    {
        var sql = new SearchSql(request);
        sql.AddAll();
        using SqliteConnection connection = index.Connect();
        connection.CreateFunction<string?, string?>(PersonNameKey.FoldFunction, name => name is null ? null : PersonNameKey.Fold(name), isDeterministic: true);
        string statement = StatementOf(request).Replace("{where}", sql.Where, StringComparison.Ordinal);
        return connection.Query(
            statement, row => Read(row, request), null, [.. sql.Parameters, ("$limit", request.Limit), ("$offset", request.Offset)]);
    }

    private static string StatementOf(SearchRequest request) => request.Level switch
    {
        SearchLevel.Study => OfStudies(request.IncludeRejected ? "TRUE" : VisibleSql.Study, request.IncludeRejected ? "TRUE" : VisibleSql.Series, CountedInstances(request)),
        SearchLevel.Series => OfSeries(Join(request), request.IncludeRejected ? "TRUE" : VisibleSql.Series, CountedInstances(request)),
        _ => OfInstances(Join(request), CountedInstances(request), request.WithMetadata),
    };

    private static string CountedInstances(SearchRequest request) => request.IncludeRejected ? "TRUE" : "instance.rejected = 0";

    /// <summary>
    /// Walking from the newest study down finds the first rows without sorting all; only a UID of a lower level is a better start.
    /// </summary>
    private static string Join(SearchRequest request) =>
        request.Conditions.Any(condition => condition.Path is [var tag] && (tag == DicomTag.SeriesInstanceUID || tag == DicomTag.SOPInstanceUID)) ? "JOIN" : "CROSS JOIN";

    private static string OfStudies(string visibleStudy, string visibleSeries, string visibleInstance) =>
        $$"""
        SELECT study_uid, study.attributes,
            (SELECT group_concat(modality, '\') FROM (SELECT DISTINCT modality FROM series WHERE study = study.id AND modality IS NOT NULL AND {{visibleSeries}} ORDER BY modality)),
            (SELECT count(*) FROM series WHERE study = study.id AND {{visibleSeries}}),
            (SELECT count(*) FROM series CROSS JOIN instance ON instance.series = series.id WHERE series.study = study.id AND {{visibleInstance}})
        FROM study WHERE {where} AND {{visibleStudy}} ORDER BY {{StudyOrder}} LIMIT $limit OFFSET $offset
        """;

    private static string OfSeries(string join, string visibleSeries, string visibleInstance) =>
        $$"""
        SELECT study_uid, study.attributes, series_uid, series.attributes, (SELECT count(*) FROM instance WHERE instance.series = series.id AND {{visibleInstance}})
        FROM study {{join}} series ON series.study = study.id
        WHERE {where} AND {{visibleSeries}} ORDER BY {{StudyOrder}}, series.series_number, series.id LIMIT $limit OFFSET $offset
        """;

    private static string OfInstances(string join, string visibleInstance, bool withMetadata) =>
        $$"""
        SELECT study_uid, study.attributes, series_uid, series.attributes, sop_uid, instance.attributes, {{(withMetadata ? "json" : "NULL")}}
        FROM study {{join}} series ON series.study = study.id {{join}} instance ON instance.series = series.id
        {{(withMetadata ? $"{join} metadata ON metadata.instance = instance.id" : "")}}
        WHERE {where} AND {{visibleInstance}} ORDER BY {{StudyOrder}}, series.series_number, series.id, instance.instance_number, instance.id LIMIT $limit OFFSET $offset
        """;

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
