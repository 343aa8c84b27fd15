using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Finds the voxel of a pixel: the slice of every image of every phase, and of every frame where an image has several.</summary>
internal sealed class SliceIndex
{
    private readonly Dictionary<(string SopInstanceUid, int? FrameNumber), int> _slices = [];
    private readonly VolumeGeometry _grid;

    /// <summary>Indexes the phases of a study.</summary>
    public SliceIndex(DceLayout layout)
    {
        _grid = layout.Geometry;
        foreach (var phase in layout.Phases)
        {
            for (int k = 0; k < phase.Slices.Count; k++)
            {
                _slices.TryAdd((phase.Slices[k].SopInstanceUid, phase.Slices[k].FrameNumber), k);
                if (phase.FrameNumbers is null)
                {
                    _slices.TryAdd((phase.Slices[k].SopInstanceUid, null), k);
                }
            }
        }
    }

    /// <summary>The voxel of a pixel.</summary>
    /// <exception cref="ProblemException">It is on no slice of a phase, or beside the image, or a multi-frame image does not say which frame is meant.</exception>
    public VoxelSeed SeedOf(Click pixel)
    {
        if (!_slices.TryGetValue((pixel.SopInstanceUid, pixel.FrameNumber), out int k))
        {
            throw pixel.FrameNumber is null && _slices.Keys.Any(slice => slice.SopInstanceUid == pixel.SopInstanceUid)
                ? SegmentationProblems.NoFrameNumber(pixel.SopInstanceUid)
                : SegmentationProblems.NotInDynamicSeries(Problems.Shortened(pixel.SopInstanceUid), pixel.FrameNumber);
        }

        return pixel.Column >= 0 && pixel.Column < _grid.SizeX && pixel.Row >= 0 && pixel.Row < _grid.SizeY
            ? new VoxelSeed(pixel.Column, pixel.Row, k)
            : throw SegmentationProblems.ClickOutside(pixel.Column, pixel.Row, _grid.SizeX, _grid.SizeY);
    }

    /// <summary>The pixel of a voxel on the images of a phase, with its frame where the image has several.</summary>
    public static Click PixelOf(DcePhase phase, VoxelSeed voxel)
    {
        var slice = phase.Slices[voxel.K];
        bool several = phase.Slices.Count(s => s.SopInstanceUid == slice.SopInstanceUid) > 1;
        return new Click(slice.SopInstanceUid, voxel.I, voxel.J, several ? slice.FrameNumber : null);
    }
}
