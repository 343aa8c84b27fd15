using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Features.Kinetics;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Kinetics on curves whose features follow in the head.</summary>
public sealed class KineticAnalysisTests
{
    private static readonly double[] Times = [0, 60, 120, 180, 300];
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(6, 5, 4, new(1, 1, 2));

    [Fact]
    public void Features_of_a_washout_curve_are_those_of_its_formula()
    {
        FeatureVector features = new KineticAnalysis(Series(_ => [100, 180, 250, 220, 175]), All()).Features();
        features["kinetics_InitialEnhancement"].ShouldBe(150, 1e-12);
        features["kinetics_SignalEnhancementRatio"].ShouldBe(2, 1e-12);
        features["kinetics_WashoutSlope"].ShouldBe(-10, 1e-12);
        features["kinetics_TimeToPeak"].ShouldBe(120);
        (features["kinetics_PercentPersistent"], features["kinetics_PercentPlateau"], features["kinetics_PercentWashout"]).ShouldBe((0, 0, 100));
    }

    [Theory]
    [InlineData(221, CurveType.Persistent)]
    [InlineData(220, CurveType.Plateau)]
    [InlineData(180, CurveType.Plateau)]
    [InlineData(179, CurveType.Washout)]
    public void A_plateau_lies_within_a_tenth_of_the_early_signal(double last, CurveType type) =>
        new EnhancementCurve([100, 150, 200, 200, last], Times, 0, 2).Type(0.10).ShouldBe(type);

    [Fact]
    public void Shares_of_the_curve_types_add_up()
    {
        var series = Series(n => (n % 4) switch { 0 => [100, 150, 200, 220, 260], 1 => [100, 150, 200, 200, 201], _ => [100, 150, 200, 150, 120] });
        var analysis = new KineticAnalysis(series, All());
        FeatureVector features = analysis.Features();
        (features["kinetics_PercentPersistent"], features["kinetics_PercentPlateau"], features["kinetics_PercentWashout"]).ShouldBe((25, 25, 50));
        analysis.CurveTypes().Counts().ShouldBe(new SortedDictionary<int, int> { [1] = 30, [2] = 30, [3] = 60 });
    }

    [Fact]
    public void A_point_has_the_mean_curve_of_the_ball_around_its_voxel()
    {
        int middle = Grid.Offset(2, 2, 1);
        var series = Series(n => n == middle ? [100, 900, 900, 900, 900] : [100, 150, 200, 200, 100]);
        KineticAnalysis single = KineticAnalysis.At(series, new(2.4, 1.6, 2.9), 0.5);
        (single.Voxels, single.Mean().Signals[1]).ShouldBe((1, 900));

        // 1.1 mm reach four neighbours in the slice; the next slice is 2 mm away.
        KineticAnalysis ball = KineticAnalysis.At(series, new(2, 2, 2), 1.1);
        ball.Voxels.ShouldBe(5);
        ball.Mean().Signals[1].ShouldBe((900 + (4 * 150)) / 5.0, 1e-9);
    }

    [Theory]
    [InlineData(6, 0, 0, 1, "outside the images")]
    [InlineData(0, -1, 0, 1, "outside the images")]
    [InlineData(double.NaN, 0, 0, 1, "outside the images")]
    [InlineData(0, 0, 0, 21, "from 0 to 20 mm")]
    [InlineData(0, 0, 0, double.NaN, "from 0 to 20 mm")]
    public void A_point_outside_or_a_ball_too_large_is_refused(double x, double y, double z, double radius, string reason) =>
        Should.Throw<RadiomicsException>(() => KineticAnalysis.At(Series(_ => [1, 2, 3, 4, 5]), new(x, y, z), radius)).Message.ShouldContain(reason);

    [Fact]
    public void The_hottest_spot_is_the_cube_that_enhances_most()
    {
        int hot = Grid.Offset(5, 4, 3);
        var series = Series(n => n == hot ? [100, 900, 900, 900, 900] : [100, 150, 200, 200, 200]);
        new KineticAnalysis(series, All()).HottestSpot().Signals[2].ShouldBe(((7 * 200) + 900) / 8.0, 1e-9);
    }

    [Fact]
    public void A_curve_without_signal_before_contrast_is_undefined_not_zero()
    {
        var curve = new EnhancementCurve([0, 5, 0], [0, 60, 120], 0, 1);
        (double.IsNaN(curve.InitialEnhancement), double.IsNaN(curve.SignalEnhancementRatio)).ShouldBe((true, true));
    }

    [Fact]
    public void An_empty_voi_is_refused() =>
        Should.Throw<RadiomicsException>(() => new KineticAnalysis(Series(_ => [1, 2, 3, 4, 5]), new Mask(Grid))).Message.ShouldContain("empty");

    private static Mask All() => new(Grid, [.. Enumerable.Repeat((byte)1, Grid.VoxelCount)]);

    private static DynamicSeries Series(Func<int, float[]> curve) =>
        new([.. Times.Select((t, p) => new DynamicPhase(new Volume(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => curve(n)[p])]), t))], 0, 2);
}
