using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.Tests.Radscore;

/// <summary>The demonstration training in small: cropped phantoms, so that the whole way runs in seconds.</summary>
public sealed class DemonstrationTrainingTests
{
    private static readonly DemonstrationOptions Small = new() { Patients = 70, Seed = 2, Size = PhantomSize.Small, CropMarginMm = 20, TrueAuc = 0.97, Repeats = 1, Bootstraps = 2 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_an_honest_card()
    {
        DemonstrationCase[] cases = DemonstrationTraining.Cases(Small, new Silence(), CancellationToken.None);
        DemonstrationCase[] again = DemonstrationTraining.Cases(Small with { Patients = 8 }, new Silence(), CancellationToken.None);
        RadscoreBundle first = DemonstrationTraining.Train(Small, cases).Bundle, second = DemonstrationTraining.Train(Small, cases).Bundle;

        DemonstrationTraining.Table(cases).ShouldStartWith(DemonstrationTraining.Table(again));
        second.Digest.ShouldBe(first.Digest);
        first.Card.Demonstration.ShouldBeTrue();
        first.Card.Notice.ShouldContain("Research use only");
        first.Card.TrainingData.ShouldContain("synthetic phantoms");
        first.Card.Evaluation[0].Patients.ShouldBe(cases.Count(c => c.Clinical.Centre <= 3));
        first.Card.Evaluation.First(c => !c.UsedInTraining).Cohort.ShouldStartWith("centre 4");
        first.Supplement.Reference!.Cases.Count.ShouldBe(cases.Count(c => c.Clinical.Centre <= 3));
        first.Provenance.Command.ShouldContain("--patients 70 --seed 2");
        first.Model.Features.Count.ShouldBeInRange(1, 32);
        first.Model.Score(cases[0].Features).ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Too_few_patients_are_a_sentence()
    {
        DemonstrationOptions few = Small with { Patients = 8 };
        DemonstrationCase[] cases = DemonstrationTraining.Cases(few, new Silence(), CancellationToken.None);

        Should.Throw<RadscoreTrainingException>(() => DemonstrationTraining.Train(few, cases)).Message.ShouldContain("patients");
    }

    private sealed class Silence : IProgress<string>
    {
        public void Report(string value)
        {
        }
    }
}
