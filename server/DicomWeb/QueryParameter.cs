namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>A query parameter that an endpoint understands, as metadata of the endpoint: documents are made from it.</summary>
/// <param name="Name">Name in the query.</param>
/// <param name="Values">What may be given, and what it does.</param>
internal sealed record QueryParameter(string Name, string Values);

/// <summary>Describes endpoints.</summary>
internal static class QueryParameters
{
    public static TBuilder WithQueryParameters<TBuilder>(this TBuilder endpoint, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. parameters]);
}
