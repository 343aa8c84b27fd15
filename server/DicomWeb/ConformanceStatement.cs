using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.DicomWeb.Rendering;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>
/// The DICOM conformance statement for web services (after PS3.2), written from the tables by which the server works: endpoints, media types,
/// SOP classes, transfer syntaxes, query keys, reasons, character sets and roles.
/// </summary>
internal static class ConformanceStatement
{
    /// <summary>The whole statement as Markdown.</summary>
    /// <param name="services">The services of the server that is described.</param>
    public static string Markdown(IReadOnlyList<ServiceRow> services)
    {
        var page = new StringBuilder();
        AppendOverview(page, services);
        AppendStore(page);
        ConformanceOfSearch.Append(page);
        AppendRetrieve(page);
        AppendParameters(page, "Parameters of rendered resources", RenderingQuery.Rendered);
        AppendParameters(page, "Parameters of thumbnails", RenderingQuery.Thumbnail);
        AppendParameters(page, "Parameters of WADO-URI", WadoUriQuery.Parameters);
        AppendDelete(page);
        AppendRejection(page);
        AppendTransferSyntaxes(page);
        AppendTable(page, "Character sets", ["Defined Terms", "read and written as"], DicomCharacterSets.All.Select(set => new[] { Code(set.Terms), set.Description }));
        page.Append("\nText is answered in UTF-8 (`ISO_IR 192`) by metadata and searches; instances come back in the character set in which they were stored.\n");
        AppendSecurity(page, services);
        AppendTable(page, "Appendix: SOP classes stored", ["SOP class", "UID"], SopClasses.Stored.Select(entry => new[] { NameOf(entry), Code(entry.Uid) }));
        return page.ToString();
    }

    /// <summary>A section with a table.</summary>
    public static void AppendTable(StringBuilder page, string heading, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        page.Append($"\n## {heading}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (string[] row in rows)
        {
            page.Append($"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        }
    }

    public static string Code(string text) => $"`{text}`";

    private static string NameOf(DicomUidEntry entry) => entry.IsRetired ? $"{entry.Name} (retired)" : entry.Name;

    private static void AppendOverview(StringBuilder page, IReadOnlyList<ServiceRow> services)
    {
        page.Append(
            """
            # DICOM conformance statement: web services

            *Written by `aln conformance` from the tables by which the server works; a test compares this page with them. Research use only, not a medical device.*

            The product is an origin server of the Studies Service (PS3.18 chapter 10). It is no user agent: it sends no request to another DICOM
            system, and addresses inside received objects are never fetched. It has no DIMSE service and no media service.

            """);
        AppendTable(page, "Services and transactions", ["resource", "method", "transaction", "least role"], services.Where(row => row.Method is not ("HEAD" or "OPTIONS")).Select(row => new[] { Code(row.Resource), row.Method, row.Summary, row.Role }));
        page.Append(
            """

            HEAD answers wherever GET does. OPTIONS of any resource answers its methods (`Allow`) and the Capabilities Description as
            `application/vnd.sun.wadl+xml` or `application/json`.

            """);
    }

    private static void AppendStore(StringBuilder page)
    {
        page.Append(
            """

            ## Store (STOW-RS)

            | request body | content |
            |---|---|
            | `multipart/related; type="application/dicom"` | instances as PS3.10 files |
            | `application/dicom` | one instance |
            | `multipart/related; type="application/dicom+json"` | metadata, and bulk data in parts that their BulkDataURI names by Content-Location or Content-ID; compressed frames as parts with one location, in order |
            | `application/dicom+json` | metadata of instances whose values are all inline |

            `application/dicom+xml` is refused with 415. The answer is `application/dicom+json`: 200 all stored, 202 some stored or stored with a
            warning, 400 nothing understood, 409 nothing stored, 413 metadata too long, 415 another media type, 503 too many requests, 507 disk full.
            Instances are durable when the answer arrives. Nothing of a body that ends early is stored. Attributes are not coerced; the
            preamble of files is zeroed. The same bytes stored again are acknowledged; other bytes under a stored SOP Instance UID are refused
            (0110H) and the first stay.

            """);
        AppendTable(page, "Reasons in the answer", ["attribute", "value", "meaning"],
        [
            .. Enum.GetValues<FailureReason>().Where(reason => reason != FailureReason.None).Select(reason => new[] { "Failure Reason (0008,1197)", $"{(int)reason:X4}H", Words(reason.ToString()) }),
            .. Enum.GetValues<WarningReason>().Where(reason => reason is not (WarningReason.None or WarningReason.CoercionOfDataElements)).Select(reason => new[] { "Warning Reason (0008,1196)", $"{(int)reason:X4}H", Words(reason.ToString()) }),
        ]);
    }

    private static string Words(string name) =>
        string.Concat(name.Select((letter, n) => n > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString())).Replace("sop class", "SOP class", StringComparison.OrdinalIgnoreCase);

    private static void AppendRetrieve(StringBuilder page) => page.Append(
        """

        ## Retrieve (WADO-RS)

        | resource | media types |
        |---|---|
        | study, series, instance | `multipart/related; type="application/dicom"`; `application/dicom` for one instance |
        | metadata | `application/dicom+json` |
        | rendered, thumbnail | `image/jpeg`, `image/png`; several frames as `multipart/related` of them |
        | frames | `multipart/related` with the media type of the transfer syntax, or `application/octet-stream` uncompressed; one frame also as a single part |
        | bulk data | `multipart/related; type="application/octet-stream"`, `application/octet-stream`; compressed pixel data as their frames |

        The parameter `transfer-syntax` of an accepted media type chooses Explicit or Implicit VR Little Endian, the stored one, or with `*` whatever is stored;
        without it instances come as stored. Media types may be given by the query parameter `accept`, quoted or unquoted, with `q`. Everything has a strong
        entity tag (304 to `If-None-Match`); single-part answers of known length support one range of bytes (206, 416, `If-Range`). What exists but cannot be
        given as accepted is answered with 406.

        """);

    private static void AppendDelete(StringBuilder page) => page.Append(
        """

        ## Delete

        204 when the study, series or instance is gone for every client, 404 when it was not there. A retrieval that began before is answered whole; the files of a
        large deletion are removed after the answer, and after a crash at the next start. Every deletion is kept in the audit trail before it begins.

        """);

    private static void AppendParameters(StringBuilder page, string heading, IEnumerable<QueryParameter> parameters) =>
        AppendTable(page, heading, ["parameter", "values"], parameters.Select(parameter => new[] { Code(parameter.Name), parameter.Values }));

    private static void AppendRejection(StringBuilder page)
    {
        AppendTable(page, "Rejected instances (IHE IOCM)", ["title of the note (DCM)", "meaning"], RejectionNote.Titles.Select(title => new[] { Code(title.Key), title.Value }));
        page.Append(
            """

            A Key Object Selection Document with such a title hides the instances it names from searches and retrieval for as long as it is stored, whichever came
            first and however often they are stored again; nothing is deleted. Deleting the note undoes it. The notes themselves are found and retrieved. The query
            parameter `includerejected=true`, of this server alone, shows hidden instances in searches and retrieval.

            """);
    }

    private static void AppendTransferSyntaxes(StringBuilder page)
    {
        AppendTable(page, "Transfer syntaxes", ["transfer syntax", "UID", "frames", "given out uncompressed"], TransferSyntaxes.OfTheStandard.Select(entry => new[]
        {
            NameOf(entry),
            Code(entry.Uid),
            TransferSyntaxes.AreReferences(entry.Uid) ? "an address, never fetched" : DicomTransferSyntax.Of(entry.Uid).IsEncapsulated ? Code(FrameMediaType.Of(entry.Uid)) : "native",
            TransferSyntaxes.AreReferences(entry.Uid) ? "no" : DicomPixelData.FindObstacle(DicomTransferSyntax.Of(entry.Uid), null) is null ? "yes" : DicomPixelData.NeedsCodec(DicomTransferSyntax.Of(entry.Uid)) ? "yes, with Node.js" : "no",
        }));
        page.Append("\nPrivate transfer syntaxes are refused (C122H), but for GE's `1.2.840.113619.5.2`.\n");
    }

    private static void AppendSecurity(StringBuilder page, IReadOnlyList<ServiceRow> services)
    {
        AppendTable(page, "Security", ["role", "may also"], Access.Roles.Select(role => new[] { role, string.Join("; ", services.Where(row => row.Role == role && row.Method is not ("HEAD" or "OPTIONS")).Select(row => row.Summary.Split(" (")[0]).Distinct()) }));
        page.Append(
            """

            Without a login the server answers on the loopback address alone. Any other address needs OpenID Connect: access tokens are checked for issuer, audience and
            expiry, and carry the role. Transport security is the task of a reverse proxy. Storing, searching, retrieving and deleting are kept in an audit trail.
            Every request is bounded in size, depth and time; overload is answered with 503 and `Retry-After`.

            """);
    }
}
