using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Maps;

/// <summary>One feature computed in the neighbourhood of every ROI voxel: an image of the feature.</summary>
public sealed class FeatureMap
{
    private readonly int[] _offsets;
    private readonly double[] _values;

    /// <summary>Wraps the values of the ROI voxels.</summary>
    /// <param name="name">Feature name, e.g. original_glcm_Contrast.</param>
    /// <param name="geometry">Box of the ROI and the kernel radius around it.</param>
    /// <param name="offsets">Flat indices of the ROI voxels on that grid, ascending.</param>
    /// <param name="values">Values of the ROI voxels, shape (Np,).</param>
    /// <param name="initValue">Value outside the ROI.</param>
    internal FeatureMap(string name, VolumeGeometry geometry, int[] offsets, double[] values, double initValue)
    {
        (Name, Geometry, _offsets, _values, InitValue) = (name, geometry, offsets, values, initValue);
        double[] defined = [.. values.Where(double.IsFinite)];
        (Minimum, Maximum) = defined.Length > 0 ? (defined.Min(), defined.Max()) : (double.NaN, double.NaN);
    }

    /// <summary>Name of the feature, image_class_feature.</summary>
    public string Name { get; }

    /// <summary>Grid of the map: the box of the ROI and the kernel radius around it, inside the prepared image.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Value outside the ROI.</summary>
    public double InitValue { get; }

    /// <summary>Flat indices of the ROI voxels on <see cref="Geometry"/>, ascending.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Values of the ROI voxels in the order of <see cref="Offsets"/>; NaN where the feature is undefined.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Smallest value in the ROI that is a number; NaN when none is.</summary>
    public double Minimum { get; }

    /// <summary>Largest value in the ROI that is a number; NaN when none is.</summary>
    public double Maximum { get; }

    /// <summary>The whole box, <see cref="InitValue"/> outside the ROI.</summary>
    /// <returns>Shape (SizeX·SizeY·SizeZ of <see cref="Geometry"/>,), x fastest.</returns>
    public double[] ToImage()
    {
        double[] image = new double[Geometry.VoxelCount];
        Array.Fill(image, InitValue);
        for (int n = 0; n < _offsets.Length; n++)
        {
            image[_offsets[n]] = _values[n];
        }

        return image;
    }

    /// <summary>The map seen from another grid: each voxel takes the value of the nearest voxel of the map.</summary>
    /// <param name="grid">The other grid, in the same patient space.</param>
    /// <returns>Shape (SizeX·SizeY·SizeZ of <paramref name="grid"/>,), x fastest; NaN where the nearest voxel is not in the ROI.</returns>
    public float[] OnGrid(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double[] image = ToImage();
        var inside = new bool[image.Length];
        foreach (int offset in _offsets)
        {
            inside[offset] = true;
        }

        var seen = new float[grid.VoxelCount];
        Array.Fill(seen, float.NaN);
        Vector3 origin = Geometry.ToIndex(grid.OriginMm);
        Vector3 stepX = Geometry.ToIndex(grid.ToPatient(1, 0, 0)) - origin, stepY = Geometry.ToIndex(grid.ToPatient(0, 1, 0)) - origin, stepZ = Geometry.ToIndex(grid.ToPatient(0, 0, 1)) - origin;
        for (int k = 0, at = 0; k < grid.SizeZ; k++)
        {
            for (int j = 0; j < grid.SizeY; j++)
            {
                Vector3 row = origin + (j * stepY) + (k * stepZ);
                for (int i = 0; i < grid.SizeX; i++, at++)
                {
                    Vector3 p = row + (i * stepX);
                    int x = (int)Math.Floor(p.X + 0.5), y = (int)Math.Floor(p.Y + 0.5), z = (int)Math.Floor(p.Z + 0.5);
                    if (Geometry.Contains(x, y, z) && inside[Geometry.Offset(x, y, z)])
                    {
                        seen[at] = (float)image[Geometry.Offset(x, y, z)];
                    }
                }
            }
        }

        return seen;
    }
}
