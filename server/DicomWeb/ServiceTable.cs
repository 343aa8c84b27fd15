using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>One method of one resource, as the endpoint itself declares it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Resource">Path with its parameters in braces.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Role">The least role that may use it.</param>
internal sealed record ServiceRow(string Method, string Resource, string Summary, string Role);

/// <summary>The DICOMweb services, read from the endpoints that answer them; capabilities and conformance statement are written from it.</summary>
internal static class ServiceTable
{
    private static readonly string[] MethodOrder = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Options];

    /// <summary>All methods of all resources, by resource, then method.</summary>
    public static IReadOnlyList<ServiceRow> Of(IEnumerable<Endpoint> endpoints) =>
    [
        .. endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags.Contains(DicomWebEndpoints.Tag) == true)
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(method => new ServiceRow(method, ResourceOf(endpoint.RoutePattern), endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary, Access.RoleFor(endpoint))))
            .OrderBy(row => row.Resource, StringComparer.Ordinal)
            .ThenBy(row => Array.IndexOf(MethodOrder, row.Method)),
    ];

    private static string ResourceOf(RoutePattern pattern) => "/" + (pattern.RawText ?? "").Trim('/');
}
