using System.Globalization;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Results of one case in the order of their columns, and what is doubtful about them.</summary>
/// <param name="Cells">Name and value of each column.</param>
/// <param name="Features">How many of them are features.</param>
/// <param name="Warnings">Sentences.</param>
internal sealed record CaseResult(IReadOnlyList<KeyValuePair<string, string>> Cells, int Features, IReadOnlyList<string> Warnings);

/// <summary>Extracts one case into the columns that PyRadiomics' command line writes.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Features">Features to compute; null: all that the settings enable.</param>
/// <param name="Version">Version of the product, kept with the results.</param>
/// <param name="Codec">Decodes compressed DICOM images; null refuses them.</param>
internal sealed record CaseExtraction(ExtractionSettings Settings, IReadOnlyList<string>? Features, string Version, IFrameCodec? Codec = null)
{
    /// <summary>Text for a value that is missing.</summary>
    public const string Missing = "NA";

    /// <summary>Extracts a case.</summary>
    /// <param name="extractionCase">The case.</param>
    /// <param name="maxThreads">Threads to use; −1: one per core.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="CaseException">A file cannot be read.</exception>
    /// <exception cref="RadiomicsException">Image, mask and settings do not go together.</exception>
    public CaseResult Run(ExtractionCase extractionCase, int maxThreads, CancellationToken cancellation)
    {
        OpenedCase opened = OpenedCase.Of(extractionCase, Settings, Codec);
        Extraction extraction = FeatureExtractor.ExtractWithDiagnostics(opened.Image, opened.Labels, opened.Settings, Features, maxThreads, cancellation);
        return new(
            [
                .. extractionCase.Columns,
                new("diagnostics_Versions_OhifAlnPlugin", Version),
                new("diagnostics_Configuration_Settings", SettingsText.Describe(opened.Settings)),
                new("diagnostics_Configuration_EnabledImageTypes", SettingsText.DescribeImageTypes(opened.Settings)),
                .. extraction.Diagnostics,
                .. extraction.Features.Names.Select((name, n) => KeyValuePair.Create(name, Text(extraction.Features.Values[n]))),
            ],
            extraction.Features.Count,
            extraction.Warnings);
    }

    private static string Text(double value) => double.IsNaN(value) ? Missing : value.ToString("R", CultureInfo.InvariantCulture);
}
