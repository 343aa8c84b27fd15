using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>What of an image is shown, as the client wrote it.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width, negative to swap left and right; null to the right edge.</param>
/// <param name="Height">Height, negative to swap top and bottom; null to the lower edge.</param>
/// <param name="IsNormalised">Whether the numbers are parts of the image (0 to 1) instead of pixels.</param>
internal sealed record SourceRegion(double X, double Y, double? Width, double? Height, bool IsNormalised)
{
    public static SourceRegion Whole { get; } = new(0, 0, null, null, IsNormalised: false);

    /// <summary>The region in pixels of a picture.</summary>
    /// <exception cref="Http.ProblemException">It is empty or reaches outside.</exception>
    public PictureRegion In(Picture picture)
    {
        double unitX = IsNormalised ? picture.Width : 1, unitY = IsNormalised ? picture.Height : 1;
        double x = X * unitX, y = Y * unitY, width = Math.Abs(Width * unitX ?? picture.Width - x), height = Math.Abs(Height * unitY ?? picture.Height - y);
        return x + width <= picture.Width && y + height <= picture.Height && width > 0 && height > 0
            ? new PictureRegion(x, y, width, height) { FlipsHorizontally = Width < 0, FlipsVertically = Height < 0 }
            : throw RenderingProblems.Invalid($"The region from {x},{y} of {width} × {height} pixels does not lie in the image of {picture.Width} × {picture.Height} pixels.");
    }
}
