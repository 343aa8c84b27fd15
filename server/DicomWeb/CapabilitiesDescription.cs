using System.Xml.Linq;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The Capabilities Description (PS3.18 section 8.9.3) in both of its media types.</summary>
internal static class CapabilitiesDescription
{
    /// <summary>Media type of the Web Application Description Language.</summary>
    public const string Wadl = "application/vnd.sun.wadl+xml";

    private static readonly XNamespace Namespace = "http://wadl.dev.java.net/2009/02";

    /// <summary>The services as JSON: the address of the root and each resource with its methods.</summary>
    public static object ToJson(string root, IReadOnlyList<ServiceRow> rows) => new
    {
        Base = root,
        Resources = rows.GroupBy(row => row.Resource).Select(resource => new
        {
            Path = resource.Key,
            Methods = resource.Select(row => new { Name = row.Method, row.Summary, row.Role }),
        }),
    };

    /// <summary>The services in the Web Application Description Language.</summary>
    public static string ToWadl(string root, IReadOnlyList<ServiceRow> rows) =>
        new XElement(
            Namespace + "application",
            new XElement(
                Namespace + "resources",
                new XAttribute("base", root),
                rows.GroupBy(row => row.Resource).Select(resource => new XElement(
                    Namespace + "resource",
                    new XAttribute("path", resource.Key.TrimStart('/')),
                    resource.Select(row => new XElement(
                        Namespace + "method", new XAttribute("name", row.Method), new XElement(Namespace + "doc", row.Summary))))))).ToString();
}
