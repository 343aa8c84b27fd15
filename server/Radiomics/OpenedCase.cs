using System.Globalization;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>A case read from its files.</summary>
/// <param name="Image">The image.</param>
/// <param name="Labels">The labels.</param>
/// <param name="Settings">The settings with the label and the region of the case.</param>
internal sealed record OpenedCase(Volume Image, LabelMap Labels, ExtractionSettings Settings)
{
    /// <summary>Reads a case.</summary>
    /// <param name="extractionCase">The case.</param>
    /// <param name="settings">Settings of all cases.</param>
    /// <param name="codec">Decodes compressed DICOM images; null refuses them.</param>
    /// <exception cref="CaseException">A file cannot be read, or there is no such label or region.</exception>
    public static OpenedCase Of(ExtractionCase extractionCase, ExtractionSettings settings, IFrameCodec? codec = null)
    {
        Volume image = CaseFiles.ReadImage(extractionCase.Image, codec);
        MaskFile mask = CaseFiles.ReadMask(extractionCase.Mask, image.Geometry);
        return new(image, mask.Labels, settings with
        {
            Label = extractionCase.Label is { } label ? LabelOf(label, mask) : settings.Label,
            Region = extractionCase.Region is { } region ? RegionNames.Parse(region) : settings.Region,
        });
    }

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
