namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>
/// A media type with its parameters, read the way DICOMweb clients write it: <c>type=application/dicom</c> may stand unquoted,
/// which the framework's own parser refuses for its slash.
/// </summary>
internal sealed record DicomMediaType(string MediaType, IReadOnlyDictionary<string, string> Parameters)
{
    public const string Dicom = "application/dicom";
    public const string DicomJson = "application/dicom+json";
    public const string Json = "application/json";
    public const string OctetStream = "application/octet-stream";
    public const string MultipartRelated = "multipart/related";

    /// <summary>Parameter <c>type</c> of a multipart: the media type of its parts; null when absent.</summary>
    public string? PartType => this["type"];

    /// <summary>Parameter <c>transfer-syntax</c>; null when absent.</summary>
    public string? TransferSyntax => this["transfer-syntax"];

    /// <summary>Parameter <c>q</c>, 0 to 1; 1 when absent.</summary>
    public double Quality => double.TryParse(this["q"], out double q) ? q : 1;

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <summary>Reads one media type.</summary>
    /// <returns>Null when there is none.</returns>
    public static DicomMediaType? Parse(string? text)
    {
        List<string> parts = Split(text ?? "", ';');
        string mediaType = parts[0].Trim().ToLowerInvariant();
        if (!mediaType.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in parts.Skip(1))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
            }
        }

        return new DicomMediaType(mediaType, parameters);
    }

    /// <summary>Reads an Accept header, best first; what cannot be read is left out.</summary>
    public static IReadOnlyList<DicomMediaType> ParseList(string? text) =>
        [.. Split(text ?? "", ',').Select(Parse).OfType<DicomMediaType>().Where(type => type.Quality > 0).OrderByDescending(type => type.Quality)];

    /// <summary>Splits at a separator outside quotes.</summary>
    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        bool quoted = false;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == separator && !quoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
