using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>
/// Rejected instances (IHE IOCM) are hidden from queries and retrieval. <c>includerejected=true</c>, a parameter of this server,
/// shows them to those who look after the archive.
/// </summary>
internal static class RejectedInstances
{
    public const string Parameter = "includerejected";

    /// <summary>The scope as the request wants it.</summary>
    public static InstanceScope In(this InstanceScope scope, HttpRequest request) =>
        bool.TryParse(request.Query[Parameter], out bool included) ? scope with { IncludeRejected = included } : scope;
}
