using System.Text;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class RadscoreBundleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aln-bundle-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_bundle_read_back_scores_to_the_last_bit()
    {
        RadscoreBundle written = SmallModels.Bundle();
        written.Write(_folder);
        RadscoreBundle read = RadscoreBundle.Read(_folder);

        read.Model.Score(SmallModels.Patient(3)).ShouldBe(written.Model.Score(SmallModels.Patient(3)));
        read.Digest.ShouldBe(written.Digest);
        read.Card.Evaluation.ShouldBe(written.Card.Evaluation);
        read.Extraction.ResampledSpacingMm.ShouldBe(written.Extraction.ResampledSpacingMm);
        read.Model.Features[1].Quantiles.ToArray().ShouldBe(written.Model.Features[1].Quantiles.ToArray());
        read.Model.Predict(SmallModels.Patient(3)).Baseline.ShouldBe(written.Model.Predict(SmallModels.Patient(3)).Baseline);
    }

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        SmallModels.Bundle().Write(_folder);
        byte[][] first = [.. Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        RadscoreBundle.Read(_folder).Write(_folder);

        first.Zip(Directory.GetFiles(_folder).Order(StringComparer.Ordinal)).ShouldAllBe(p => p.First.SequenceEqual(File.ReadAllBytes(p.Second)));
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        MessageFrom(Path.Combine(_folder, "none")).ShouldContain("There is no folder");

    [Fact]
    public void An_empty_folder_lacks_bundle_json() => MessageFrom(_folder).ShouldContain("bundle.json is missing");

    [Theory]
    [InlineData("reference.json")]
    [InlineData("radscore.onnx")]
    public void A_missing_companion_is_named(string name)
    {
        SmallModels.Bundle().Write(_folder);
        File.Delete(Path.Combine(_folder, name));

        MessageFrom(_folder).ShouldContain($"{name} is missing");
    }

    [Theory]
    [InlineData("bundle.json")]
    [InlineData("radscore.onnx")]
    public void A_link_to_another_place_is_refused(string name)
    {
        SmallModels.Bundle().Write(_folder);
        string elsewhere = Path.Combine(_folder, "elsewhere");
        File.Move(Path.Combine(_folder, name), elsewhere);
        File.CreateSymbolicLink(Path.Combine(_folder, name), elsewhere);

        MessageFrom(_folder).ShouldContain($"{name} in '{_folder}' is a link");
    }

    [Theory]
    [InlineData("reference.json")]
    [InlineData("radscore.onnx")]
    public void A_changed_companion_is_named_with_both_digests(string name)
    {
        SmallModels.Bundle().Write(_folder);
        File.AppendAllText(Path.Combine(_folder, name), " ");

        MessageFrom(_folder).ShouldContain($"{name} was changed: its SHA-256 is");
    }

    [Theory]
    [InlineData("radscore-bundle:1", "radscore-bundle:2", "this version reads 'urn:ohif-aln:radscore-bundle:1'")]
    [InlineData("\"value\": 0.4", "\"value\": 1.4", "cut-off is 1.4; it must lie in [0, 1]")]
    [InlineData("\"value\": 0.4", "\"value\": 1e999", "cut-off is Infinity")]
    [InlineData("\"value\": 0.4", "\"value\": \"high\"", "bundle.json is not valid")]
    [InlineData("\"notice\": \"Research use only.\",", "", "notice")]
    [InlineData("\"notice\"", "\"notes\"", "bundle.json is not valid")]
    [InlineData("original_firstorder_F1", "original_firstorder_F0", "occurs twice")]
    [InlineData("\"inputs\": 3", "\"inputs\": 4", "weights do not fit 4 inputs")]
    [InlineData("\"outputs\": 4", "\"outputs\": 5", "A layer of 5 outputs has 4 biases")]
    [InlineData("\"bspline\"", "\"cubic\"", "interpolator 'cubic' is not known")]
    [InlineData("\"peak\"", "\"late\"", "phase 'late' is not known")]
    [InlineData("\"binWidth\": 25", "\"binWidth\": -25", "bin width is -25")]
    [InlineData("\"name\": \"reference.json\"", "\"name\": \"../reference.json\"", "lists the files '../reference.json, radscore.onnx'")]
    public void A_wrong_entry_is_told_in_a_sentence(string from, string to, string sentence)
    {
        SmallModels.Bundle().Write(_folder);
        string path = Path.Combine(_folder, "bundle.json");
        string text = File.ReadAllText(path);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal), new UTF8Encoding(false));

        MessageFrom(_folder).ShouldContain(sentence);
    }

    [Fact]
    public void Text_that_is_no_json_is_told_in_a_sentence()
    {
        SmallModels.Bundle().Write(_folder);
        File.WriteAllText(Path.Combine(_folder, "bundle.json"), "not json");

        MessageFrom(_folder).ShouldStartWith("bundle.json is not valid: ");
    }

    private static string MessageFrom(string folder) =>
        Should.Throw<RadscoreBundleException>(() => RadscoreBundle.Read(folder)).Message;
}
