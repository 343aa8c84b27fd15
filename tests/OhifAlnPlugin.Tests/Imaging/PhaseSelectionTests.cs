using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class PhaseSelectionTests
{
    [Fact]
    public void A_small_bright_lesion_decides_the_peak_against_slow_parenchyma()
    {
        // 10 000 voxels of body; the lesion (50 voxels) is brightest in phase 1, the parenchyma in phase 3.
        Volume[] phases = [Phase(100, 100), Phase(110, 400), Phase(130, 350), Phase(150, 320)];
        PhaseSelection choice = PhaseSelection.Choose(phases, 0);
        choice.PeakIndex.ShouldBe(1);
        choice.EnhancementScores[0].ShouldBe(double.NaN);
        choice.EnhancementScores.Skip(1).ShouldBe([300, 250, 220], 1e-9);
        choice.PreContrastIsDarkest.ShouldBeTrue();
    }

    [Fact]
    public void A_pre_contrast_phase_that_is_not_the_darkest_is_recognised()
    {
        PhaseSelection.Choose([Phase(100, 100), Phase(104, 200), Phase(98, 150)], 1).PreContrastIsDarkest.ShouldBeFalse();
        PhaseSelection.Choose([Phase(100, 100), Phase(102, 200), Phase(101, 150)], 1).PreContrastIsDarkest.ShouldBeTrue();
    }

    [Fact]
    public void Equal_phases_peak_at_the_first() => PhaseSelection.Choose([Phase(10, 10), Phase(10, 10), Phase(10, 10)], 0).PeakIndex.ShouldBe(1);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_phase_must_follow_the_pre_contrast_phase(int pre) =>
        Should.Throw<ArgumentException>(() => PhaseSelection.Choose([Phase(1, 1), Phase(1, 1)], pre)).Message.ShouldContain("must follow");

    private static Volume Phase(float parenchyma, float lesion)
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(100, 100, 1, new(1, 1, 1));
        return new(g, [.. Enumerable.Range(0, g.VoxelCount).Select(n => n < 50 ? lesion : parenchyma)]);
    }
}
