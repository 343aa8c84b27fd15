using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>QIDO-RS: the Search transaction (PS3.18 section 10.6).</summary>
internal static class QidoEndpoints
{
    public static void MapQido(this RouteGroupBuilder group)
    {
        group.MapGet("/studies", SearchStudies).WithSummary("Search for studies (QIDO-RS)");
        group.MapGet("/series", SearchSeries).WithSummary("Search for series everywhere (QIDO-RS)");
        group.MapGet("/instances", SearchInstances).WithSummary("Search for instances everywhere (QIDO-RS)");
        group.MapGet("/studies/{study}/series", SearchSeriesOfStudy).WithSummary("Search for series of a study (QIDO-RS)");
        group.MapGet("/studies/{study}/instances", SearchInstancesOfStudy).WithSummary("Search for instances of a study (QIDO-RS)");
        group.MapGet("/studies/{study}/series/{series}/instances", SearchInstancesOfSeries).WithSummary("Search for instances of a series (QIDO-RS)");
    }

    internal static IResult SearchStudies(HttpContext context, InstanceStore store) => Search(context, store, SearchLevel.Study, null);

    internal static IResult SearchSeries(HttpContext context, InstanceStore store) => Search(context, store, SearchLevel.Series, null);

    internal static IResult SearchInstances(HttpContext context, InstanceStore store) => Search(context, store, SearchLevel.Instance, null);

    internal static IResult SearchSeriesOfStudy(HttpContext context, InstanceStore store, string study) =>
        Search(context, store, SearchLevel.Series, new InstanceScope(study));

    internal static IResult SearchInstancesOfStudy(HttpContext context, InstanceStore store, string study) =>
        Search(context, store, SearchLevel.Instance, new InstanceScope(study));

    internal static IResult SearchInstancesOfSeries(HttpContext context, InstanceStore store, string study, string series) =>
        Search(context, store, SearchLevel.Instance, new InstanceScope(study, series));

    private static IResult Search(HttpContext context, InstanceStore store, SearchLevel level, InstanceScope? scope)
    {
        if (!Accepts.DicomJson(context.Request, out IResult? notAcceptable))
        {
            return notAcceptable;
        }

        try
        {
            QidoQuery query = QidoQuery.Parse(context.Request.Query);
            var request = new SearchRequest
            {
                Level = level,
                Scope = scope,
                Conditions = query.Conditions,
                FuzzyNames = query.FuzzyMatching,
                MatchEmpty = query.EmptyValueMatching,
                IncludeRejected = query.IncludeRejected,
                Limit = query.Limit + 1,
                Offset = query.Offset,
                WithMetadata = level == SearchLevel.Instance && (query.IncludeAll || query.Include.Any(tag => !LevelAttributes.IsKept(tag))),
            };
            return Answer(context, store.Index.Search(request), request, query);
        }
        catch (InvalidSearchException failure)
        {
            return DicomWebProblems.InvalidQuery(failure.Message);
        }
    }

    private static IResult Answer(HttpContext context, List<SearchRow> rows, SearchRequest request, QidoQuery query)
    {
        if (query.FuzzyMatching && query.Conditions.Any(IsOtherName))
        {
            Warn(context.Response, "The fuzzymatching parameter is supported for PatientName. Only literal matching has been performed for other names.");
        }

        if (rows.Count > query.Limit)
        {
            rows.RemoveAt(rows.Count - 1);
            Warn(context.Response, "There are additional results that can be requested with the offset parameter.");
        }

        return rows.Count == 0
            ? TypedResults.NoContent()
            : new QidoAnswer(rows, request, query, DicomWebAddress.Of(context.Request));
    }

    private static bool IsOtherName(SearchCondition condition) =>
        DicomRegistry.VROf(condition.Path[^1]) == DicomVR.PN && condition.Path[0] != DicomTag.PatientName;

    private static void Warn(HttpResponse response, string text) => response.Headers.Append("Warning", $"299 aln \"{text}\"");
}
