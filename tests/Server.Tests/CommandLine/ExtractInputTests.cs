using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CsvHelper;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Radiomics;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>What <c>aln extract</c> and <c>aln kinetics</c> read and write: DICOM series, DICOM SEG, labels by name, JSON, tables for R and Python.</summary>
public sealed class ExtractInputTests : IDisposable
{
    /// <summary>Linear resampling without normalisation: whole-number images are truncated, so that the stored type shows in every value.</summary>
    private const string Settings = "{imageType: {Original: {}, Wavelet: {}}, setting: {resampledPixelSpacing: [1.5, 1.5, 1.5], interpolator: sitkLinear}}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_DICOM_series_and_an_NRRD_of_the_same_voxels_have_the_same_features()
    {
        (string series, string nrrd) = WriteImages();
        string mask = WriteMask("mask.nrrd"), settings = WriteSettings();
        var fromSeries = await ExtractAsync("a.csv", series, mask, "--settings", settings);
        var fromNrrd = await ExtractAsync("b.csv", nrrd, mask, "--settings", settings);
        fromSeries.Keys.ShouldBe(fromNrrd.Keys);
        string[] features = [.. fromSeries.Keys.Where(k => k.StartsWith("original_", StringComparison.Ordinal) || k.StartsWith("wavelet-", StringComparison.Ordinal))];
        features.Length.ShouldBe(107 + (8 * 93));
        foreach (string feature in features)
        {
            fromSeries[feature].ShouldBe(fromNrrd[feature], feature);
        }
    }

    [Fact]
    public async Task A_DICOM_SEG_is_a_mask_whose_labels_have_names()
    {
        (string series, _) = WriteImages();
        string seg = await SegmentAsync();
        var byNumber = await ExtractAsync("number.csv", series, seg, "--label", "1");
        var byName = await ExtractAsync("name.csv", series, seg, "--label", "primary TUMOUR");
        byName["original_firstorder_Mean"].ShouldBe(byNumber["original_firstorder_Mean"]);
        byName["Label"].ShouldBe("primary TUMOUR");

        var (code, _, error) = await AlnProcess.RunAsync("extract", series, seg, "--label", "node", "--out", Path.Combine(_folder.Path, "no.csv"));
        code.ShouldBe(1);
        error.ShouldContain("no label 'node'; it has 1 'Primary tumour'");
    }

    [Fact]
    public async Task JSON_holds_numbers_and_null()
    {
        (_, string nrrd) = WriteImages();
        string output = Path.Combine(_folder.Path, "out.json");
        (await RunAsync("extract", nrrd, WriteMask("mask.nii.gz"), "--features", "original_firstorder_Mean,original_shape_Sphericity", "--out", output)).ShouldBe(0);
        using var rows = JsonDocument.Parse(await File.ReadAllTextAsync(output));
        JsonElement row = rows.RootElement.EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("original_firstorder_Mean").ValueKind.ShouldBe(JsonValueKind.Number);
        row.GetProperty("diagnostics_Configuration_Settings").GetString()!.ShouldStartWith("{'minimumROIDimensions': 2");
    }

    [Fact]
    public async Task The_shell_has_a_column_that_says_so()
    {
        (_, string nrrd) = WriteImages();
        var shell = await ExtractAsync("shell.csv", nrrd, WriteMask("mask.nrrd"), "--region", "shell", "--features", "original_shape_VoxelVolume");
        shell["Region"].ShouldBe("shell");
        shell.ShouldContainKey("diagnostics_Mask-region_VoxelNum");
        var tumour = await ExtractAsync("tumour.csv", nrrd, WriteMask("mask.nrrd"), "--features", "original_shape_VoxelVolume");
        Number(shell["original_shape_VoxelVolume"]).ShouldBeGreaterThan(Number(tumour["original_shape_VoxelVolume"]));
        tumour.ShouldNotContainKey("Region");
    }

    [Fact]
    public async Task Kinetics_are_written_as_table_and_map()
    {
        string study = WriteStudy(), map = Path.Combine(_folder.Path, "types.nrrd"), output = Path.Combine(_folder.Path, "kinetics.csv");
        (await RunAsync("kinetics", study, "--voi", WriteMask("mask.nrrd"), "--curve-types", map, "--plateau", "5", "--out", output)).ShouldBe(0);
        string[] lines = await File.ReadAllLinesAsync(output);
        lines[0].ShouldStartWith("Study,Mask,kinetics_InitialEnhancement,");
        using FileStream file = File.OpenRead(map);
        NrrdFile.ReadLabelMap(file).Counts().Values.Sum().ShouldBe(PhantomData.Patient.Truth.Count());
    }

    [Fact]
    public async Task A_batch_takes_each_row_with_its_own_label_and_region()
    {
        (_, string nrrd) = WriteImages();
        string mask = WriteMask("mask.nrrd"), table = Path.Combine(_folder.Path, "cases.csv"), output = Path.Combine(_folder.Path, "out.csv");
        await File.WriteAllTextAsync(table, $"Patient,Image,Mask,Region\nA,{nrrd},{mask},tumour\nB,{nrrd},{mask},shell\nC,{nrrd},{mask},rim\n");
        (await RunAsync("extract", "--batch", table, "--features", "original_shape_VoxelVolume", "--out", output)).ShouldBe(1);
        string[] lines = await File.ReadAllLinesAsync(output);
        lines.Length.ShouldBe(4);
        lines[0].ShouldStartWith("Patient,Image,Mask,Region,");
        Number(lines[2].Split(',')[^1]).ShouldBeGreaterThan(Number(lines[1].Split(',')[^1]));
        lines[3].ShouldEndWith(",NA");
    }

    private async Task<Dictionary<string, string>> ExtractAsync(string name, string image, string mask, params string[] options)
    {
        string output = Path.Combine(_folder.Path, name);
        (await RunAsync(["extract", image, mask, .. options, "--out", output])).ShouldBe(0);
        using var csv = CsvReader.FromText(await File.ReadAllTextAsync(output), new CsvReaderOptions { HasHeader = true });
        csv.ReadHeader();
        string[] header = [.. csv.Headers];
        csv.Read().ShouldBeTrue();
        return header.Select((column, n) => KeyValuePair.Create(column, csv.GetString(n))).ToDictionary();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Task<int> RunAsync(params string[] arguments) =>
        CommandCatalogue.Root().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private string WriteStudy()
    {
        string folder = Path.Combine(_folder.Path, "study");
        PhantomFolder.Write(folder, PhantomData.Patient);
        return folder;
    }

    /// <summary>The peak phase as a folder with a DICOM series, and the same voxels as 16-bit NRRD.</summary>
    private (string Series, string Nrrd) WriteImages()
    {
        string series = Path.GetDirectoryName(Directory.GetFiles(WriteStudy(), "*.dcm", SearchOption.AllDirectories)
            .First(f => DicomFile.Read(f, DicomReadOptions.Header).Dataset.GetString(DicomTag.SeriesDescription)!.Contains("1st", StringComparison.Ordinal)))!;
        Volume volume = CaseFiles.ReadImage(series);
        VolumeGeometry g = volume.Geometry;
        string nrrd = Path.Combine(_folder.Path, "peak.nrrd");
        string header = string.Create(
            CultureInfo.InvariantCulture,
            $"NRRD0004\ntype: uint16\ndimension: 3\nspace: left-posterior-superior\nsizes: {g.SizeX} {g.SizeY} {g.SizeZ}\nspace directions: {Axis(g.AxisX, g.SpacingMm.X)} {Axis(g.AxisY, g.SpacingMm.Y)} {Axis(g.AxisZ, g.SpacingMm.Z)}\nspace origin: ({g.OriginMm.X:R},{g.OriginMm.Y:R},{g.OriginMm.Z:R})\nendian: little\nencoding: raw\n\n");
        ushort[] voxels = Array.ConvertAll(volume.Voxels, v => (ushort)v);
        File.WriteAllBytes(nrrd, [.. Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes(voxels.AsSpan())]);
        return (series, nrrd);
    }

    private static string Axis(Vector3 axis, double spacing) =>
        string.Create(CultureInfo.InvariantCulture, $"({axis.X * spacing:R},{axis.Y * spacing:R},{axis.Z * spacing:R})");

    private string WriteMask(string name)
    {
        string path = Path.Combine(_folder.Path, name);
        using FileStream file = File.Create(path);
        if (name.EndsWith(".nrrd", StringComparison.Ordinal))
        {
            NrrdFile.Write(file, PhantomData.Patient.Truth);
        }
        else
        {
            NiftiFile.Write(file, PhantomData.Patient.Truth, gzip: true);
        }

        return path;
    }

    private string WriteSettings()
    {
        string path = Path.Combine(_folder.Path, "settings.yaml");
        File.WriteAllText(path, Settings);
        return path;
    }

    private async Task<string> SegmentAsync()
    {
        string path = Path.Combine(_folder.Path, "seg.dcm");
        (await RunAsync("segment", Path.Combine(_folder.Path, "study"), "--out", path)).ShouldBe(0);
        return path;
    }
}
