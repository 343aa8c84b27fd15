using Microsoft.Extensions.Primitives;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The query part of a QIDO-RS address (PS3.18 section 8.3.4).</summary>
internal sealed record QidoQuery
{
    /// <summary>Most rows of one answer; a client pages through more with <c>offset</c>.</summary>
    public const int LargestLimit = 10_000;

    /// <summary>Most sequences that a condition may go through; real queries go through one or two.</summary>
    private const int DeepestPath = 16;

    public IReadOnlyList<SearchCondition> Conditions { get; private init; } = [];

    public int Limit { get; private init; } = LargestLimit;

    public int Offset { get; private init; }

    /// <summary>Attributes asked for beyond the usual ones.</summary>
    public IReadOnlySet<DicomTag> Include { get; private init; } = new HashSet<DicomTag>();

    public bool IncludeAll { get; private init; }

    /// <summary>Whether a patient's name matches by the beginnings of its words.</summary>
    public bool FuzzyMatching { get; private init; }

    /// <summary>Whether <c>""</c> matches attributes without a value.</summary>
    public bool EmptyValueMatching { get; private init; }

    /// <summary>Whether rejected instances are found, which IHE IOCM hides.</summary>
    public bool IncludeRejected { get; private init; }

    /// <exception cref="InvalidSearchException">A parameter is unknown or malformed; the message names it.</exception>
    public static QidoQuery Parse(IQueryCollection parameters)
    {
        var query = new QidoQuery();
        var include = new HashSet<DicomTag>();
        var conditions = new List<SearchCondition>();
        foreach ((string name, StringValues values) in parameters)
        {
            switch (name.ToLowerInvariant())
            {
                case "limit":
                    query = query with { Limit = Math.Min(LargestLimit, Number(name, values)) };
                    break;
                case "offset":
                    query = query with { Offset = Number(name, values) };
                    break;
                case "fuzzymatching":
                    query = query with { FuzzyMatching = Flag(name, values) };
                    break;
                case "emptyvaluematching":
                    query = query with { EmptyValueMatching = Flag(name, values) };
                    break;
                case "multiplevaluematching":
                    Flag(name, values);
                    break;
                case RejectedInstances.Parameter:
                    query = query with { IncludeRejected = Flag(name, values) };
                    break;
                case "includefield":
                    query = query with { IncludeAll = query.IncludeAll | AddFields(values, include) };
                    break;
                case "accept":
                    break;
                default:
                    AddCondition(name, values, conditions, include);
                    break;
            }
        }

        return query with { Conditions = conditions, Include = include };
    }

    private static bool Flag(string name, StringValues values) =>
        bool.TryParse(values[0], out bool flag)
            ? flag
            : throw new InvalidSearchException($"{name}: '{Problems.Shortened(values[0] ?? "")}' is neither true nor false.");

    private static int Number(string name, StringValues values) =>
        int.TryParse(values[0], System.Globalization.NumberStyles.None, null, out int number)
            ? number
            : throw new InvalidSearchException($"{name}: '{Problems.Shortened(values[0] ?? "")}' is no whole number from 0.");

    /// <summary>Reads <c>includefield</c>: keywords or tags, repeated or separated by commas; unknown ones are ignored as PS3.18 asks.</summary>
    /// <returns>Whether it asks for all.</returns>
    private static bool AddFields(StringValues values, HashSet<DicomTag> include)
    {
        string[] fields = [.. values.SelectMany(value => (value ?? "").Split(','))];
        foreach (string field in fields)
        {
            if (DicomTag.TryParse(field, out DicomTag tag))
            {
                include.Add(tag);
            }
        }

        return fields.Contains("all", StringComparer.OrdinalIgnoreCase);
    }

    private static void AddCondition(string name, StringValues values, List<SearchCondition> conditions, HashSet<DicomTag> include)
    {
        var path = new List<DicomTag>();
        foreach (string step in name.Split('.'))
        {
            path.Add(DicomTag.TryParse(step, out DicomTag tag)
                ? tag
                : throw new InvalidSearchException($"'{Problems.Shortened(name)}' is neither a parameter nor an attribute: write a keyword (PatientID) or 8 digits (00100020)."));
        }

        if (path.Count > DeepestPath)
        {
            throw new InvalidSearchException($"'{Problems.Shortened(name)}' goes through {path.Count} attributes; the limit is {DeepestPath}.");
        }

        include.Add(path[0]);
        if (values.Count > 1 && DicomRegistry.VROf(path[^1]) != DicomVR.UI)
        {
            throw new InvalidSearchException($"{name} is given {values.Count} times: give it once.");
        }

        // An empty value matches everything and asks for the attribute.
        string value = string.Join(',', values.ToArray());
        if (value.AsSpan().ContainsAnyExcept('*'))
        {
            conditions.Add(new SearchCondition(path, value));
        }
    }
}
