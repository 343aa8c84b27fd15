namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>The colours of a report on paper: orange for what speaks for high burden, blue for low, told apart by the colour-blind and in grey.</summary>
internal static class PdfInk
{
    public static PdfColour Text { get; } = new(0.08, 0.1, 0.14);

    public static PdfColour Quiet { get; } = new(0.36, 0.39, 0.45);

    public static PdfColour Faint { get; } = new(0.78, 0.81, 0.86);

    public static PdfColour Band { get; } = new(0.85, 0.89, 0.95);

    public static PdfColour High { get; } = new(0.72, 0.33, 0);

    public static PdfColour Low { get; } = new(0.08, 0.38, 0.66);
}
