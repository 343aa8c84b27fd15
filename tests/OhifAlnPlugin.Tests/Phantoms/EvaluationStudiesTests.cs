using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Phantoms;

public sealed class EvaluationStudiesTests
{
    [Fact]
    public void The_set_stays_what_it_was_when_networks_were_trained()
    {
        PatientPlan[] plans = [.. EvaluationStudies.Plans()];
        plans.Length.ShouldBe(100);
        plans.Select(p => p.Seed).Distinct().Count().ShouldBe(100);
        plans[0].Seed.ShouldBe(15828554311910064887UL);
        plans[0].Lesion.RadiusMm.ShouldBe(21.16273012530592, 1e-9);
        plans.Select(p => p.Lesion.RadiusMm).Average().ShouldBe(10.812872975660675, 1e-9);
    }

    [Fact]
    public void The_set_holds_every_form_eight_centres_and_both_orientations()
    {
        PatientPlan[] plans = [.. EvaluationStudies.Plans()];
        plans.Select(p => p.Lesion.Form).Distinct().Count().ShouldBe(4);
        plans.Select(p => p.Acquisition.Centre.Number).Distinct().Count().ShouldBe(8);
        plans.Select(p => p.Acquisition.Plane).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_number_outside_the_set_is_refused(int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => EvaluationStudies.Plans(count));
}
