using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

/// <summary>Projections against a computation that goes from the patient's coordinates to the voxels, ray by ray, and knows nothing of the kernel's planes.</summary>
public sealed class MaximumProjectionTests
{
    private static readonly Vector3 X = new(1, 0, 0), Y = new(0, 1, 0), Z = new(0, 0, 1);

    /// <summary>One grid per orientation, descending slices among them; the patient is the same size in all.</summary>
    private static readonly Dictionary<string, VolumeGeometry> Grids = new()
    {
        ["axial"] = new(14, 11, 6, new(1.5, 1.5, 3), new(-7, -30, 12), X, Y, Z),
        ["axial descending"] = new(14, 11, 6, new(1.5, 1.5, 3), new(-7, -30, 27), X, Y, -1.0 * Z),
        ["sagittal"] = new(11, 9, 7, new(1.5, 1.2, 3), new(-7, -30, 40), Y, -1.0 * Z, X),
        ["sagittal descending"] = new(11, 9, 7, new(1.5, 1.2, 3), new(11, -30, 40), Y, -1.0 * Z, -1.0 * X),
        ["coronal"] = new(14, 9, 7, new(1.5, 1.2, 3), new(-7, -30, 40), X, -1.0 * Z, Y),
    };

    public static TheoryData<string> Orientations => [.. Grids.Keys];

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Every_pixel_is_the_largest_value_along_its_ray_through_the_patient(string orientation)
    {
        Volume volume = RandomVolume(Grids[orientation]);
        ProjectionView[] views = [MaximumProjection.Axial(volume), .. MaximumProjection.Turning(volume, 12)];
        foreach (ProjectionView view in views)
        {
            Vector3 away = Vector3.Cross(view.Right, view.Down);
            double step = Math.Min(volume.Geometry.SpacingMm.X, Math.Min(volume.Geometry.SpacingMm.Y, volume.Geometry.SpacingMm.Z)) / 40;
            for (int row = 0; row < view.Rows; row++)
            {
                for (int column = 0; column < view.Columns; column += 3)
                {
                    Vector3 start = view.OriginMm + (column * view.ColumnMm * view.Right) + (row * view.RowMm * view.Down);
                    (double fine, double slack) = Largest(volume, start, away, step);
                    double pixel = view.Pixels[(row * view.Columns) + column];
                    pixel.ShouldBeLessThanOrEqualTo(fine + 0.02, $"{orientation}, row {row}, column {column}");
                    pixel.ShouldBeGreaterThanOrEqualTo(fine - slack - 0.02, $"{orientation}, row {row}, column {column}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Along_the_axes_it_is_the_plain_maximum_of_the_voxels(string orientation)
    {
        Volume volume = RandomVolume(Grids[orientation]);
        VolumeGeometry g = volume.Geometry;
        foreach (ProjectionView view in (ProjectionView[])[MaximumProjection.Axial(volume), MaximumProjection.Turning(volume, 4)[0], MaximumProjection.Turning(volume, 4)[1]])
        {
            Vector3 away = Vector3.Cross(view.Right, view.Down);
            foreach (IGrouping<(int, int), float> ray in Enumerable.Range(0, volume.Voxels.Length).GroupBy(n => PixelOf(view, Centre(g, n)), n => volume.Voxels[n]))
            {
                Math.Abs(away.X + away.Y + away.Z).ShouldBe(1, 1e-9, "along an axis");
                if (IsOnPixel(view, g, ray.Key))
                {
                    view.Pixels[(ray.Key.Item1 * view.Columns) + ray.Key.Item2].ShouldBe(ray.Max(), 1e-4f);
                }
            }
        }
    }

    [Fact]
    public void A_reader_sees_right_front_and_head_where_they_belong()
    {
        // One bright voxel: to the patient's right, in front, near the head.
        VolumeGeometry grid = VolumeGeometry.AxisAligned(21, 21, 21, new(1, 1, 1));
        var volume = new Volume(grid, new float[grid.VoxelCount]);
        volume.Voxels[grid.Offset(3, 5, 18)] = 100;
        BrightestOf(MaximumProjection.Axial(volume)).ShouldBe((5, 3), "from the feet: the right on the left, the front on top");
        IReadOnlyList<ProjectionView> views = MaximumProjection.Turning(volume, 4);
        int middle = (views[0].Columns - 1) / 2;
        BrightestOf(views[0]).ShouldBe((2, middle - 7), "from the front: the head on top, the right on the left");
        BrightestOf(views[1]).ShouldBe((2, middle - 5), "from the left: the front on the left");
        BrightestOf(views[2]).ShouldBe((2, middle + 7), "from behind: the right on the right");
        BrightestOf(views[3]).ShouldBe((2, middle + 5), "from the right: the front on the right");
    }

    [Fact]
    public void The_plane_lies_in_front_of_all_voxels()
    {
        Volume volume = RandomVolume(Grids["sagittal"]);
        foreach (ProjectionView view in (ProjectionView[])[MaximumProjection.Axial(volume), .. MaximumProjection.Turning(volume, 36)])
        {
            Vector3 away = Vector3.Cross(view.Right, view.Down);
            Enumerable.Range(0, volume.Voxels.Length).Min(n => Vector3.Dot(Centre(volume.Geometry, n) - view.OriginMm, away)).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void What_only_lost_signal_is_black()
    {
        VolumeGeometry grid = VolumeGeometry.AxisAligned(4, 4, 4, new(1, 1, 1));
        var volume = new Volume(grid, [.. Enumerable.Repeat(-5f, 64)]);
        MaximumProjection.Axial(volume).Pixels.ShouldAllBe(value => value == 0);
        MaximumProjection.Turning(volume, 2)[1].Pixels.ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void A_single_voxel_is_seen_from_everywhere()
    {
        var volume = new Volume(VolumeGeometry.AxisAligned(1, 1, 1, new(2, 2, 2)), [7]);
        MaximumProjection.Axial(volume).Pixels.ShouldBe([7f]);
        MaximumProjection.Turning(volume, 8).ShouldAllBe(view => view.Pixels.Max() == 7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_odd_number_of_views_is_refused(int views) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MaximumProjection.Turning(RandomVolume(Grids["axial"]), views)).Message.ShouldContain("even");

    private static Volume RandomVolume(VolumeGeometry grid)
    {
        var random = new Random(5);
        return new(grid, [.. Enumerable.Range(0, grid.VoxelCount).Select(_ => (float)random.Next(-200, 1000))]);
    }

    /// <summary>The largest interpolated value along a ray, finely sampled, and how much a coarse sampling may miss of it.</summary>
    private static (double Largest, double Slack) Largest(Volume volume, Vector3 start, Vector3 away, double step)
    {
        double largest = 0, steepest = 0, before = 0;
        for (int n = 0; n * step < 80; n++)
        {
            double value = Interpolated(volume, volume.Geometry.ToIndex(start + (n * step * away)));
            steepest = Math.Max(steepest, Math.Abs(value - before));
            (largest, before) = (Math.Max(largest, value), value);
        }

        // One coarse step is 40 fine ones; the nearest sample is half of that away.
        return (largest, Math.Min(20 * steepest, largest));
    }

    private static double Interpolated(Volume volume, Vector3 index)
    {
        VolumeGeometry g = volume.Geometry;
        double[] at = [index.X, index.Y, index.Z];
        int[] sizes = [g.SizeX, g.SizeY, g.SizeZ];
        for (int axis = 0; axis < 3; axis++)
        {
            if (at[axis] < -1e-6 || at[axis] > sizes[axis] - 1 + 1e-6)
            {
                return 0;
            }

            at[axis] = Math.Clamp(at[axis], 0, sizes[axis] - 1);
        }

        double sum = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            double weight = 1;
            int[] n = new int[3];
            for (int axis = 0; axis < 3; axis++)
            {
                int low = (int)Math.Min(at[axis], Math.Max(0, sizes[axis] - 2)), high = corner >> axis & 1;
                weight *= high == 1 ? at[axis] - low : 1 - (at[axis] - low);
                n[axis] = Math.Min(low + high, sizes[axis] - 1);
            }

            sum += weight > 0 ? weight * volume[n[0], n[1], n[2]] : 0;
        }

        return sum;
    }

    private static Vector3 Centre(VolumeGeometry g, int n)
    {
        (int i, int j, int k) = g.IndicesOf(n);
        return g.ToPatient(i, j, k);
    }

    private static (int Row, int Column) PixelOf(ProjectionView view, Vector3 at)
    {
        (double row, double column) = PlaceOf(view, at);
        return ((int)Math.Round(row), (int)Math.Round(column));
    }

    private static (double Row, double Column) PlaceOf(ProjectionView view, Vector3 at) =>
        (Vector3.Dot(at - view.OriginMm, view.Down) / view.RowMm, Vector3.Dot(at - view.OriginMm, view.Right) / view.ColumnMm);

    /// <summary>Whether a ray through voxel centres meets a pixel's centre: rows of thick voxels lie between the finer pixels.</summary>
    private static bool IsOnPixel(ProjectionView view, VolumeGeometry g, (int Row, int Column) pixel) =>
        Enumerable.Range(0, g.VoxelCount).Select(n => PlaceOf(view, Centre(g, n))).Any(p => Math.Abs(p.Row - pixel.Row) < 1e-6 && Math.Abs(p.Column - pixel.Column) < 1e-6);

    private static (int Row, int Column) BrightestOf(ProjectionView view)
    {
        int n = Array.IndexOf(view.Pixels, view.Pixels.Max());
        return (n / view.Columns, n % view.Columns);
    }
}
