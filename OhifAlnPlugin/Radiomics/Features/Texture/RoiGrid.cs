using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Features.Texture;

/// <summary>
/// The voxels of a ROI in its bounding box, and in the same box with an empty rim, so that neighbours are reached
/// by adding an offset without asking for the border. Made once per mask and shared by all image types.
/// </summary>
internal sealed class RoiGrid
{
    /// <summary>Lays out a ROI.</summary>
    /// <param name="mask">The mask, not empty.</param>
    /// <param name="box">Its bounding box.</param>
    /// <param name="margin">Width of the rim, voxels, ≥ the largest distance of neighbours.</param>
    public RoiGrid(Mask mask, IndexBox box, int margin)
    {
        var g = mask.Geometry;
        (Box, Margin) = (box, margin);
        (SpacingX, SpacingY, SpacingZ) = (g.SpacingMm.X, g.SpacingMm.Y, g.SpacingMm.Z);
        StrideY = box.SizeX + (2 * margin);
        StrideZ = StrideY * (box.SizeY + (2 * margin));
        PaddedLength = StrideZ * (box.SizeZ + (2 * margin));
        List<int> inBox = [], padded = [];
        for (int k = 0, n = 0; k < box.SizeZ; k++)
        {
            for (int j = 0; j < box.SizeY; j++)
            {
                int row = g.Offset(box.MinI, box.MinJ + j, box.MinK + k);
                int paddedRow = margin + (StrideY * (margin + j)) + (StrideZ * (margin + k));
                for (int i = 0; i < box.SizeX; i++, n++)
                {
                    if (mask.Voxels[row + i] != 0)
                    {
                        inBox.Add(n);
                        padded.Add(paddedRow + i);
                    }
                }
            }
        }

        (BoxOffsets, PaddedOffsets) = ([.. inBox], [.. padded]);
    }

    /// <summary>Bounding box of the ROI on the grid of the mask.</summary>
    public IndexBox Box { get; }

    /// <summary>Width of the empty rim, voxels.</summary>
    public int Margin { get; }

    /// <summary>Spacing along x, mm.</summary>
    public double SpacingX { get; }

    /// <summary>Spacing along y, mm.</summary>
    public double SpacingY { get; }

    /// <summary>Spacing along z, mm.</summary>
    public double SpacingZ { get; }

    /// <summary>Voxels between rows of the padded box.</summary>
    public int StrideY { get; }

    /// <summary>Voxels between slices of the padded box.</summary>
    public int StrideZ { get; }

    /// <summary>Voxels of the padded box.</summary>
    public int PaddedLength { get; }

    /// <summary>Number of ROI voxels, Np.</summary>
    public int Count => BoxOffsets.Length;

    /// <summary>Flat indices of the ROI voxels in the box, ascending.</summary>
    public int[] BoxOffsets { get; }

    /// <summary>Flat indices of the ROI voxels in the padded box, ascending.</summary>
    public int[] PaddedOffsets { get; }

    /// <summary>Values of a box image inside the ROI.</summary>
    /// <param name="values">Values of the whole box, x fastest.</param>
    /// <returns>ROI values, shape (Np,).</returns>
    public double[] Gather(ReadOnlySpan<double> values)
    {
        double[] inside = new double[BoxOffsets.Length];
        for (int n = 0; n < inside.Length; n++)
        {
            inside[n] = values[BoxOffsets[n]];
        }

        return inside;
    }

    /// <summary>Offset in the padded box of a step (dx, dy, dz).</summary>
    public int Step(Direction step) => step.X + (StrideY * step.Y) + (StrideZ * step.Z);
}
