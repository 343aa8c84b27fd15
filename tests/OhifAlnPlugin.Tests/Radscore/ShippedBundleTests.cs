using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Tests.Segmentation;

namespace OhifAlnPlugin.Tests.Radscore;

/// <summary>The bundle that comes with the product.</summary>
public sealed class ShippedBundleTests
{
    private static readonly string Folder = Path.Combine(Reference.RepositoryRoot, "server", "Models", "demonstration");

    private static readonly RadscoreBundle Bundle = RadscoreBundle.Read(Folder);

    [Fact]
    public void It_says_that_it_only_demonstrates()
    {
        Bundle.Card.Demonstration.ShouldBeTrue();
        Bundle.Card.Notice.ShouldContain("Research use only");
        Bundle.Card.TrainingData.ShouldContain("synthetic phantoms");
        Bundle.Provenance.Command.ShouldStartWith("aln train-demo");
    }

    [Fact]
    public void Its_card_shows_unseen_patients_and_nothing_too_good_to_be_true()
    {
        CohortEvaluation unseen = Bundle.Card.Evaluation.Last(c => !c.UsedInTraining);

        unseen.Auc.ShouldBeInRange(0.5, 0.9);
        unseen.AucLow.ShouldBeLessThan(unseen.Auc);
        unseen.Patients.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Its_files_are_what_this_version_writes()
    {
        string folder = Directory.CreateTempSubdirectory("aln-bundle-").FullName;
        try
        {
            Bundle.Write(folder);
            RadscoreBundle.Read(folder).Digest.ShouldBe(Bundle.Digest);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Its_explanations_add_up()
    {
        RadscoreModel model = Bundle.Model;
        foreach (double[] row in model.Background.Take(5))
        {
            RadscorePrediction p = model.Predict(new FeatureVector(model.FeatureNames, row));
            p.Contributions.Sum(c => c.Contribution).ShouldBe(p.Radscore - p.Baseline, 1e-9);
            p.Contributions.ShouldAllBe(c => c.Percentile >= 0 && c.Percentile <= 100 && !c.IsOutsideTraining);
        }
    }

    [OnnxRuntimeFact]
    public void Its_interchange_copy_gives_the_same_radscores()
    {
        RadscoreModel model = Bundle.Model;
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxBytes.Registered(File.ReadAllBytes(Path.Combine(Folder, "radscore.onnx"))));
        foreach (double[] row in model.Background)
        {
            double found = session.Run(new OnnxTensor<double>(row, [1, row.Length])).Values.ShouldHaveSingleItem();
            found.ShouldBe(model.Score(new FeatureVector(model.FeatureNames, row)), 1e-6);
        }
    }
}
