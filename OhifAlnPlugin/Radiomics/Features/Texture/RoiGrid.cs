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
        : this(box, margin, mask.Geometry.SpacingMm, [], [])
    {
        var g = mask.Geometry;
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

    /// <summary>Lays out voxels that are known already.</summary>
    /// <param name="box">Their box.</param>
    /// <param name="margin">Width of the rim, voxels.</param>
    /// <param name="spacingMm">Spacing, mm.</param>
    /// <param name="boxOffsets">Flat indices of the voxels in the box, ascending.</param>
    /// <param name="paddedOffsets">Flat indices of the same voxels in the padded box.</param>
    public RoiGrid(IndexBox box, int margin, Vector3 spacingMm, int[] boxOffsets, int[] paddedOffsets)
    {
        (Box, Margin, BoxOffsets, PaddedOffsets) = (box, margin, boxOffsets, paddedOffsets);
        (SpacingX, SpacingY, SpacingZ) = (spacingMm.X, spacingMm.Y, spacingMm.Z);
        StrideY = box.SizeX + (2 * margin);
        StrideZ = StrideY * (box.SizeY + (2 * margin));
        PaddedLength = StrideZ * (box.SizeZ + (2 * margin));
    }

    /// <summary>Box that holds the ROI, on the grid of the mask.</summary>
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

    /// <summary>A ROI that is all of a box.</summary>
    /// <param name="grid">Grid the box lies on.</param>
    /// <param name="box">The box.</param>
    /// <param name="margin">Width of the rim, voxels.</param>
    public static RoiGrid Whole(VolumeGeometry grid, IndexBox box, int margin)
    {
        var layout = new RoiGrid(box, margin, grid.SpacingMm, [], []);
        int[] inBox = [.. Enumerable.Range(0, box.SizeX * box.SizeY * box.SizeZ)];
        int[] padded = [.. inBox.Select(n => margin + (n % box.SizeX) + (layout.StrideY * (margin + (n / box.SizeX % box.SizeY))) + (layout.StrideZ * (margin + (n / (box.SizeX * box.SizeY)))))];
        return new(box, margin, grid.SpacingMm, inBox, padded);
    }

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
