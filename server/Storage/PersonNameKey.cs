namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// The form in which person names are compared: upper case, without trailing empty components (PS3.4 section C.2.2.2.1 leaves
/// case and padding to the implementation; people do not remember either).
/// </summary>
internal static class PersonNameKey
{
    /// <summary>Name of the SQL function that does what <see cref="Fold"/> does.</summary>
    public const string FoldFunction = "fold_name";

    /// <summary>The component groups, as DICOM JSON names them.</summary>
    public static IReadOnlyList<string> GroupNames { get; } = ["Alphabetic", "Ideographic", "Phonetic"];

    /// <summary>Folds one component group, for instance <c>Doe^jane^^</c> to <c>DOE^JANE</c>.</summary>
    public static string Fold(string group) => group.Trim().TrimEnd('^', ' ').ToUpperInvariant();

    /// <summary>One component group of a value, folded; null when it is empty.</summary>
    /// <param name="value">Up to three groups joined by '='.</param>
    /// <param name="index">0 alphabetic, 1 ideographic, 2 phonetic.</param>
    public static string? Group(string? value, int index) =>
        (value ?? "").Split('=') is var groups && index < groups.Length && Fold(groups[index]) is { Length: > 0 } folded ? folded : null;
}
