using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>A study compressed without loss, its phases in three ways, gives what the same study gives uncompressed.</summary>
public sealed class CompressedStudyTests : IDisposable
{
    private static readonly (string Program, string Option)[] Encoders = [("dcmcjpeg", "+e1"), ("dcmcjpls", "+pz"), ("gdcmconv", "--j2k")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CodecToolsFact]
    public async Task Segmentation_score_and_features_are_the_same_on_the_command_line_and_over_http()
    {
        LogisticBundle.Create().Write(Path.Combine(_folder.Path, "models", "logistic"));
        string native = Folder("native"), compressed = Folder("compressed");
        PhantomFolder.Write(native, PhantomData.Patient);
        Compress(native, compressed);

        string expected = await SegmentAsync(native, "native.nrrd"), found = await SegmentAsync(compressed, "compressed.nrrd");
        (await File.ReadAllBytesAsync(found)).ShouldBe(await File.ReadAllBytesAsync(expected));
        string score = await ScoreAsync(native, expected, "native.json");
        (await ScoreAsync(compressed, expected, "compressed.json")).ShouldBe(score);
        (await ExtractAsync(compressed, expected, "compressed.csv")).ShouldBe(await ExtractAsync(native, expected, "native.csv"));
        await OverHttpAsync(compressed, expected, JsonDocument.Parse(score).RootElement.GetProperty("radscore").GetDouble());
    }

    private async Task OverHttpAsync(string compressed, string mask, double radscore)
    {
        await using var server = new ServerFixture { ModelFolder = Folder("models") };
        await server.InitializeAsync();
        string study = await server.StoreAsync([.. Files(compressed).Select(path => DicomFile.Read(path))]);
        var draft = await server.Client.SegmentAsync(new SegmentationRequest(study));
        VoiFile.Read(mask, ImagePlace.Of(PhantomData.Patient.Series.Geometry)).Voxels.ShouldBe(await server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap"));

        using var scored = await server.Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(draft.Id));
        (await scored.Content.ReadFromJsonAsync<RadscoreAnswer>())!.Radscore.ShouldBe(radscore);
    }

    private static void Compress(string source, string target) => Parallel.ForEach(Files(source), path =>
    {
        string copy = Path.Combine(target, Path.GetRelativePath(source, path));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        (string program, string option) = Encoders[Math.Abs(string.GetHashCode(path, StringComparison.Ordinal)) % Encoders.Length];
        CodecTools.Convert(program, path, copy, option);
        DicomFile.Read(copy, DicomReadOptions.Header).TransferSyntax.IsEncapsulated.ShouldBeTrue(path);
    });

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private async Task<string> SegmentAsync(string study, string name)
    {
        string output = Path.Combine(_folder.Path, name);
        await RunAsync("segment", study, "--out", output);
        return output;
    }

    private async Task<string> ScoreAsync(string study, string voi, string name)
    {
        string output = Path.Combine(_folder.Path, name);
        await RunAsync("score", study, "--voi", voi, "--models", Folder("models"), "--out", output);
        return await File.ReadAllTextAsync(output);
    }

    private async Task<string> ExtractAsync(string study, string mask, string name)
    {
        string output = Path.Combine(_folder.Path, name);
        string series = Path.GetDirectoryName(Files(study).First())!;
        await RunAsync("extract", series, mask, "--features", "original_firstorder_Mean,original_glcm_Contrast", "--out", output);
        string[] rows = await File.ReadAllLinesAsync(output);
        return string.Join(',', rows[^1].Split(',')[^2..]);
    }

    private static async Task RunAsync(params string[] arguments) =>
        (await CommandCatalogue.Root().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false })).ShouldBe(0);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
}
