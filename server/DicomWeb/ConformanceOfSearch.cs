using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The part of the conformance statement on searching: parameters, and per level which attributes match how and which are answered.</summary>
internal static class ConformanceOfSearch
{
    public static void Append(StringBuilder page)
    {
        page.Append(
            $$"""

            ## Search (QIDO-RS)

            The answer is `application/dicom+json`; 204 when nothing matches, 400 naming the parameter when it is malformed. Results are in a stable order: newest
            study first, then series and instances by number. Attributes are given by keyword or tag, inside sequences by a path (`00400275.00400009`).

            | parameter | support |
            |---|---|
            | `limit` | up to {{QidoQuery.LargestLimit}}, which is the default; `Warning: 299` when more remain |
            | `offset` | yes |
            | `includefield` | keywords or tags, repeated or separated by commas, or `all`; at the level of instances every attribute of the header |
            | `fuzzymatching` | for Patient's Name: each word asked for begins a word of the name, in any order, without regard to case and accents; other names literally, with `Warning: 299` |
            | `emptyvaluematching` | yes: `""` matches an attribute without a value |
            | `multiplevaluematching` | always: values separated by backslashes, codes also by commas |
            | `accept` | yes |
            | `{{RejectedInstances.Parameter}}` | shows rejected instances; of this server alone |

            Matching is literal and regards case, but for person names. A name without `=` matches any of its component groups. A range of dates with a range of times
            is one span (combined date-time matching). Universal matching (an empty value or `*`) asks for the attribute alone.

            """);
        AppendLevel(page, "Query keys of studies", LevelAttributes.Study, QidoAttributes.Study, [DicomTag.ModalitiesInStudy]);
        page.Append("\nAlso answered: Modalities in Study, Number of Study Related Series, Number of Study Related Instances, Instance Availability, Retrieve URL.\n");
        AppendLevel(page, "Query keys of series", LevelAttributes.Series, QidoAttributes.Series, []);
        page.Append("\nAlso answered: Number of Series Related Instances, Instance Availability, Retrieve URL. Keys of studies match too.\n");
        AppendLevel(page, "Query keys of instances", LevelAttributes.Instance, QidoAttributes.Instance, []);
        page.Append("\nAlso answered: Instance Availability, Retrieve URL. Keys of studies and series match too.\n");
    }

    private static void AppendLevel(StringBuilder page, string heading, IReadOnlyList<DicomTag> keys, IReadOnlySet<DicomTag> usual, IReadOnlyList<DicomTag> computed) =>
        ConformanceStatement.AppendTable(page, heading, ["attribute", "tag", "types of matching", "answered"], keys.Where(tag => tag != DicomTag.SpecificCharacterSet).Concat(computed).Order().Select(tag => new[]
        {
            DicomRegistry.Find(tag)!.Name,
            tag.ToString().Split(' ')[0],
            string.Join(", ", ValueMatch.KindsOf(tag)),
            usual.Contains(tag) || computed.Contains(tag) ? "always" : "on request",
        }));
}
