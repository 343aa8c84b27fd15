using OhifAlnPlugin.Phantoms.Training;
using OhifAlnPlugin.Segmentation.Training;

namespace OhifAlnPlugin.Tests.Phantoms.Training;

public sealed class TrainingStudiesTests
{
    private static readonly Lazy<TrainingStudy[]> Few = new(() => [.. Enumerable.Range(1, 6).Select(n => TrainingStudies.Render(TrainingStyle.Varied, 11, n))]);

    [Fact]
    public void The_same_seed_and_number_give_the_same_study()
    {
        TrainingStudy again = TrainingStudies.Render(TrainingStyle.Varied, 11, 1);
        again.Pre.ShouldBe(Few.Value[0].Pre);
        again.Peak.ShouldBe(Few.Value[0].Peak);
        again.Truth.ShouldBe(Few.Value[0].Truth);
        again.SubtractionScale.ShouldBe(Few.Value[0].SubtractionScale);
    }

    [Fact]
    public void Studies_of_other_numbers_seeds_and_styles_differ()
    {
        ushort[] first = Few.Value[0].Peak;
        Few.Value[1].Peak.ShouldNotBe(first);
        TrainingStudies.Render(TrainingStyle.Varied, 12, 1).Peak.ShouldNotBe(first);
        TrainingStudies.Render(TrainingStyle.Check, 11, 1).Peak.ShouldNotBe(first);
    }

    [Fact]
    public void Some_slices_hold_a_lesion_and_some_hold_none()
    {
        int[] pixels = [.. Few.Value.SelectMany(PerGroup)];
        pixels.ShouldContain(0);
        pixels.Count(p => p > 0).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Lesions_are_brighter_at_the_peak_than_before_contrast()
    {
        double pre = 0, peak = 0;
        foreach (TrainingStudy study in Few.Value)
        {
            int slice = study.Width * study.Height;
            for (int n = 0; n < study.Truth.Length; n++)
            {
                int at = (((n / slice * TrainingStudy.Levels) + 1) * slice) + (n % slice);
                pre += study.Truth[n] * study.Pre[at];
                peak += study.Truth[n] * study.Peak[at];
            }
        }

        peak.ShouldBeGreaterThan(1.2 * pre);
    }

    [Fact]
    public void The_scale_leaves_the_body_about_one_and_nothing_beyond_the_stored_range()
    {
        foreach (TrainingStudy study in Few.Value)
        {
            study.SubtractionScale.ShouldBeInRange(0.02f, 2);
            ((double)study.Peak.Max() / TrainingStudy.One).ShouldBeInRange(0.8, 4);
        }
    }

    private static IEnumerable<int> PerGroup(TrainingStudy study) =>
        study.Truth.Chunk(study.Width * study.Height).Select(group => group.Count(t => t != 0));
}
