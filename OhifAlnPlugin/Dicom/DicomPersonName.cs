namespace OhifAlnPlugin.Dicom;

/// <summary>Person names (PS3.5 section 6.2.1): up to three component groups, joined by <c>=</c>.</summary>
internal static class DicomPersonName
{
    /// <summary>The groups in order, as DICOM JSON names them.</summary>
    public static IReadOnlyList<string> GroupNames { get; } = ["Alphabetic", "Ideographic", "Phonetic"];

    /// <summary>Joins groups, leaving out empty ones at the end.</summary>
    public static string Join(ReadOnlySpan<string?> groups) => string.Join('=', groups!).TrimEnd('=');
}
