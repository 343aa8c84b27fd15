using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using OhifAlnPlugin.Phantoms.Training;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;
using OhifAlnPlugin.Segmentation.Training;

namespace OhifAlnPlugin.Tests.Segmentation.Training;

/// <summary>The Python scripts beside the training, as a site runs them, up to what ONNX Runtime makes of their networks.</summary>
public sealed class TrainingScriptsTests : IDisposable
{
    private const string Scripts = "OhifAlnPlugin/Segmentation/Training";
    private readonly string _folder = Directory.CreateTempSubdirectory("aln-training-").FullName;

    [TorchFact]
    public async Task A_checkpoint_of_the_full_network_under_its_own_names_answers_here_as_in_torch()
    {
        string made = await TorchFactAttribute.PythonAsync("tests/Golden/torch-1.13.1/u2net/make.py", "u2net", _folder);
        made.Trim().ShouldBe("44009869 parameters", "as the published network with three inputs");
        await TorchFactAttribute.PythonAsync($"{Scripts}/convert.py", "--pth", At("checkpoint.pth"), "--kind", "u2net", "--channels", "sub0,peak,pre", "--out", At("converted.pt"));
        await TorchFactAttribute.PythonAsync($"{Scripts}/export.py", "--weights", At("converted.pt"), "--out", At("network"), "--id", "full", "--version", "1");

        NetworkCard card = NetworkCardReader.Read(await File.ReadAllBytesAsync(At("network/model.json")), "full");
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxModel.Read(At("network"), "model.onnx", card.Sha256));
        float[] expected = Floats("answer.f32");
        float[] actual = session.Run(new OnnxTensor<float>(Floats("input.f32"), [1, 3, 72, 104])).Values;
        actual.Length.ShouldBe(expected.Length);
        (expected.Max() - expected.Min()).ShouldBeGreaterThan(0.5f, "an answer that says something");
        actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(2e-5f);
    }

    [TorchFact]
    public async Task Fine_tuning_keeps_the_checkpoint_that_does_best_on_cases_it_was_not_trained_on()
    {
        await using (FileStream cases = File.Create(At("cases.alnt")))
        {
            for (int n = 1; n <= 3; n++)
            {
                TrainingFile.Write(cases, TrainingStudies.Render(TrainingStyle.Check, 5, n));
            }
        }

        string[] few = ["--studies", At("cases.alnt"), "--batch", "2", "--size", "64", "--iterations", "2", "--keep-every", "1"];
        await TorchFactAttribute.PythonAsync($"{Scripts}/train.py", [.. few, "--out", At("default")]);
        await TorchFactAttribute.PythonAsync($"{Scripts}/train.py", [.. few, "--init", At("default/last.pt"), "--validation", "3", "--freeze-statistics", "--out", At("site")]);

        using JsonDocument history = JsonDocument.Parse(await File.ReadAllBytesAsync(At("site/history.json")));
        double[] dice = [.. history.RootElement.GetProperty("history").EnumerateArray().Select(row => row.GetProperty("validationDice").GetDouble())];
        dice.Length.ShouldBe(3, "before the first iteration and after each");
        string best = await TorchFactAttribute.PythonAsync("tests/Golden/torch-1.13.1/u2net/compare.py", At("site/best.pt"), At("default/last.pt"));
        best.Split('\n')[0].ShouldBe($"iteration {Array.IndexOf(dice, dice.Max()).ToString(CultureInfo.InvariantCulture)}");
        best.ShouldContain("statistics equal");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(At(name))).ToArray();
}
