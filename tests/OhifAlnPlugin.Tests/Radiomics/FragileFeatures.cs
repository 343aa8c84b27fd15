namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Features whose reference value moves by more than 10⁻⁶ when the input gets noise of rounding size: bin-edge ties, equal percentiles, constant regions.</summary>
internal static class FragileFeatures
{
    private static readonly string[] Files =
    [
        Path.Combine(Reference.RepositoryRoot, "tests", "Golden", "pyradiomics-3.0.1", "golden", "fragile_features.csv"),
        .. Reference.Root is null ? (string[])[] : [Reference.PathOf("radiomics", "golden", "fragile_features.csv")],
    ];

    private static readonly Lazy<ILookup<(string File, string Column), string>> All = new(() =>
        Files.SelectMany(f => File.ReadLines(f).Skip(1)).Select(line => line.Split(',')).ToLookup(c => (c[0], c[1]), c => c[2]));

    public static HashSet<string> Of(string file, string column) => [.. All.Value[(file, column)]];
}
