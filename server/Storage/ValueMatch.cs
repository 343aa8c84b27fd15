using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>How a value matches by its value representation (PS3.4 section C.2.2.2): single value, wild card, range, list of UIDs, several values.</summary>
internal static class ValueMatch
{
    /// <summary>The SQL condition that an expression matches a value.</summary>
    /// <param name="tag">The attribute.</param>
    /// <param name="value">The value asked for; several are separated by backslashes, UIDs and codes also by commas.</param>
    /// <param name="expression">Where the stored value is.</param>
    /// <param name="parameters">Takes the values.</param>
    /// <exception cref="InvalidSearchException">The value is malformed; the message names the attribute.</exception>
    public static string Of(DicomTag tag, string value, string expression, SqlParameters parameters)
    {
        DicomVR vr = DicomRegistry.VROf(tag);
        string[] values = vr switch
        {
            DicomVR.SQ => throw new InvalidSearchException($"{tag} is a sequence: name an attribute inside it, for instance {tag.ToHexString()}.00400009."),
            DicomVR.UI or DicomVR.CS => value.Split(',', '\\'),
            _ when vr.IsSingleText() => [value],
            _ => value.Split('\\'),
        };
        string[] matches = [.. values.Select(one => One(tag, vr, one, expression, parameters))];
        return matches.Length == 1 ? matches[0] : $"({string.Join(" OR ", matches)})";
    }

    /// <summary>The types of matching of an attribute, for the conformance statement.</summary>
    public static IEnumerable<string> KindsOf(DicomTag tag)
    {
        DicomVR vr = DicomRegistry.VROf(tag);
        if (vr == DicomVR.SQ)
        {
            return ["sequence"];
        }

        string[] kinds = vr switch
        {
            DicomVR.UI => ["single value", "list of UIDs"],
            DicomVR.DA or DicomVR.TM or DicomVR.DT => ["single value", "range", "several values"],
            _ when IsNumber(vr) => ["single value", "several values"],
            DicomVR.PN => ["single value", "wild card", "several values"],
            _ when vr.IsSingleText() => ["single value", "wild card"],
            _ => ["single value", "wild card", "several values"],
        };
        return tag == DicomTag.PatientName ? [.. kinds, "fuzzy", "universal", "empty value"] : [.. kinds, "universal", "empty value"];
    }

    /// <summary>The SQL condition that an expression lies in a range.</summary>
    public static string Range(DateTimeRange range, string expression, SqlParameters parameters)
    {
        var bounds = new List<string>();
        if (range.From is { } from)
        {
            bounds.Add($"{expression} >= {parameters.Add(from)}");
        }

        if (range.To is { } to)
        {
            bounds.Add($"{expression} <= {parameters.Add(to)}");
        }

        return string.Join(" AND ", bounds);
    }

    /// <summary>
    /// The SQL condition that a person name matches: a value with '=' is compared group by group, one without it with any group.
    /// </summary>
    /// <param name="value">The name asked for.</param>
    /// <param name="groups">Where the folded alphabetic, ideographic and phonetic groups are.</param>
    /// <param name="parameters">Takes the values.</param>
    public static string PersonName(string value, IReadOnlyList<string> groups, SqlParameters parameters)
    {
        string[] names = [.. value.Split('\\').Select(name => Name(name, groups, parameters))];
        return names.Length == 1 ? names[0] : $"({string.Join(" OR ", names)})";
    }

    private static string One(DicomTag tag, DicomVR vr, string value, string expression, SqlParameters parameters) => vr switch
    {
        DicomVR.UI => DicomUidText.IsValid(value)
            ? $"{expression} = {parameters.Add(value)}"
            : throw new InvalidSearchException($"{tag}: '{Http.Problems.Shortened(value)}' is no UID (1 to 64 digits and dots; several are separated by commas)."),
        DicomVR.DA or DicomVR.TM or DicomVR.DT => Range(DateTimeRange.Parse(tag, value), expression, parameters),
        _ when IsNumber(vr) => Number(tag, value, expression, parameters),
        _ => Text(value, expression, parameters),
    };

    private static bool IsNumber(DicomVR vr) => vr
        is DicomVR.IS or DicomVR.DS or DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL or DicomVR.FL or DicomVR.FD or DicomVR.SV or DicomVR.UV;

    private static string Name(string value, IReadOnlyList<string> groups, SqlParameters parameters)
    {
        string[] wanted = value.Split('=', groups.Count + 1);
        string[] matches = wanted.Length == 1
            ? [.. groups.Select(group => Text(PersonNameKey.Fold(value), group, parameters))]
            : [.. wanted.Zip(groups).Where(pair => pair.First.Length > 0).Select(pair => Text(PersonNameKey.Fold(pair.First), pair.Second, parameters)).DefaultIfEmpty("TRUE")];
        return $"({string.Join(wanted.Length == 1 ? " OR " : " AND ", matches)})";
    }

    private static string Text(string value, string expression, SqlParameters parameters) => value.AsSpan().ContainsAny('*', '?')
        ? $"{expression} GLOB {parameters.Add(GlobPattern.Of(value))}"
        : $"{expression} = {parameters.Add(value)}";

    private static string Number(DicomTag tag, string value, string expression, SqlParameters parameters) =>
        double.TryParse(value, out double number) && double.IsFinite(number)
            ? $"CAST({expression} AS REAL) = {parameters.Add(number)}"
            : throw new InvalidSearchException($"{tag}: '{Http.Problems.Shortened(value)}' is no number.");
}
