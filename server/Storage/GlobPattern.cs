namespace OhifAlnPlugin.Server.Storage;

/// <summary>DICOM wild cards as SQLite GLOB patterns: <c>*</c> and <c>?</c> mean the same, brackets must be taken literally.</summary>
internal static class GlobPattern
{
    public static string Of(string value) => value.Replace("[", "[[]", StringComparison.Ordinal);
}
