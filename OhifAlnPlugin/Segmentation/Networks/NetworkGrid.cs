using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>On which grid a network works.</summary>
public abstract record NetworkGrid;

/// <summary>Axial slices one by one, each with its neighbours as channels (2.5D): the U-2-Net family.</summary>
/// <param name="PixelMm">Pixel size within the slice, mm.</param>
/// <param name="NeighbourMm">Distance of the neighbouring slices, mm; at least one slice is stepped.</param>
/// <param name="PadMultiple">Height and width are filled up with zeros to a multiple of this.</param>
public sealed record SliceGrid(double PixelMm, double NeighbourMm, int PadMultiple) : NetworkGrid;

/// <summary>Blocks of a volume that overlap (3-D): exports of nnU-Net and its like.</summary>
/// <param name="SpacingMm">Voxel size of the network: left, back, up, mm.</param>
/// <param name="PatchX">Voxels of a block from right to left.</param>
/// <param name="PatchY">Voxels of a block from front to back.</param>
/// <param name="PatchZ">Voxels of a block from feet to head.</param>
/// <param name="Overlap">Part of a block that the next one repeats, [0, 0.9].</param>
public sealed record PatchGrid(Vector3 SpacingMm, int PatchX, int PatchY, int PatchZ, double Overlap) : NetworkGrid;

/// <summary>How intensities become the numbers that a network was trained on; always once per volume, never per slice.</summary>
public enum NetworkScale
{
    /// <summary>
    /// Phases over the 99th percentile of the peak phase in the body; differences over their own 99.7th percentile there (at least 2 % of
    /// the former), cut to −1 … 2; all cut to −1 … 3. The body is where the peak phase exceeds a tenth of its 99.5th percentile.
    /// </summary>
    BodyPercentiles,

    /// <summary>Every channel less its own mean, over its own standard deviation.</summary>
    ZScore,

    /// <summary>All phases less one common mean over one common standard deviation of all channels; differences over that deviation alone.</summary>
    ZScoreJoint,

    /// <summary>As they are.</summary>
    None,
}

/// <summary>What a network answers.</summary>
public enum NetworkOutput
{
    /// <summary>Probabilities.</summary>
    Probability,

    /// <summary>Values that become probabilities by the logistic function.</summary>
    Sigmoid,

    /// <summary>A value per class; they become probabilities by the softmax over the classes.</summary>
    Softmax,
}
