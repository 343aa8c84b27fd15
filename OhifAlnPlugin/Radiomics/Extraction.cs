using OhifAlnPlugin.Radiomics.Preprocessing;

namespace OhifAlnPlugin.Radiomics;

/// <summary>Features of one ROI with the account of how they came about.</summary>
public sealed class Extraction
{
    private readonly Lazy<IReadOnlyList<KeyValuePair<string, string>>> _diagnostics;

    internal Extraction(FeatureVector features, PreparedCase prepared, IReadOnlyList<string> warnings)
    {
        (Features, Warnings) = (features, warnings);
        _diagnostics = new(() => ExtractionDiagnostics.Of(prepared));
    }

    /// <summary>The features.</summary>
    public FeatureVector Features { get; }

    /// <summary>Sentences on what makes the values doubtful; empty when nothing does.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Entries <c>diagnostics_…</c> on image and mask before and after preparation, as PyRadiomics writes them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Diagnostics => _diagnostics.Value;
}
