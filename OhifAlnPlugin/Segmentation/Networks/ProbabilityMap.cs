using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>What a network says of every voxel of a study, on the network's own grid, which covers the same field as the study's.</summary>
public sealed class ProbabilityMap
{
    private readonly PatientAxes _axes;

    /// <summary>Wraps probabilities.</summary>
    /// <param name="series">Grid of the study.</param>
    /// <param name="probability">Probabilities in [0, 1], axial: left, back, up.</param>
    internal ProbabilityMap(VolumeGeometry series, Volume probability) => (Series, Probability, _axes) = (series, probability, new PatientAxes(series));

    /// <summary>Grid of the study.</summary>
    public VolumeGeometry Series { get; }

    /// <summary>Probabilities on the network's grid.</summary>
    public Volume Probability { get; }

    /// <summary>A grid of other voxel numbers over the same field as another.</summary>
    internal static VolumeGeometry Covering(VolumeGeometry field, int sizeX, int sizeY, int sizeZ)
    {
        double x = (double)field.SizeX / sizeX, y = (double)field.SizeY / sizeY, z = (double)field.SizeZ / sizeZ;
        Vector3 spacing = new(field.SpacingMm.X * x, field.SpacingMm.Y * y, field.SpacingMm.Z * z);
        return new(sizeX, sizeY, sizeZ, spacing, field.ToPatient((x - 1) / 2, (y - 1) / 2, (z - 1) / 2), field.AxisX, field.AxisY, field.AxisZ);
    }

    /// <summary>The voxel of the study in which a voxel of the network's grid lies.</summary>
    internal VoxelSeed ToSeries(int i, int j, int k)
    {
        VolumeGeometry own = Probability.Geometry, counted = _axes.Counted;
        (int x, int y, int z) = Series.IndicesOf(_axes.Offset(At(i, own.SizeX, counted.SizeX), At(j, own.SizeY, counted.SizeY), At(k, own.SizeZ, counted.SizeZ)));
        return new(x, y, z);

        static int At(int index, int from, int to) => Math.Clamp((int)((index + 0.5) * to / from), 0, to - 1);
    }

    /// <summary>The probabilities on the study's own grid, interpolated linearly.</summary>
    /// <returns>A new volume.</returns>
    public Volume OnSeries()
    {
        VolumeGeometry own = Probability.Geometry, counted = _axes.Counted;
        float[] values = Resampled(new(own.SizeZ, counted.SizeZ, average: false), own.SliceLength, Probability.Voxels);
        var result = new Volume(Series, new float[Series.VoxelCount]);
        var rows = new LinearResampling(own.SizeY, counted.SizeY, average: false);
        var columns = new LinearResampling(own.SizeX, counted.SizeX, average: false);
        Parallel.For(0, counted.SizeZ, k =>
        {
            float[] high = new float[own.SizeX * counted.SizeY], wide = new float[counted.SliceLength];
            rows.Apply(values.AsSpan(k * own.SliceLength, own.SliceLength), own.SizeX, high);
            columns.Apply(high, 1, wide);
            for (int j = 0, n = 0; j < counted.SizeY; j++)
            {
                for (int i = 0, at = _axes.Offset(0, j, k); i < counted.SizeX; i++, n++, at += _axes.StepLeft)
                {
                    result.Voxels[at] = wide[n];
                }
            }
        });
        return result;
    }

    private static float[] Resampled(LinearResampling axis, int inner, float[] values)
    {
        if (axis.From == axis.To)
        {
            return values;
        }

        float[] resampled = new float[axis.To * inner];
        axis.Apply(values, inner, resampled);
        return resampled;
    }
}
