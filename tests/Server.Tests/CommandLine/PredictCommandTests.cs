using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

public sealed class PredictCommandTests : IDisposable
{
    private static readonly string Bundle = Path.Combine(ModelFolder.Default, "demonstration");

    private readonly string _folder = Directory.CreateTempSubdirectory("aln-predict-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_feature_table_gives_one_radscore_per_row()
    {
        RadscoreModel model = RadscoreBundle.Read(Bundle).Model;
        string file = Write("features.csv", $"id,{string.Join(',', model.FeatureNames)}\nA,{Values(model, 0)}\nB,{Values(model, 1)}\n");
        JsonElement answer = JsonDocument.Parse(PredictCommand.Run(Bundle, file, null, null)).RootElement;
        JsonElement[] cases = [.. answer.GetProperty("cases").EnumerateArray()];

        cases.Select(c => c.GetProperty("id").GetString()).ShouldBe(["A", "B"]);
        cases[0].GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("contribution").GetDouble())
            .ShouldBe(cases[0].GetProperty("radscore").GetDouble() - cases[0].GetProperty("baseline").GetDouble(), 1e-9);
        answer.GetProperty("notice").GetString()!.ShouldContain("Research use only");
    }

    [Fact]
    public void An_image_and_a_voi_give_a_radscore()
    {
        VolumeGeometry geometry = VolumeGeometry.AxisAligned(20, 20, 12, new(1.2, 1.2, 2), new(0, 0, 0));
        Mask ball = new(geometry);
        float[] voxels = new float[geometry.VoxelCount];
        for (int n = 0; n < voxels.Length; n++)
        {
            double x = (n % 20) - 9.5, y = (n / 20 % 20) - 9.5, z = ((n / 400) - 5.5) * 1.7;
            ball.Voxels[n] = (byte)((x * x) + (y * y) + (z * z) < 36 ? 1 : 0);
            voxels[n] = (ball.Voxels[n] * 400) + (n * 7 % 100);
        }

        string image = Path.Combine(_folder, "peak.nrrd"), voi = Path.Combine(_folder, "voi.nii.gz");
        using (FileStream file = File.Create(image))
        {
            NrrdFile.Write(file, new Volume(geometry, voxels));
        }

        using (FileStream file = File.Create(voi))
        {
            NiftiFile.Write(file, ball);
        }

        JsonDocument.Parse(PredictCommand.Run(Bundle, null, image, voi)).RootElement.GetProperty("cases")[0].GetProperty("radscore").GetDouble().ShouldBeInRange(0, 1);
    }

    [Fact]
    public void A_missing_column_a_wrong_number_and_a_missing_bundle_are_sentences()
    {
        RadscoreModel model = RadscoreBundle.Read(Bundle).Model;
        Message(Bundle, Write("a.csv", "id,x\n1,2\n"), null).ShouldContain($"has no column '{model.FeatureNames[0]}'; it has id, x");
        Message(Bundle, Write("b.csv", $"{string.Join(',', model.FeatureNames)}\n{string.Join(',', model.FeatureNames.Select(_ => "many"))}\n"), null).ShouldContain("'many' in column");
        Message(Path.Combine(_folder, "none"), Write("c.csv", "x\n1\n"), null).ShouldContain("There is no folder");
        Message(Bundle, null, null).ShouldContain("either --features FILE");
        Message(Bundle, Path.Combine(_folder, "none.csv"), null).ShouldContain("none.csv");
    }

    private static string Message(string bundle, string? features, string? image) =>
        Should.Throw<CommandException>(() => PredictCommand.Run(bundle, features, image, null)).Message;

    private static string Values(RadscoreModel model, double z) =>
        string.Join(',', model.Features.Select(f => (f.Mean + (z * f.StandardDeviation)).ToString("R")));

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
