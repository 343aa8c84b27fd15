namespace OhifAlnPlugin.Segmentation;

/// <summary>A voxel that starts a region: a reader's click, or the point where a candidate was found.</summary>
/// <param name="I">Column, 0-based.</param>
/// <param name="J">Row, 0-based.</param>
/// <param name="K">Slice, 0-based.</param>
public readonly record struct VoxelSeed(int I, int J, int K);
