using System.Buffers;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// The one rule for UIDs from outside: 1 to 64 digits and dots, beginning with a digit (PS3.5 section 9.1, without its rule on leading
/// zeros, which real devices break).
/// </summary>
internal static class DicomUidText
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789.");

    public static bool IsValid(string? value) =>
        value is { Length: >= 1 and <= 64 } && value[0] != '.' && value.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
