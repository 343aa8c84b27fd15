using System.IO.Compression;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verb export-training of the real executable.</summary>
public sealed class ExportTrainingCommandTests
{
    [Fact]
    public async Task Saved_VOIs_are_written_with_their_images_in_both_layouts_and_without_identity()
    {
        using var folder = new TemporaryFolder();
        string source = Path.Combine(folder.Path, "in"), data = Path.Combine(folder.Path, "data"), output = Path.Combine(folder.Path, "out");
        PatientPlan[] plans = [.. PatientPlan.Cohort(4, 2, new PhantomOptions())];
        PhantomFolder.Write(source, plans, new PhantomOptions());
        File.Delete(Path.Combine(source, "truth", plans[1].Clinical.PatientId + ".dcm"));
        (await AlnProcess.RunAsync("import", source, "--data", data)).ExitCode.ShouldBe(0);

        var (code, text, error) = await AlnProcess.RunAsync("export-training", "--data", data, "--out", output);
        code.ShouldBe(0, error);
        text.ShouldContain("1 cases are in");
        Directory.GetFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f).Replace('\\', '/')).Order(StringComparer.Ordinal).ShouldBe(
            ["dataset.json", "imagesTr/case_0001_0000.nii.gz", "imagesTr/case_0001_0001.nii.gz", "labelsTr/case_0001.nii.gz", "studies.alnt"]);
        JsonElement dataset = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(output, "dataset.json")));
        dataset.GetProperty("numTraining").GetInt32().ShouldBe(1);
        dataset.GetProperty("labels").GetProperty("tumour").GetInt32().ShouldBe(1);

        Mask truth = PhantomPatient.Render(plans[0]).Truth;
        using (FileStream label = File.OpenRead(Path.Combine(output, "labelsTr", "case_0001.nii.gz")))
        {
            NiftiFile.ReadMask(label).Count().ShouldBe(truth.Count());
        }

        foreach (string file in Directory.GetFiles(output, "*", SearchOption.AllDirectories))
        {
            string content = Encoding.Latin1.GetString(await BytesAsync(file));
            content.ShouldNotContain(plans[0].Clinical.PatientId);
            content.ShouldNotContain("Synthetic");
            content.ShouldNotContain("2.25.");
        }

        (_, _, error) = await AlnProcess.RunAsync("export-training", "--data", data, "--out", output);
        error.ShouldContain("is not empty");
    }

    private static async Task<byte[]> BytesAsync(string file)
    {
        await using FileStream stream = File.OpenRead(file);
        await using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
