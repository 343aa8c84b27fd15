using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verbs extract, features and selftest of the real executable.</summary>
public sealed class ExtractCommandTests
{
    [Fact]
    public async Task One_case_gives_one_row_in_the_columns_of_PyRadiomics()
    {
        using var folder = new TemporaryFolder();
        var (image, mask) = WriteCase(folder.Path, "a", 3);
        string output = Path.Combine(folder.Path, "out.csv");
        var (code, text, error) = await AlnProcess.RunAsync("extract", image, mask, "--out", output);
        code.ShouldBe(0, error);
        text.ShouldContain("107 features");
        string[] lines = await File.ReadAllLinesAsync(output);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("Image,Mask,diagnostics_");
        string golden = Path.Combine(Reference.RepositoryRoot, "tests", "Golden", "pyradiomics-3.0.1", "golden", "p01_aniso.csv");
        string[] features = [.. File.ReadLines(golden).Skip(1).Select(l => l.Split(',')[0]).Where(n => n.StartsWith("original_", StringComparison.Ordinal))];
        lines[0].ShouldEndWith(string.Join(',', features));
        lines[0].Split(',').Length.ShouldBe(lines[0].Split(',').Distinct().Count());
        lines[0].ShouldContain("diagnostics_Mask-original_BoundingBox");
        lines[0].ShouldEndWith("original_ngtdm_Strength");
    }

    [Fact]
    public async Task A_batch_goes_on_after_a_bad_case_and_carries_other_columns_through()
    {
        using var folder = new TemporaryFolder();
        WriteCase(folder.Path, "a", 3);
        WriteCase(folder.Path, "b", 2);
        string table = Path.Combine(folder.Path, "cases.csv"), output = Path.Combine(folder.Path, "out.csv");
        await File.WriteAllTextAsync(table, "Image,Mask,Label,Site\na.nrrd,a-mask.nrrd,,\"Centre, east\"\nmissing.nrrd,a-mask.nrrd,1,West\nb.nrrd,b-mask.nrrd,1,West\n");
        var (code, text, error) = await AlnProcess.RunAsync("extract", "--batch", table, "--features", "original_firstorder_Mean", "original_shape_VoxelVolume", "--out", output);
        code.ShouldBe(1);
        text.ShouldContain("2 of 3 cases");
        error.ShouldContain("missing.nrrd' does not exist");
        string[] lines = await File.ReadAllLinesAsync(output);
        lines.Length.ShouldBe(4);
        lines[0].ShouldEndWith("original_firstorder_Mean,original_shape_VoxelVolume");
        lines[1].ShouldStartWith("a.nrrd,a-mask.nrrd,,\"Centre, east\",");
        lines[2].ShouldEndWith("NA,NA");
        lines[3].ShouldContain(",West,");

        // A case that was finished is not extracted again: what is kept of it is taken as it stands.
        string[] kept = Directory.GetFiles(output + ".cases");
        kept.Length.ShouldBe(2);
        string marked = kept.First(f => File.ReadAllText(f).Contains("a-mask", StringComparison.Ordinal));
        await File.WriteAllTextAsync(marked, (await File.ReadAllTextAsync(marked)).Replace("\"Centre, east\"", "\"kept\"", StringComparison.Ordinal));

        // Once the missing file is there the batch is complete, and nothing is left beside the table.
        WriteCase(folder.Path, "missing", 3);
        (code, text, error) = await AlnProcess.RunAsync("extract", "--batch", table, "--features", "original_firstorder_Mean", "original_shape_VoxelVolume", "--out", output);
        code.ShouldBe(0, error);
        text.ShouldContain("3 of 3 cases");
        Directory.Exists(output + ".cases").ShouldBeFalse();
        (await File.ReadAllLinesAsync(output))[1].ShouldStartWith("a.nrrd,a-mask.nrrd,,kept,");
    }

    [Theory]
    [InlineData("paper", "neither a parameter file nor a profile")]
    [InlineData(null, "must end in .csv or .json")]
    public async Task A_wrong_call_ends_with_a_sentence(string? settings, string expected)
    {
        using var folder = new TemporaryFolder();
        var (image, mask) = WriteCase(folder.Path, "a", 3);
        string[] arguments = settings is null
            ? ["extract", image, mask, "--out", Path.Combine(folder.Path, "out.xlsx")]
            : ["extract", image, mask, "--settings", settings, "--out", Path.Combine(folder.Path, "out.csv")];
        var (code, _, error) = await AlnProcess.RunAsync(arguments);
        code.ShouldBe(1);
        error.ShouldContain(expected);
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_self_test_agrees_with_IBSI()
    {
        var (code, text, _) = await AlnProcess.RunAsync("selftest");
        code.ShouldBe(0);
        text.ShouldContain("142 of 145 values agree, 3 are known to differ, 0 are unexpected.");
    }

    [Fact]
    public async Task The_list_of_features_names_formula_and_IBSI_code()
    {
        var (code, text, _) = await AlnProcess.RunAsync("features", "--class", "ngtdm");
        code.ShouldBe(0);
        text.ShouldContain("ngtdm_Coarseness\t1 ÷ Σᵢ p(i)s(i)");
        text.ShouldContain("QCDE");
    }

    private static (string Image, string Mask) WriteCase(string folder, string name, int radius)
    {
        var grid = VolumeGeometry.AxisAligned(12, 12, 10, new(1, 1, 1));
        var image = new Volume(grid, [.. Enumerable.Range(0, grid.VoxelCount).Select(n => (float)(n * 37 % 400))]);
        var mask = new Mask(grid);
        for (int n = 0; n < grid.VoxelCount; n++)
        {
            var (i, j, k) = grid.IndicesOf(n);
            mask.Voxels[n] = ((i - 6) * (i - 6)) + ((j - 6) * (j - 6)) + ((k - 5) * (k - 5)) <= radius * radius ? (byte)1 : (byte)0;
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
