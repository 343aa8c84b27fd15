using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Refuses prompts that do not lie on the image.</summary>
internal static class PromptCheck
{
    /// <summary>Requires a voxel of the image.</summary>
    /// <exception cref="SegmentationRefusedException">It lies beside the image.</exception>
    public static void OnGrid(VoxelSeed voxel, VolumeGeometry grid)
    {
        if (!grid.Contains(voxel.I, voxel.J, voxel.K))
        {
            throw new SegmentationRefusedException(
                $"Column {voxel.I}, row {voxel.J}, slice {voxel.K} lies outside the images of {grid.SizeX} columns, {grid.SizeY} rows and {grid.SizeZ} slices.");
        }
    }

    /// <summary>Requires a box with voxels, on the image and not too large.</summary>
    /// <returns>The box.</returns>
    /// <exception cref="SegmentationRefusedException">It is empty, lies beside the image, or has too many voxels.</exception>
    public static IndexBox Box(IndexBox box, VolumeGeometry grid, int mostVoxels)
    {
        if (box.SizeX < 1 || box.SizeY < 1 || box.SizeZ < 1)
        {
            throw new SegmentationRefusedException($"The box of {box.SizeX} × {box.SizeY} × {box.SizeZ} voxels is empty: its last corner must not lie before the first.");
        }

        OnGrid(new(box.MinI, box.MinJ, box.MinK), grid);
        OnGrid(new(box.MaxI, box.MaxJ, box.MaxK), grid);
        long voxels = (long)box.SizeX * box.SizeY * box.SizeZ;
        return voxels <= mostVoxels
            ? box
            : throw new SegmentationRefusedException($"The box has {voxels} voxels; at most {mostVoxels} are possible. Draw it closer around the tumour.");
    }
}
