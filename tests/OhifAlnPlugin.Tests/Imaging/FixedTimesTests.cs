using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class FixedTimesTests
{
    [Fact]
    public void The_early_phase_is_centred_nearest_to_150_s_and_the_late_one_to_450_s_after_the_first_post_contrast_phase()
    {
        // Centres after the first post-contrast phase: 61, 183, 305 and 427 s.
        FixedTimes.Of([0, 1371, 1493, 1615, 1737], 0).ShouldBe(new FixedTimes(2, 4));
    }

    [Fact]
    public void Of_phases_equally_near_the_earlier_is_taken() => FixedTimes.Of([0, 100, 200, 300], 0).ShouldBe(new FixedTimes(2, 3));

    [Fact]
    public void A_single_post_contrast_phase_is_both() => FixedTimes.Of([0, 90], 0).ShouldBe(new FixedTimes(1, 1));

    [Fact]
    public void A_phase_must_follow_the_pre_contrast_phase() =>
        Should.Throw<ArgumentException>(() => FixedTimes.Of([0, 90], 1)).Message.ShouldContain("must follow");
}
