using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.FirstOrder;
using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Maps;

/// <summary>
/// The neighbourhood of one voxel, laid out as a small ROI of its own, so that the feature classes need not know whether they
/// look at a whole ROI or at a kernel. Grey levels keep the numbers they have in the whole ROI. One window serves one thread
/// and is moved from voxel to voxel.
/// </summary>
internal sealed class KernelWindow
{
    private readonly KernelImage _image;
    private readonly GreyLevels _from;
    private readonly IndexBox _box;
    private readonly int _reach;
    private readonly int _strideY;
    private readonly int _strideZ;
    private readonly ushort[] _levels;
    private readonly int[] _counts;
    private readonly int _levelsInRoi;
    private readonly int[] _inBox;
    private readonly int[] _padded;
    private readonly double[] _intensities;
    private int _inside;

    /// <summary>Makes a window.</summary>
    /// <param name="image">The image it moves over.</param>
    /// <param name="from">The image's grey levels.</param>
    public KernelWindow(KernelImage image, GreyLevels from)
    {
        (_image, _from, _reach) = (image, from, image.Reach);
        _box = new(0, 0, 0, 2 * image.RadiusX, 2 * image.RadiusY, 2 * image.RadiusZ);
        _strideY = _box.SizeX + (2 * _reach);
        _strideZ = _strideY * (_box.SizeY + (2 * _reach));
        _levels = new ushort[_strideZ * (_box.SizeZ + (2 * _reach))];
        _counts = new int[from.Highest];
        _levelsInRoi = from.LevelsInRoi;
        int cells = _box.SizeX * _box.SizeY * _box.SizeZ;
        (_inBox, _padded, _intensities) = (new int[cells], new int[cells], new double[cells]);
    }

    /// <summary>Moves the window.</summary>
    /// <param name="centre">Padded offset of the voxel it is centred on.</param>
    public void MoveTo(int centre)
    {
        for (int n = 0; n < _inside; n++)
        {
            _counts[_levels[_padded[n]] - 1]--;
        }

        _inside = 0;
        RoiGrid source = _image.Source;
        for (int z = 0, cell = 0; z < _box.SizeZ; z++)
        {
            for (int y = 0; y < _box.SizeY; y++)
            {
                int from = centre - _image.RadiusX + ((y - _image.RadiusY) * source.StrideY) + ((z - _image.RadiusZ) * source.StrideZ);
                int to = _reach + ((y + _reach) * _strideY) + ((z + _reach) * _strideZ);
                for (int x = 0; x < _box.SizeX; x++, cell++)
                {
                    ushort level = _from.Levels[from + x];
                    _levels[to + x] = level;
                    if (level != 0)
                    {
                        _counts[level - 1]++;
                        _intensities[_inside] = _image.Intensities[from + x];
                        (_inBox[_inside], _padded[_inside++]) = (cell, to + x);
                    }
                }
            }
        }
    }

    /// <summary>The neighbourhood as a discretised ROI; valid until the window is moved.</summary>
    public GreyLevels Grey => new(new RoiGrid(_box, _reach, _image.SpacingMm, _inBox[.._inside], _padded[.._inside]), _levels, _from.Highest, _counts) { LevelsInRoi = _levelsInRoi };

    /// <summary>The distribution of the neighbourhood's intensities; valid until the window is moved.</summary>
    public IntensityStatistics Statistics =>
        new(_intensities[.._inside], _counts, _image.Settings.VoxelArrayShift, _image.SpacingMm.X * _image.SpacingMm.Y * _image.SpacingMm.Z);
}
