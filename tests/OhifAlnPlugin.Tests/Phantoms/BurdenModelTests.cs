using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Phantoms;

public sealed class BurdenModelTests
{
    [Theory]
    [InlineData(0.65, 0.3)]
    [InlineData(0.80, 0.35)]
    [InlineData(0.92, 0.5)]
    public void Drawn_burdens_have_the_area_and_the_share_asked_for(double auc, double share)
    {
        BurdenModel model = BurdenModel.Calibrate(auc, share);
        var random = new SeededRandom(77);
        const int count = 6_000;
        var drawn = new (double Probability, bool High)[count];
        for (int n = 0; n < count; n++)
        {
            double probability = model.Probability(LesionProperties.Draw(random));
            drawn[n] = (probability, random.Chance(probability));
        }

        // Four standard errors; that of the area by Hanley and McNeil is at most 0.007 here.
        AreaOf(drawn).ShouldBe(auc, 4 * 0.007);
        ((double)drawn.Count(d => d.High) / count).ShouldBe(share, 4 * Math.Sqrt(share * (1 - share) / count) + 0.005);
    }

    [Fact]
    public void Half_an_area_makes_the_burden_independent_of_the_lesion() =>
        BurdenModel.Calibrate(0.5).Slope.ShouldBe(0, 0.02);

    [Fact]
    public void Larger_and_more_uneven_lesions_with_washout_are_more_likely_of_high_burden()
    {
        BurdenModel model = BurdenModel.Calibrate();
        LesionProperties lesion = LesionProperties.Draw(new SeededRandom(1), LesionForm.Irregular) with { Curve = KineticCurve.Plateau, RadiusMm = 10, Heterogeneity = 0.1 };
        double p = model.Probability(lesion);
        model.Probability(lesion with { RadiusMm = 14 }).ShouldBeGreaterThan(p);
        model.Probability(lesion with { Heterogeneity = 0.3 }).ShouldBeGreaterThan(p);
        model.Probability(lesion with { Irregularity = lesion.Irregularity + 0.05 }).ShouldBeGreaterThan(p);
        model.Probability(lesion with { Curve = KineticCurve.Washout }).ShouldBeGreaterThan(p);
        model.Probability(lesion with { Strength = 2.5 }).ShouldBe(p);
    }

    [Fact]
    public void Impossible_areas_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => BurdenModel.Calibrate(0.4)).Message.ShouldContain("[0.5, 0.97]");
        Should.Throw<ArgumentOutOfRangeException>(() => BurdenModel.Calibrate(0.8, double.NaN)).Message.ShouldContain("[0.05, 0.95]");
    }

    private static double AreaOf((double Probability, bool High)[] drawn)
    {
        double negatives = 0, ordered = 0;
        foreach ((_, bool high) in drawn.OrderBy(d => d.Probability))
        {
            negatives += high ? 0 : 1;
            ordered += high ? negatives : 0;
        }

        return ordered / (negatives * (drawn.Length - negatives));
    }
}
