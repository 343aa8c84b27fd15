using System.Globalization;
using OhifAlnPlugin.Imaging;
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
internal sealed record CaseExtraction(ExtractionSettings Settings, IReadOnlyList<string>? Features, string Version)
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
        Volume image = CaseFiles.ReadImage(extractionCase.Image);
        MaskFile mask = CaseFiles.ReadMask(extractionCase.Mask, image.Geometry);
        ExtractionSettings settings = Settings with
        {
            Label = extractionCase.Label is { } label ? LabelOf(label, mask) : Settings.Label,
            Region = extractionCase.Region is { } region ? RegionNames.Parse(region) : Settings.Region,
        };
        Extraction extraction = FeatureExtractor.ExtractWithDiagnostics(image, mask.Labels, settings, Features, maxThreads, cancellation);
        return new(
            [
                .. extractionCase.Columns,
                new("diagnostics_Versions_OhifAlnPlugin", Version),
                new("diagnostics_Configuration_Settings", SettingsText.Describe(settings)),
                new("diagnostics_Configuration_EnabledImageTypes", SettingsText.DescribeImageTypes(settings)),
                .. extraction.Diagnostics,
                .. extraction.Features.Names.Select((name, n) => KeyValuePair.Create(name, Text(extraction.Features.Values[n]))),
            ],
            extraction.Features.Count,
            extraction.Warnings);
    }

    private static string Text(double value) => double.IsNaN(value) ? Missing : value.ToString("R", CultureInfo.InvariantCulture);

    private static int LabelOf(string label, MaskFile mask)
    {
        if (int.TryParse(label, CultureInfo.InvariantCulture, out int number))
        {
            return number is >= 1 and <= 65535 ? number : throw new CaseException($"The label {number} is out of range: labels go from 1 to 65535.");
        }

        return mask.Names.Where(n => string.Equals(n.Value, label, StringComparison.OrdinalIgnoreCase)).Select(n => (int?)n.Key).FirstOrDefault()
            ?? throw new CaseException(mask.Names.Count == 0
                ? $"The label '{label}' is a name, but the labels of the mask have numbers only: {string.Join(", ", mask.Labels.Counts().Keys)}."
                : $"The mask has no label '{label}'; it has {string.Join(", ", mask.Names.Select(n => $"{n.Key} '{n.Value}'"))}.");
    }
}
