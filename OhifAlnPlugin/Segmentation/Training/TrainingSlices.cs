using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Training;

/// <summary>Turns a real study with its corrected VOI into the layout that networks are trained on.</summary>
public static class TrainingSlices
{
    private const int MostWithLesion = 24, FewestWithout = 6, ScaleStep = 5;

    /// <summary>Resamples a study as a network sees it: axial, rows from the front, columns from the right.</summary>
    /// <param name="id">Name without meaning for a patient.</param>
    /// <param name="series">The study.</param>
    /// <param name="voi">All lesions, on the grid of the series.</param>
    /// <returns>Up to 24 slices that show a lesion and about as many that do not, at least six where the study has them.</returns>
    /// <exception cref="ArgumentException">The VOI lies on another grid.</exception>
    public static TrainingStudy Of(string id, DynamicSeries series, Mask voi)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(voi);
        if (!voi.Geometry.IsCloseTo(series.Geometry))
        {
            throw new ArgumentException("The VOI lies on another grid than the series.", nameof(voi));
        }

        var axes = new PatientAxes(series.Geometry);
        VolumeGeometry field = axes.Counted;
        int width = Pixels(field.SizeX, field.SpacingMm.X), height = Pixels(field.SizeY, field.SpacingMm.Y);
        int neighbour = Math.Max(1, (int)Math.Round(TrainingStudy.NeighbourMm / field.SpacingMm.Z));
        int[] slices = Choose(axes, voi);
        TrainingScale scale = ScaleOf(series);
        var study = new TrainingStudy(id, width, height, slices.Length, scale.SubtractionScale);
        var reader = new Reader(axes, width, height);
        for (int group = 0; group < slices.Length; group++)
        {
            float[] lesion = reader.Read(n => voi.Voxels[n], slices[group]);
            for (int level = 0; level < TrainingStudy.Levels; level++)
            {
                int k = Math.Clamp(slices[group] + ((level - 1) * neighbour), 0, field.SizeZ - 1);
                float[] pre = reader.Read(n => series.PreContrast.Voxels[n], k), peak = reader.Read(n => series.Peak.Voxels[n], k);
                study.Fill(group, level, pre, peak, lesion, scale);
            }
        }

        return study;
    }

    private static int Pixels(int voxels, double spacingMm) => Math.Max(1, (int)Math.Round(voxels * spacingMm / TrainingStudy.PixelMm));

    /// <summary>The scale from every fifth voxel, which is spread over the whole volume.</summary>
    private static TrainingScale ScaleOf(DynamicSeries series) =>
        TrainingScale.Of(Enumerable.Range(0, (series.Geometry.VoxelCount + ScaleStep - 1) / ScaleStep)
            .Select(n => (series.PreContrast.Voxels[n * ScaleStep], series.Peak.Voxels[n * ScaleStep])));

    private static int[] Choose(PatientAxes axes, Mask voi)
    {
        bool[] shows = [.. Enumerable.Range(0, axes.Height).Select(up => Shows(axes, voi, up))];
        int[] with = [.. Enumerable.Range(0, axes.Height).Where(up => shows[up])], without = [.. Enumerable.Range(0, axes.Height).Where(up => !shows[up])];
        int[] taken = Spread(with, MostWithLesion);
        return [.. taken.Concat(Spread(without, Math.Max(taken.Length, FewestWithout))).Order()];
    }

    private static bool Shows(PatientAxes axes, Mask voi, int up)
    {
        for (int back = 0; back < axes.Depth; back++)
        {
            for (int left = 0; left < axes.Width; left++)
            {
                if (voi.Voxels[axes.Offset(left, back, up)] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int[] Spread(int[] slices, int most) =>
        slices.Length <= most ? slices : [.. Enumerable.Range(0, most).Select(n => slices[n * slices.Length / most])];

    /// <summary>Reads axial slices at the network's pixel size.</summary>
    private sealed class Reader(PatientAxes axes, int width, int height)
    {
        private readonly LinearResampling _rows = new(axes.Depth, height, average: true), _columns = new(axes.Width, width, average: true);

        public float[] Read(Func<int, float> voxel, int up)
        {
            float[] native = new float[axes.Width * axes.Depth], lower = new float[axes.Width * height], slice = new float[width * height];
            for (int back = 0, n = 0; back < axes.Depth; back++)
            {
                for (int left = 0; left < axes.Width; left++, n++)
                {
                    native[n] = voxel(axes.Offset(left, back, up));
                }
            }

            _rows.Apply(native, axes.Width, lower);
            _columns.Apply(lower, 1, slice);
            return slice;
        }
    }
}
