using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Glcm;
using OhifAlnPlugin.Radiomics.Features.Gldm;
using OhifAlnPlugin.Radiomics.Features.Glrlm;
using OhifAlnPlugin.Radiomics.Features.Glszm;
using OhifAlnPlugin.Radiomics.Features.Ngtdm;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Grey levels and texture matrices against the matrices that PyRadiomics' own C code counted.</summary>
public sealed class IntermediateMatricesTests
{
    public static TheoryData<string, string, int> Cases() => new()
    {
        { "matrices_p01_aniso_bc8", "p01_aniso", 1 }, { "matrices_p01_aniso_bw50", "p01_aniso", 1 },
        { "matrices_p05_tiny_label3_bw25", "p05_tiny", 3 }, { "matrices_p05_tiny_label4_bw25", "p05_tiny", 4 },
    };

    [ReferenceTheory]
    [MemberData(nameof(Cases))]
    public void Grey_levels_are_those_of_PyRadiomics(string file, string phantom, int label)
    {
        var (golden, grey) = Read(file, phantom, label);
        int[] expected = [.. golden.GetProperty("discretised_zyx_flat").EnumerateArray().Select(v => v.GetInt32()).Where((_, n) => golden.GetProperty("mask_zyx_flat")[n].GetInt32() != 0)];
        grey.Roi.PaddedOffsets.Select(n => (int)grey.Levels[n]).ShouldBe(expected);
        grey.Highest.ShouldBe(golden.GetProperty("Ng").GetInt32());
    }

    [ReferenceTheory]
    [MemberData(nameof(Cases))]
    public void Co_occurrences_of_each_direction_are_those_of_PyRadiomics(string file, string phantom, int label)
    {
        var (golden, grey) = Read(file, phantom, label);
        double[][][] counts = Cube(golden.GetProperty("glcm_raw_asymmetric_[i][j][angle]"));
        var matrices = new Queue<CooccurrenceMatrix>(CooccurrenceMatrices.Of(grey, new() { SymmetricalGlcm = false }));
        foreach (int angle in AnglesIn(grey, golden, "angles_zyx"))
        {
            double total = counts.Sum(row => row.Sum(cell => cell[angle]));
            if (total > 0)
            {
                CooccurrenceMatrix matrix = matrices.Dequeue();
                for (int i = 0; i < counts.Length; i++)
                {
                    matrix.Px[i + 1].ShouldBe(counts[i].Sum(cell => cell[angle]) / total, 1e-14);
                    matrix.Py[i + 1].ShouldBe(counts.Sum(row => row[i][angle]) / total, 1e-14);
                    matrix.Differences[i].ShouldBe(counts.Select((row, a) => row.Where((_, b) => Math.Abs(a - b) == i).Sum(cell => cell[angle])).Sum() / total, 1e-14);
                }

                matrix.Energy.ShouldBe(counts.Sum(row => row.Sum(cell => cell[angle] * cell[angle])) / (total * total), 1e-14);
            }
        }

        matrices.ShouldBeEmpty();
    }

    [ReferenceTheory]
    [MemberData(nameof(Cases))]
    public void Runs_zones_and_dependences_are_those_of_PyRadiomics(string file, string phantom, int label)
    {
        var (golden, grey) = Read(file, phantom, label);
        var runs = new Queue<LevelSizeMatrix>(RunLengthMatrices.Of(grey, new()));
        double[][][] counts = Cube(golden.GetProperty("glrlm_[gl][run-1][angle]"));
        foreach (int angle in AnglesIn(grey, golden, "glrlm_angles").Where(a => HasLineOfTwo(golden, a)))
        {
            ShouldBeSame(runs.Dequeue(), [.. counts.Select(row => row.Select(cell => cell[angle]).ToArray())]);
        }

        runs.ShouldBeEmpty();
        ShouldBeSame(SizeZoneMatrix.Of(grey, new()), Table(golden.GetProperty("glszm_[gl][size-1]")));
        ShouldBeSame(DependenceMatrix.Of(grey, new(grey, new())), Table(golden.GetProperty("gldm_[gl][dependence](col0=0 neighbours)")));
    }

    [ReferenceTheory]
    [MemberData(nameof(Cases))]
    public void Tone_differences_are_those_of_PyRadiomics(string file, string phantom, int label)
    {
        var (golden, grey) = Read(file, phantom, label);
        var matrix = new ToneDifferenceMatrix(grey, new(grey, new()));
        double[][] present = [.. Table(golden.GetProperty("ngtdm_[gl][n,s,i]")).Where(row => row[0] > 0)];
        matrix.Levels.ShouldBe(present.Select(row => row[2]));
        matrix.Shares.Select(s => s * matrix.Voxels).ShouldBe(present.Select(row => row[0]), 1e-9);
        matrix.Differences.ShouldBe(present.Select(row => row[1]), 1e-9);
    }

    /// <summary>Whether two ROI voxels lie on a line along a direction: PyRadiomics counts the others too, and drops them afterwards.</summary>
    private static bool HasLineOfTwo(JsonElement golden, int angle)
    {
        int[] size = [.. golden.GetProperty("cropped_size_xyz").EnumerateArray().Select(v => v.GetInt32())];
        int[] step = [.. golden.GetProperty("glrlm_angles")[angle].EnumerateArray().Select(v => v.GetInt32())];
        JsonElement mask = golden.GetProperty("mask_zyx_flat");
        var inside = Enumerable.Range(0, mask.GetArrayLength()).Where(n => mask[n].GetInt32() != 0)
            .Select(n => (X: n % size[0], Y: n / size[0] % size[1], Z: n / size[0] / size[1])).ToHashSet();
        return inside.Any(v => Enumerable.Range(1, size.Max()).Any(t => inside.Contains((v.X + (t * step[2]), v.Y + (t * step[1]), v.Z + (t * step[0])))));
    }

    private static (JsonElement Golden, GreyLevels Grey) Read(string file, string phantom, int label)
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(Reference.PathOf("radiomics", "intermediate", file + ".json"))).RootElement;
        ExtractionSettings settings = ParameterFile.Parse($$"""{"setting": {{golden.GetProperty("settings")}} }""");
        ScalarImage image = ScalarImage.Of(Phantom.Image(Phantom.PathOf("phantoms", phantom + "_image.nrrd")));
        Mask mask = Phantom.Labels(Phantom.PathOf("phantoms", phantom + "_label.nrrd")).Select(label);
        IndexBox box = mask.BoundingBox()!.Value;
        var roi = new RoiGrid(mask, box, 1);
        return (golden, Discretisation.Discretise(roi, roi.Gather(image.Block(box)), image.Precision == Precision.Single, settings.Texture));
    }

    /// <summary>Places of the reference's directions in the order in which the engine walks them.</summary>
    private static int[] AnglesIn(GreyLevels grey, JsonElement golden, string name)
    {
        int[][] angles = [.. golden.GetProperty(name).EnumerateArray().Select(a => a.EnumerateArray().Select(v => v.GetInt32()).ToArray())];
        Direction[] directions = [.. Direction.Of([1], new()).Where(d => d.FitsInto(grey.Roi))];
        int[] places = [.. directions.Select(d => Array.FindIndex(angles, a => a is [var z, var y, var x] && d == new Direction(x, y, z))).Where(n => n >= 0)];
        places.Length.ShouldBe(angles.Length);
        return places;
    }

    private static void ShouldBeSame(LevelSizeMatrix actual, double[][] counts)
    {
        var cells = counts.SelectMany((row, i) => row.Select((count, j) => (Level: i + 1, Size: j + 1, Count: count))).Where(c => c.Count > 0).ToArray();
        var expected = new LevelSizeMatrix([.. cells.Select(c => c.Level)], [.. cells.Select(c => c.Size)], [.. cells.Select(c => c.Count)]);
        Sums(actual).ShouldBe(Sums(expected), 1e-12);
    }

    private static double[] Sums(LevelSizeMatrix m) =>
        [m.Total, m.Voxels, m.SmallSize, m.LargeSize, m.LowLevel, m.HighLevel, m.LowLevelSmallSize, m.HighLevelSmallSize, m.LowLevelLargeSize, m.HighLevelLargeSize];

    private static double[][] Table(JsonElement table) => [.. table.EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];

    private static double[][][] Cube(JsonElement cube) => [.. cube.EnumerateArray().Select(Table)];
}
