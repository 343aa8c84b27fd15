using System.Security.Cryptography;
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
    [InlineData("radscore-bundle:2", "radscore-bundle:3", "this version reads 'urn:ohif-aln:radscore-bundle:1' and 'urn:ohif-aln:radscore-bundle:2'")]
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

    [Fact]
    public void Everything_beside_the_model_is_read_back()
    {
        RadscoreBundle written = SmallModels.FullBundle();
        written.Write(_folder);
        RadscoreSupplement before = written.Supplement, after = RadscoreBundle.Read(_folder).Supplement;

        after.Reference!.Cases.Select(c => (c.Index, c.Centre, c.HighBurden, c.Radscore)).ShouldBe(before.Reference!.Cases.Select(c => (c.Index, c.Centre, c.HighBurden, c.Radscore)));
        after.Reference.Distance.Measure([1, 2, 3]).Distance.ShouldBe(before.Reference.Distance.Measure([1, 2, 3]).Distance);
        after.Harmonization!.Harmonise(SmallModels.Patient(3), after.Harmonization.Find("a")!).Values.ToArray()
            .ShouldBe(before.Harmonization!.Harmonise(SmallModels.Patient(3), before.Harmonization.Find("A")!).Values.ToArray());
        after.Harmonization.Rules.ShouldBe(before.Harmonization.Rules);
        after.CombinedModel!.Terms.ShouldBe(before.CombinedModel!.Terms);
        after.ClinicalFields.Select(f => f.Key).ShouldBe(["menopause", "age", "t_stage"]);
        (after.SurvivalCutOff, after.CardText, after.Limits!.MaximumDiameterMm).ShouldBe((before.SurvivalCutOff, before.CardText, 50));
        File.ReadAllText(Path.Combine(_folder, "card.md")).ShouldBe(before.CardText);
        RadscoreBundle.Read(_folder).Write(_folder);
        RadscoreBundle.Read(_folder).Digest.ShouldBe(written.Digest);
    }

    [Fact]
    public void A_bundle_of_the_first_schema_is_read_without_what_it_could_not_hold()
    {
        SmallModels.Bundle().Write(_folder);
        foreach (string file in (string[])["reference.json", "bundle.json"])
        {
            string path = Path.Combine(_folder, file);
            string[] later = ["survivalCutOff", "limits", "clinicalFields", "clinicalModel", "combinedModel", "training", "harmonization"];
            var lines = File.ReadAllLines(path).Where(l => !later.Any(k => l.TrimStart().StartsWith($"\"{k}\"", StringComparison.Ordinal)));
            string text = string.Join('\n', lines).Replace("radscore-bundle:2", "radscore-bundle:1", StringComparison.Ordinal);
            File.WriteAllText(path, file == "reference.json" ? text.TrimEnd('}', '\n', ',') + "\n}\n" : text);
            Redigest(file);
        }

        RadscoreBundle read = RadscoreBundle.Read(_folder);
        read.Model.Score(SmallModels.Patient(3)).ShouldBe(SmallModels.Bundle().Model.Score(SmallModels.Patient(3)));
        read.Supplement.Reference.ShouldBeNull();
        read.Supplement.ClinicalFields.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bundle.json", "\"variable\": \"radscore\"", "\"variable\": \"t_stage\"", "combined model 'Combined' has no term of the radscore")]
    [InlineData("bundle.json", "\"variable\": \"age\"", "\"variable\": \"weight\"", "'weight' of the model 'Clinical' is no clinical field")]
    [InlineData("bundle.json", "\"level\": \"post\"", "\"level\": \"after\"", "'menopause = after' of the model 'Combined' is no clinical field or none of its choices")]
    [InlineData("bundle.json", "\"maximumDiameterMm\": 50", "\"maximumDiameterMm\": -50", "largest diameter of the intended use is -50 mm")]
    [InlineData("bundle.json", "\"minimum\": 18", "\"minimum\": 180", "field 'age' has neither choices nor a range")]
    [InlineData("bundle.json", "\"value\": 0.6", "\"value\": 6", "survival cut-off is 6")]
    [InlineData("bundle.json", "\"key\": \"t_stage\"", "\"key\": \"age\"", "field 'age' occurs twice")]
    [InlineData("reference.json", "\"minimumCases\": 4", "\"minimumCases\": 1", "onboards centres from 1 cases on")]
    [InlineData("reference.json", "\"name\": \"B\"", "\"name\": \"a\"", "centre 'A' occurs twice")]
    [InlineData("reference.json", "\"centre\": \"A\",\n        \"institutionName\"", "\"centre\": \"Z\",\n        \"institutionName\"", "rule for the centre 'Z'")]
    [InlineData("reference.json", "original_firstorder_F2", "original_firstorder_F7", "does not know the model's feature 'original_firstorder_F2'")]
    [InlineData("reference.json", "\"leaveOneOutDistances\": [", "\"leaveOneOutDistances\": [0, ", "has 102 quantiles; 101 are needed")]
    public void A_wrong_entry_beside_the_model_is_told_in_a_sentence(string file, string from, string to, string sentence)
    {
        SmallModels.FullBundle().Write(_folder);
        string path = Path.Combine(_folder, file), text = File.ReadAllText(path);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal), new UTF8Encoding(false));
        Redigest(file);

        MessageFrom(_folder).ShouldContain(sentence);
    }

    [Fact]
    public void A_list_with_null_in_it_is_told_in_a_sentence()
    {
        SmallModels.Bundle().Write(_folder);
        string path = Path.Combine(_folder, "bundle.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"features\": [", "\"features\": [null, ", StringComparison.Ordinal));

        MessageFrom(_folder).ShouldContain("A list has 'null' in it");
    }

    /// <summary>Writes a companion's new digest into <c>bundle.json</c>, so that what is wrong in it is read.</summary>
    private void Redigest(string file)
    {
        string bundle = Path.Combine(_folder, "bundle.json"), text = File.ReadAllText(bundle);
        int name = text.IndexOf($"\"name\": \"{file}\"", StringComparison.Ordinal);
        if (name >= 0)
        {
            int at = text.IndexOf("\"sha256\": \"", name, StringComparison.Ordinal) + "\"sha256\": \"".Length;
            string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, file))));
            File.WriteAllText(bundle, text[..at] + digest + text[(at + digest.Length)..]);
        }
    }

    private static string MessageFrom(string folder) =>
        Should.Throw<RadscoreBundleException>(() => RadscoreBundle.Read(folder)).Message;
}
