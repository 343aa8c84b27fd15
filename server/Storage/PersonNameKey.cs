namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// The form in which person names are compared: upper case, without trailing empty components (PS3.4 section C.2.2.2.1 leaves
/// case and padding to the implementation; people do not remember either).
/// </summary>
internal static class PersonNameKey
{
    /// <summary>Folds one component group, for instance <c>Doe^jane^^</c> to <c>DOE^JANE</c>.</summary>
    public static string Fold(string group) => group.Trim().TrimEnd('^', ' ').ToUpperInvariant();

    /// <summary>Folds a whole value into its alphabetic group and the others.</summary>
    public static (string? Alphabetic, string? Other) Split(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return (null, null);
        }

        string[] groups = value.Split('=');
        string other = string.Join('=', groups.Skip(1).Select(Fold).Where(g => g.Length > 0));
        return (Fold(groups[0]), other.Length > 0 ? other : null);
    }
}
