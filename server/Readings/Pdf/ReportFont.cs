namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>The font of reports: DejaVu Sans, which comes with the product, or one that the site names for names in other scripts.</summary>
internal static class ReportFont
{
    /// <summary>Setting with the path of a .ttf file.</summary>
    public const string Setting = "Readings:ReportFont";

    private const string Resource = "font/DejaVuSans.ttf";
    private static readonly Lazy<TrueTypeFont> Own = new(ReadOwn);

    /// <summary>Opens the font.</summary>
    /// <param name="path">Path of a .ttf file; null for the one that comes with the product.</param>
    /// <exception cref="InvalidDataException">The file cannot be used as a font; the message names it.</exception>
    public static TrueTypeFont Open(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return Own.Value;
        }

        try
        {
            return new TrueTypeFont(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"{Setting} names {path}, which cannot be used: {failure.Message} Name a TrueType font (.ttf), or remove the setting.", failure);
        }
    }

    private static TrueTypeFont ReadOwn()
    {
        using Stream stream = typeof(ReportFont).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new TrueTypeFont(bytes.ToArray());
    }
}
