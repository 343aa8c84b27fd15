namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>A rectangle of a picture, in pixels from its upper left corner; fractions of pixels are allowed.</summary>
/// <param name="X">Left edge, 0 to the picture's width.</param>
/// <param name="Y">Upper edge, 0 to the picture's height.</param>
/// <param name="Width">Width, &gt; 0; the right edge lies inside the picture.</param>
/// <param name="Height">Height, &gt; 0; the lower edge lies inside the picture.</param>
public readonly record struct PictureRegion(double X, double Y, double Width, double Height)
{
    /// <summary>Whether left and right are swapped.</summary>
    public bool FlipsHorizontally { get; init; }

    /// <summary>Whether top and bottom are swapped.</summary>
    public bool FlipsVertically { get; init; }
}
