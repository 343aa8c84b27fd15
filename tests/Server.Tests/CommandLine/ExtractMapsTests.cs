using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verb extract with --voxel-based, in the real executable.</summary>
public sealed class ExtractMapsTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(14, 13, 12, new(0.8, 0.8, 1.2), new(5, -6, 7));

    [Fact]
    public async Task Each_map_becomes_a_file_named_as_PyRadiomics_names_it()
    {
        using var folder = new TemporaryFolder();
        var (image, mask) = WriteCase(folder.Path, "a");
        string output = Path.Combine(folder.Path, "maps");
        var (code, text, error) = await AlnProcess.RunAsync(
            "extract", image, mask, "--voxel-based", "--kernel-radius", "2", "--features", "original_glcm_Contrast,original_firstorder_Mean", "--out", output);
        code.ShouldBe(0, error);
        text.ShouldContain("2 maps are in");
        Directory.GetFiles(output).Select(Path.GetFileName).Order().ShouldBe(["Case-1_original_firstorder_Mean.nrrd", "Case-1_original_glcm_Contrast.nrrd"]);

        using FileStream file = File.OpenRead(Path.Combine(output, "Case-1_original_firstorder_Mean.nrrd"));
        Volume map = NrrdFile.ReadVolume(file);
        map.StoredAs.ShouldBe(VoxelType.Float64);
        map.Geometry.ShouldBe(VolumeGeometry.AxisAligned(10, 10, 9, Grid.SpacingMm, Grid.ToPatient(1, 1, 1)));
        map[4, 4, 4].ShouldBe(100 + (10 * 5), 1e-4f);
        map[0, 0, 0].ShouldBe(0);
    }

    [Fact]
    public async Task The_parameter_file_decides_on_kernel_and_background_and_leaves_shape_out()
    {
        using var folder = new TemporaryFolder();
        WriteCase(folder.Path, "a");
        string settings = Path.Combine(folder.Path, "p.yaml"), output = Path.Combine(folder.Path, "maps"), table = Path.Combine(folder.Path, "cases.csv");
        await File.WriteAllTextAsync(settings, "featureClass: {shape: , firstorder: [Range]}\nvoxelSetting: {kernelRadius: 3, initValue: -5, maskedKernel: true, voxelBatch: 100}\n");
        await File.WriteAllTextAsync(table, "Image,Mask\na.nrrd,a-mask.nrrd\nabsent.nrrd,a-mask.nrrd\n");
        var (code, text, error) = await AlnProcess.RunAsync("extract", "--batch", table, "--voxel-based", "--settings", settings, "--out", output);
        code.ShouldBe(1);
        error.ShouldContain("absent.nrrd' does not exist");
        text.ShouldContain("1 map is in");
        using FileStream file = File.OpenRead(Path.Combine(output, "Case-1_original_firstorder_Range.nrrd"));
        Volume map = NrrdFile.ReadVolume(file);
        (map.Geometry.SizeX, map[0, 0, 0]).ShouldBe((12, -5));
    }

    [Theory]
    [InlineData("--features original_shape_Sphericity", "There is no map of 'original_shape_Sphericity'")]
    [InlineData("--kernel-radius 21", "--kernel-radius is 21; it goes from 1 to 20 voxels")]
    [InlineData("--label 4", "no voxel with label 4; it has 1 (")]
    public async Task A_wrong_call_ends_with_a_sentence(string arguments, string expected)
    {
        using var folder = new TemporaryFolder();
        var (image, mask) = WriteCase(folder.Path, "a");
        string output = Path.Combine(folder.Path, "maps");
        var (code, _, error) = await AlnProcess.RunAsync([.. (string[])["extract", image, mask, "--voxel-based", "--out", output], .. arguments.Split(' ')]);
        code.ShouldBe(1);
        error.ShouldContain(expected);
        Directory.Exists(output).ShouldBeFalse();
    }

    [Fact]
    public async Task A_kernel_radius_without_maps_is_refused()
    {
        using var folder = new TemporaryFolder();
        var (image, mask) = WriteCase(folder.Path, "a");
        var (code, _, error) = await AlnProcess.RunAsync("extract", image, mask, "--kernel-radius", "2", "--out", Path.Combine(folder.Path, "out.csv"));
        code.ShouldBe(1);
        error.ShouldContain("--kernel-radius belongs to --voxel-based");
    }

    /// <summary>A ramp along x, and a box from (3, 3, 3) to (8, 8, 7).</summary>
    private static (string Image, string Mask) WriteCase(string folder, string name)
    {
        var image = new Volume(Grid, new float[Grid.VoxelCount]);
        var mask = new Mask(Grid);
        for (int n = 0; n < Grid.VoxelCount; n++)
        {
            var (i, j, k) = Grid.IndicesOf(n);
            image.Voxels[n] = 100 + (10 * i);
            mask.Voxels[n] = i is >= 3 and <= 8 && j is >= 3 and <= 8 && k is >= 3 and <= 7 ? (byte)1 : (byte)0;
        }

        string imagePath = Path.Combine(folder, name + ".nrrd"), maskPath = Path.Combine(folder, name + "-mask.nrrd");
        using (FileStream file = File.Create(imagePath))
        {
            NrrdFile.Write(file, image);
        }

        using (FileStream file = File.Create(maskPath))
        {
            NrrdFile.Write(file, mask);
        }

        return (imagePath, maskPath);
    }
}
