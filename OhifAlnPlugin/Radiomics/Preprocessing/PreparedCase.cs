using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Image and masks ready for filtering, all on one grid, and the stages they went through.</summary>
/// <param name="Image">The image: cropped, resampled and normalised as the settings say.</param>
/// <param name="ShapeMask">ROI of the shape features.</param>
/// <param name="Mask">ROI of all other features.</param>
/// <param name="Box">Bounding box of <paramref name="Mask"/>.</param>
/// <param name="Stages">Images and masks that diagnostics describe, in order.</param>
internal sealed record PreparedCase(ScalarImage Image, Mask ShapeMask, Mask Mask, IndexBox Box, IReadOnlyList<PreparationStage> Stages)
{
    /// <summary>All labels the mask was taken from; null when it was given alone.</summary>
    public LabelMap? Labels { get; init; }
}

/// <summary>What one step of the preparation left behind.</summary>
/// <param name="Name">Name in diagnostics: original, interpolated, corrected, resegmented.</param>
/// <param name="Image">Image after the step; null when the step changed none.</param>
/// <param name="Mask">Mask after the step.</param>
/// <param name="MeasuredOn">Image that lies on the grid of the mask, for the intensities inside it; null when there is none.</param>
internal sealed record PreparationStage(string Name, ScalarImage? Image, Mask Mask, ScalarImage? MeasuredOn);
