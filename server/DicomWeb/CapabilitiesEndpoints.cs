using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing.Template;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Retrieve Capabilities (PS3.18 section 8.9): OPTIONS of any resource, and the conformance statement to read.</summary>
internal static class CapabilitiesEndpoints
{
    /// <summary>Maps OPTIONS onto every resource that is mapped already, so it comes last.</summary>
    public static void MapCapabilities(this RouteGroupBuilder group, IEndpointRouteBuilder routes)
    {
        string[] resources = [.. ServiceTable.Of(routes.DataSources.SelectMany(source => source.Endpoints)).Select(row => row.Resource).Distinct()];
        group.MapGet("", Describe).WithSummary("Describe the services").NotAudited();
        group.MapGet("/conformance", Conformance).WithSummary("Read the conformance statement").NotAudited();
        foreach (string resource in resources.Append(DicomWebAddress.Path))
        {
            routes.MapMethods(resource, [HttpMethods.Options], DescribeResource).WithTags(DicomWebEndpoints.Tag).WithSummary("Retrieve Capabilities").ExcludeFromDescription().NotAudited();
        }
    }

    internal static IResult Describe(HttpRequest request, EndpointDataSource endpoints) => Answer(request, ServiceTable.Of(endpoints.Endpoints));

    internal static ContentHttpResult Conformance(EndpointDataSource endpoints) =>
        TypedResults.Text(ConformanceStatement.Markdown(ServiceTable.Of(endpoints.Endpoints)), "text/markdown");

    internal static IResult DescribeResource(HttpContext context, EndpointDataSource endpoints)
    {
        IReadOnlyList<ServiceRow> all = ServiceTable.Of(endpoints.Endpoints);
        IReadOnlyList<ServiceRow> here = [.. all.Where(row => IsAt(row.Resource, context.Request.Path))];
        context.Response.Headers.Allow = string.Join(", ", here.Select(row => row.Method).Distinct());
        return Answer(context.Request, context.Request.Path.Equals(DicomWebAddress.Path, StringComparison.OrdinalIgnoreCase) ? all : here);
    }

    private static bool IsAt(string resource, PathString path) =>
        new TemplateMatcher(TemplateParser.Parse(resource), []).TryMatch(path, []);

    private static IResult Answer(HttpRequest request, IReadOnlyList<ServiceRow> rows)
    {
        string root = $"{request.Scheme}://{request.Host}";
        foreach (DicomMediaType type in Accepts.Of(request))
        {
            switch (type.MediaType)
            {
                case CapabilitiesDescription.Wadl or "application/xml" or "text/xml":
                    return TypedResults.Text(CapabilitiesDescription.ToWadl(root, rows), CapabilitiesDescription.Wadl);
                case DicomMediaType.Json or "*/*" or "application/*" or "text/html":
                    return TypedResults.Json(CapabilitiesDescription.ToJson(root, rows));
            }
        }

        return DicomWebProblems.NotAcceptable(Accepts.TextOf(request), $"{CapabilitiesDescription.Wadl} or {DicomMediaType.Json}");
    }
}
