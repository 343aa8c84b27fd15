namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>One image and mask to extract.</summary>
/// <param name="Image">Path of the image.</param>
/// <param name="Mask">Path of the mask.</param>
/// <param name="Label">Number or name of the label; null: that of the settings.</param>
/// <param name="Region">Region in the words of <see cref="OhifAlnPlugin.Radiomics.Settings.RegionNames"/>; null: that of the settings.</param>
/// <param name="Columns">What stands in front of the results: the columns of the case table.</param>
internal sealed record ExtractionCase(string Image, string Mask, string? Label, string? Region, IReadOnlyList<KeyValuePair<string, string>> Columns)
{
    /// <summary>A single case.</summary>
    public static ExtractionCase Of(string image, string mask, string? label, string? region)
    {
        List<KeyValuePair<string, string>> columns = [new("Image", image), new("Mask", mask)];
        if (label is not null)
        {
            columns.Add(new("Label", label));
        }

        if (region is not null)
        {
            columns.Add(new("Region", region));
        }

        return new(image, mask, label, region, columns);
    }
}
