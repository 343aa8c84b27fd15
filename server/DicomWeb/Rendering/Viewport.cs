using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>The size in which a region of the image is shown (PS3.18 sections 8.3.5.1.3 and 9.5.2.5).</summary>
/// <param name="Columns">Most columns; null: as the rows demand, or the region's own.</param>
/// <param name="Rows">Most rows; null: as the columns demand, or the region's own.</param>
/// <param name="Region">What is shown.</param>
internal sealed record Viewport(int? Columns, int? Rows, SourceRegion Region)
{
    /// <summary>Longest side that is made.</summary>
    public const int LongestSide = 4096;

    /// <summary>The picture cut and scaled.</summary>
    /// <exception cref="Http.ProblemException">The region does not fit the picture, or the result is too large.</exception>
    public Picture Apply(Picture picture)
    {
        PictureRegion region = Region.In(picture);
        (int width, int height) = (Columns, Rows) switch
        {
            (null, null) => (Whole(region.Width), Whole(region.Height)),
            ({ } columns, null) => (columns, Whole(region.Height * columns / region.Width)),
            (null, { } rows) => (Whole(region.Width * rows / region.Height), rows),
            ({ } columns, { } rows) => PictureScaling.Fit(region.Width, region.Height, columns, rows),
        };
        bool scales = Columns is not null || Rows is not null;
        return !scales || (width <= LongestSide && height <= LongestSide)
            ? PictureScaling.Scale(picture, region, width, height)
            : throw RenderingProblems.Invalid($"A picture of {width} × {height} pixels is too large to be scaled to: the limit is {LongestSide} each way.");
    }

    private static int Whole(double length) => (int)Math.Clamp(Math.Round(length, MidpointRounding.AwayFromZero), 1, int.MaxValue);
}
