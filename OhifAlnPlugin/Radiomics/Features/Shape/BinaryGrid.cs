using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>A mask in its bounding box with an empty rim one voxel wide, x fastest.</summary>
internal sealed class BinaryGrid
{
    /// <summary>Copies the mask of a ROI.</summary>
    /// <param name="roi">The ROI.</param>
    public BinaryGrid(RoiGrid roi)
    {
        (SizeX, SizeY, SizeZ) = (roi.Box.SizeX + 2, roi.Box.SizeY + 2, roi.Box.SizeZ + 2);
        (SpacingX, SpacingY, SpacingZ) = (roi.SpacingX, roi.SpacingY, roi.SpacingZ);
        (StrideY, StrideZ) = (SizeX, SizeX * SizeY);
        Voxels = new byte[StrideZ * SizeZ];
        int boxSlice = roi.Box.SizeX * roi.Box.SizeY;
        foreach (int n in roi.BoxOffsets)
        {
            int i = n % roi.Box.SizeX, j = n % boxSlice / roi.Box.SizeX, k = n / boxSlice;
            Voxels[i + 1 + (StrideY * (j + 1)) + (StrideZ * (k + 1))] = 1;
        }
    }

    /// <summary>Voxels along x, rim included.</summary>
    public int SizeX { get; }

    /// <summary>Voxels along y, rim included.</summary>
    public int SizeY { get; }

    /// <summary>Voxels along z, rim included.</summary>
    public int SizeZ { get; }

    /// <summary>Spacing along x, mm.</summary>
    public double SpacingX { get; }

    /// <summary>Spacing along y, mm.</summary>
    public double SpacingY { get; }

    /// <summary>Spacing along z, mm.</summary>
    public double SpacingZ { get; }

    /// <summary>Voxels between rows.</summary>
    public int StrideY { get; }

    /// <summary>Voxels between slices.</summary>
    public int StrideZ { get; }

    /// <summary>0 or 1 per voxel.</summary>
    public byte[] Voxels { get; }
}
