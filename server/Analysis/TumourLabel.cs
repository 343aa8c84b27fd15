namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The label that a proposed VOI has.</summary>
internal static class TumourLabel
{
    /// <summary>Name by label.</summary>
    public static IReadOnlyDictionary<int, string> Names { get; } = new Dictionary<int, string> { [1] = "Primary tumour" };
}
