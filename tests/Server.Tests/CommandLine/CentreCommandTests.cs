using System.CommandLine;
using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verb <c>centre</c>.</summary>
public sealed class CentreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CentreCommandTests() => LogisticBundle.Harmonised().Write(Path.Combine(_folder.Path, "models", "harmonised"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_feature_table_onboards_a_centre_which_predict_then_knows()
    {
        string table = Path.Combine(_folder.Path, "east.csv");
        await File.WriteAllLinesAsync(table, Enumerable.Range(0, 7)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"{0.5 + (0.02 * n)},{3 + (0.1 * (n % 3))}")).Prepend($"{LogisticBundle.Sphericity},{LogisticBundle.Entropy}"));
        (await RunAsync("onboard", "East", "--features", table)).ShouldBe(0);
        (await RunAsync("list")).ShouldBe(0);

        Assessor().Harmonization!.Centres.ShouldBe(["North", "South", "East"]);
        (await RunAsync("remove", "East")).ShouldBe(0);
        Assessor().Harmonization!.Centres.ShouldBe(["North", "South"]);
        (await Should.ThrowAsync<ProblemException>(() => RunAsync("remove", "East"))).Message.ShouldContain("No centre 'East' was onboarded");
    }

    [Fact]
    public async Task Images_and_masks_onboard_a_centre_with_the_models_own_settings()
    {
        List<string> rows = ["Image,Mask"];
        for (int n = 0; n < 6; n++)
        {
            rows.Add(WriteCase(n));
        }

        string table = Path.Combine(_folder.Path, "cases.csv");
        await File.WriteAllLinesAsync(table, rows);
        (await RunAsync("onboard", "West", "--batch", table)).ShouldBe(0);
        Assessor().Harmonization!.Find("West")!.Cases.ShouldBe(6);
    }

    [Fact]
    public async Task Neither_or_both_sources_and_too_few_cases_are_sentences()
    {
        string table = Path.Combine(_folder.Path, "few.csv");
        await File.WriteAllTextAsync(table, $"{LogisticBundle.Sphericity},{LogisticBundle.Entropy}\n0.5,3\n0.6,4\n");
        (await Should.ThrowAsync<CommandException>(() => RunAsync("onboard", "East"))).Message.ShouldContain("either --features FILE or --batch");
        (await Should.ThrowAsync<ProblemException>(() => RunAsync("onboard", "East", "--features", table))).Message.ShouldContain("has 2 cases; aligning a new centre needs at least 6");
    }

    private RadscoreAssessor Assessor() => RadscoreModels.AssessorOf(
        RadscoreBundle.Read(Path.Combine(_folder.Path, "models", "harmonised")), ScoringOptions.CentresIn(Path.Combine(_folder.Path, "data")));

    private string WriteCase(int n)
    {
        VolumeGeometry geometry = VolumeGeometry.AxisAligned(16, 16, 10, new(1, 1, 1), new(0, 0, 0));
        Mask voi = new(geometry);
        float[] voxels = new float[geometry.VoxelCount];
        for (int at = 0; at < voxels.Length; at++)
        {
            double x = (at % 16) - 7.5, y = (at / 16 % 16) - 7.5, z = (at / 256) - 4.5;
            voi.Voxels[at] = (byte)((x * x) + (y * y) + (z * z * (1 + (0.2 * n))) < 16 + n ? 1 : 0);
            voxels[at] = (voi.Voxels[at] * 300) + (at * (7 + n) % 100);
        }

        using (FileStream file = File.Create(Path.Combine(_folder.Path, $"image{n}.nrrd")))
        {
            NrrdFile.Write(file, new Volume(geometry, voxels));
        }

        using (FileStream file = File.Create(Path.Combine(_folder.Path, $"mask{n}.nrrd")))
        {
            NrrdFile.Write(file, voi);
        }

        return $"image{n}.nrrd,mask{n}.nrrd";
    }

    private Task<int> RunAsync(params string[] words) => CommandCatalogue.Root()
        .Parse(["centre", .. words, "--models", Path.Combine(_folder.Path, "models"), "--data", Path.Combine(_folder.Path, "data")])
        .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
