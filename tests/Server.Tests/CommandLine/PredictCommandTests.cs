using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Tests.Radscore;

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
        JsonElement answer = JsonDocument.Parse(Run(file, null, null)).RootElement;
        JsonElement[] cases = [.. answer.GetProperty("cases").EnumerateArray()];

        cases.Select(c => c.GetProperty("id").GetString()).ShouldBe(["A", "B"]);
        cases[0].GetProperty("score").GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("contribution").GetDouble())
            .ShouldBe(cases[0].GetProperty("score").GetProperty("radscore").GetDouble() - cases[0].GetProperty("score").GetProperty("baseline").GetDouble(), 1e-9);
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

        JsonElement score = JsonDocument.Parse(Run(null, image, voi)).RootElement.GetProperty("cases")[0].GetProperty("score");
        double radscore = score.GetProperty("radscore").GetDouble();
        radscore.ShouldBeInRange(0, 1);
        score.GetProperty("stability").GetProperty("low").GetDouble().ShouldBeLessThanOrEqualTo(radscore);
        score.GetProperty("stability").GetProperty("high").GetDouble().ShouldBeGreaterThanOrEqualTo(radscore);
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

    [Fact]
    public void Centre_and_clinical_values_are_columns_and_a_row_without_a_score_says_why()
    {
        string bundle = Path.Combine(_folder, "harmonised");
        LogisticBundle.Harmonised().Write(bundle);
        string header = $"id,centre,age,{LogisticBundle.Sphericity},{LogisticBundle.Entropy}\n";
        string file = Write("centres.csv", $"{header}A,north,50,0.6,3\nB,Elsewhere,50,0.6,3\nC,South,NA,0.6,3\nD,South,500,0.6,3\nE,South,50,NA,3\n");
        (string json, int failed) = PredictCommand.Run(new PredictInput(bundle, file, null, null), new CaseContext(), new OnboardedCentres(Path.Combine(_folder, "centres")));
        JsonElement[] cases = [.. JsonDocument.Parse(json).RootElement.GetProperty("cases").EnumerateArray()];

        failed.ShouldBe(3);
        JsonElement first = cases[0].GetProperty("score");
        first.GetProperty("harmonisation").GetProperty("centre").GetString().ShouldBe("North");
        double link = -2 + (0.02 * 50) + (3 * first.GetProperty("radscore").GetDouble());
        first.GetProperty("combinedModel").GetProperty("probability").GetDouble().ShouldBe(1 / (1 + Math.Exp(-link)), 1e-12);
        cases[1].GetProperty("problem").GetString()!.ShouldContain("the centre 'Elsewhere' is unknown to the model, which knows 'North', 'South'.");
        cases[2].GetProperty("score").GetProperty("missingClinical")[0].GetString().ShouldBe("Age");
        cases[3].GetProperty("problem").GetString()!.ShouldContain("'500' is no value of 'Age' (age); a number from 18 to 100 is needed.");
        cases[4].GetProperty("problem").GetString()!.ShouldContain($"'{LogisticBundle.Sphericity}' is undefined");
    }

    private string Run(string? features, string? image, string? voi)
    {
        string? centre = RadscoreBundle.Read(Bundle).Supplement.Harmonization?.Centres.First();
        (string json, int failed) = PredictCommand.Run(
            new PredictInput(Bundle, features, image, voi), new CaseContext { Centre = centre }, new OnboardedCentres(Path.Combine(_folder, "centres")));
        failed.ShouldBe(0);
        return json;
    }

    private string Message(string bundle, string? features, string? image) => Should.Throw<CommandException>(() =>
        PredictCommand.Run(new PredictInput(bundle, features, image, null), new CaseContext(), new OnboardedCentres(Path.Combine(_folder, "centres")))).Message;

    private static string Values(RadscoreModel model, double z) =>
        string.Join(',', model.Features.Select(f => (f.Mean + (z * f.StandardDeviation)).ToString("R")));

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
