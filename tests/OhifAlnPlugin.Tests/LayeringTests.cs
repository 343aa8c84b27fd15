using System.Text.RegularExpressions;

namespace OhifAlnPlugin.Tests;

/// <summary>The dependency rules of the architecture, read off the source: imports go downward only.</summary>
public sealed partial class LayeringTests
{
    private static readonly string[] CoreFolders =
        ["Numerics", "Imaging", "Statistics", "Dicom", "Segmentation", "Radiomics", "Harmonization", "Radscore", "ReaderStudies", "Radiogenomics", "Phantoms"];

    /// <summary>Which core folders a core folder may import; itself is always allowed.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Imaging"] = ["Numerics"],
        ["Statistics"] = ["Numerics"],
        ["Dicom"] = ["Numerics", "Imaging", "Radiomics", "Radscore", "Phantoms"],
        ["Segmentation"] = ["Numerics", "Imaging"],
        ["Radiomics"] = ["Numerics", "Imaging"],
        ["Harmonization"] = ["Numerics", "Statistics"],
        ["Radscore"] = ["Numerics", "Imaging", "Statistics", "Radiomics", "Harmonization"],
        ["ReaderStudies"] = ["Numerics", "Imaging", "Statistics", "Radiomics", "Radscore"],
        ["Radiogenomics"] = ["Numerics", "Statistics"],
        ["Phantoms"] = ["Numerics", "Imaging", "Segmentation"],
    };

    private static readonly string[] SharedServerFolders = ["Jobs", "Storage", "Security", "Http", "Analysis", "Pixels"];
    private static readonly string[] CompositionFolders = ["CommandLine", "Hosting"];

    [Fact]
    public void Core_folders_import_downward_only()
    {
        foreach (string file in SourceFiles("OhifAlnPlugin"))
        {
            string folder = FolderOf("OhifAlnPlugin", file);
            foreach (string import in ImportsOf(file, "OhifAlnPlugin").Where(CoreFolders.Contains))
            {
                (import == folder || (Allowed.TryGetValue(folder, out string[]? allowed) && allowed.Contains(import)))
                    .ShouldBeTrue($"{file} in {folder} imports {import}");
            }
        }
    }

    [Fact]
    public void Every_core_folder_is_a_known_one() =>
        SourceFiles("OhifAlnPlugin").Select(f => FolderOf("OhifAlnPlugin", f)).Where(f => f.Length > 0).Distinct()
            .ShouldBeSubsetOf(CoreFolders);

    [Fact]
    public void Core_knows_no_web_database_or_logging()
    {
        foreach (string file in SourceFiles("OhifAlnPlugin"))
        {
            string text = File.ReadAllText(file);
            foreach (string forbidden in (string[])["Microsoft.AspNetCore", "Microsoft.Data.", "Microsoft.Extensions.Logging", "OhifAlnPlugin.Server"])
            {
                text.ShouldNotContain(forbidden, customMessage: file);
            }
        }
    }

    [Fact]
    public void Server_features_import_only_the_shared_folders()
    {
        string[] folders = [.. Directory.GetDirectories(Path.Combine(Reference.RepositoryRoot, "server")).Select(Path.GetFileName).OfType<string>()];
        foreach (string file in SourceFiles("server"))
        {
            string folder = FolderOf("server", file);
            if (folder.Length == 0 || CompositionFolders.Contains(folder))
            {
                continue;
            }

            foreach (string import in ImportsOf(file, "OhifAlnPlugin.Server").Where(folders.Contains))
            {
                (import == folder || SharedServerFolders.Contains(import)).ShouldBeTrue($"{file} in {folder} imports {import}");
            }
        }
    }

    private static IEnumerable<string> SourceFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(Reference.RepositoryRoot, project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FolderOf(string project, string file)
    {
        string relative = Path.GetRelativePath(Path.Combine(Reference.RepositoryRoot, project), file);
        int end = relative.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return end < 0 ? "" : relative[..end];
    }

    private static IEnumerable<string> ImportsOf(string file, string root) =>
        ImportPattern().Matches(File.ReadAllText(file))
            .Select(m => m.Groups[1].Value)
            .Where(n => n.StartsWith(root + ".", StringComparison.Ordinal))
            .Select(n => n[(root.Length + 1)..].Split('.')[0]);

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)\s*;", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ImportPattern();
}
