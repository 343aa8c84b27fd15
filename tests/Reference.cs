namespace OhifAlnPlugin.Tests;

/// <summary>Finds the optional reference data: environment variable <c>ALN_REFERENCE</c>, else <c>../shared/reference</c> beside the repository.</summary>
internal static class Reference
{
    /// <summary>Root of the repository: the folder that holds <c>AlnPlugin.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>Folder of the reference data, or null where there is none.</summary>
    public static string? Root { get; } = FindReference();

    /// <summary>Path below the reference folder; throws where there is none (guard with <see cref="ReferenceFactAttribute"/>).</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new InvalidOperationException("The reference data are not at hand."), .. parts]);

    private static string FindRepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AlnPlugin.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("AlnPlugin.sln not found above the test binaries.");
    }

    private static string? FindReference()
    {
        string path = Environment.GetEnvironmentVariable("ALN_REFERENCE") is { Length: > 0 } given
            ? given
            : Path.Combine(RepositoryRoot, "..", "shared", "reference");
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }
}

/// <summary>A test that needs the reference data; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute()
    {
        if (Reference.Root is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs the reference data: set ALN_REFERENCE to their folder.";
        }
    }
}

/// <summary>A theory that needs the reference data; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    public ReferenceTheoryAttribute()
    {
        if (Reference.Root is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs the reference data: set ALN_REFERENCE to their folder.";
        }
    }
}
