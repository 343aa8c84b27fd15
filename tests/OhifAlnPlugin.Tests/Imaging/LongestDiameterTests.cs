using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class LongestDiameterTests
{
    [Fact]
    public void A_single_voxel_measures_its_longest_edge() =>
        LongestDiameter.OfMm(Shapes.Of(new(0.7, 0.8, 2.5), [["#"]])).ShouldBe(2.5, 1e-12);

    [Fact]
    public void A_row_measures_its_length_edge_to_edge() =>
        LongestDiameter.OfMm(Shapes.Of(new(3, 1, 1), [["....", ".##.", "...."]])).ShouldBe(6, 1e-12);

    [Fact]
    public void An_empty_mask_has_none() => LongestDiameter.OfMm(Shapes.Of(new(1, 1, 1), [["."]])).ShouldBe(double.NaN);

    [Theory]
    [InlineData(1, 0.02)]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.7)]
    public void Leaving_out_inner_points_never_changes_it(int seed, double density)
    {
        Mask mask = Shapes.Random(VolumeGeometry.AxisAligned(9, 8, 7, new(0.9, 1.1, 1.7)), seed, density);
        LongestDiameter.OfMm(mask).ShouldBe(BetweenAllFaces(mask), 1e-9);
    }

    [ReferenceTheory]
    [InlineData("p01_aniso")]
    [InlineData("p02_rotated")]
    [InlineData("p08_multifocal")]
    [InlineData("p10_breast96")]
    public void It_equals_the_maximum_diameter_of_pyradiomics(string phantom)
    {
        using FileStream label = File.OpenRead(Reference.PathOf("radiomics", "phantoms", phantom + "_label.nrrd"));
        string row = File.ReadLines(Reference.PathOf("radiomics", "golden", phantom + ".csv")).Single(l => l.StartsWith("original_shape_Maximum3DDiameter,", StringComparison.Ordinal));
        LongestDiameter.OfMm(NrrdFile.ReadLabelMap(label).Select(1)).ShouldBe(double.Parse(row.Split(',')[1]), 1e-9);
    }

    private static double BetweenAllFaces(Mask mask)
    {
        VolumeGeometry g = mask.Geometry;
        var faces = new List<Vector3>();
        (int, int, int)[] normals = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)];
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            (int i, int j, int k) = g.IndicesOf(n);
            foreach ((int x, int y, int z) in mask.Voxels[n] == 0 ? [] : normals)
            {
                if (!g.Contains(i + x, j + y, k + z) || !mask[i + x, j + y, k + z])
                {
                    faces.Add(g.ToPatient(i + (x / 2.0), j + (y / 2.0), k + (z / 2.0)));
                }
            }
        }

        return faces.SelectMany(a => faces.Select(b => (a - b).Length)).Max();
    }
}
