using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class AxialDiametersTests
{
    [Fact]
    public void A_single_voxel_measures_its_edges()
    {
        AxialDiameters found = AxialDiameters.Of(Shapes.Of(new(0.7, 0.8, 2.5), [["#"]]))!.Value;
        (found.LongestMm, found.PerpendicularMm, found.Plane).ShouldBe((0.8, 0.7, 0));
    }

    [Fact]
    public void A_bar_is_as_long_and_as_wide_as_its_voxels_in_its_longest_plane()
    {
        AxialDiameters found = AxialDiameters.Of(Shapes.Of(new(2, 1, 3), [["...", ".#."], ["###", "..."], ["...", ".##"]]))!.Value;
        (found.LongestMm, found.PerpendicularMm, found.Plane).ShouldBe((6, 1, 1));
    }

    [Fact]
    public void An_ellipse_measures_its_two_axes()
    {
        var mask = new Mask(VolumeGeometry.AxisAligned(60, 60, 3, new(1, 1, 1)));
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            (int i, int j, int k) = mask.Geometry.IndicesOf(n);
            double along = ((i - 30) + (j - 30)) / Math.Sqrt(2), across = ((i - 30) - (j - 30)) / Math.Sqrt(2);
            mask.Voxels[n] = k == 1 && (along * along / 400) + (across * across / 100) <= 1 ? (byte)1 : (byte)0;
        }

        AxialDiameters found = AxialDiameters.Of(mask)!.Value;
        found.LongestMm.ShouldBe(40, 1);
        found.PerpendicularMm.ShouldBe(20, 1);
    }

    [Fact]
    public void An_empty_mask_has_none() => AxialDiameters.Of(Shapes.Of(new(1, 1, 1), [["."]])).ShouldBeNull();

    [Fact]
    public void Axial_is_across_the_axis_from_foot_to_head_whatever_the_acquisition()
    {
        // A sagittal grid: columns run to the back, rows to the feet, slices to the left.
        var sagittal = new VolumeGeometry(5, 6, 4, new(1, 1, 2), new(0, 0, 0), new(0, 1, 0), new(0, 0, -1), new(1, 0, 0));
        AxialDiameters found = AxialDiameters.Of(Shapes.Box(sagittal, new(1, 0, 0, 2, 5, 3)))!.Value;
        found.LongestMm.ShouldBe(Math.Sqrt((1 * 1) + (8 * 8)), 1e-9);
        found.PerpendicularMm.ShouldBe(2, 0.05);
    }

    [ReferenceTheory]
    [InlineData("p01_aniso")]
    [InlineData("p08_multifocal")]
    [InlineData("p10_breast96")]
    public void The_longest_equals_the_maximum_diameter_in_a_slice_of_pyradiomics(string phantom)
    {
        using FileStream label = File.OpenRead(Reference.PathOf("radiomics", "phantoms", phantom + "_label.nrrd"));
        string row = File.ReadLines(Reference.PathOf("radiomics", "golden", phantom + ".csv")).Single(l => l.StartsWith("original_shape_Maximum2DDiameterSlice,", StringComparison.Ordinal));
        AxialDiameters.Of(NrrdFile.ReadLabelMap(label).Select(1))!.Value.LongestMm.ShouldBe(double.Parse(row.Split(',')[1]), 1e-9);
    }
}
