using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Evaluation;

namespace OhifAlnPlugin.Tests.Segmentation.Evaluation;

public sealed class CandidateEvaluationTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(40, 40, 20, new(1, 1, 2));

    [Fact]
    public void The_rank_is_the_place_of_the_first_candidate_that_meets_the_lesion()
    {
        Mask truth = Box(5, 5, 5, 10);
        StudyOutcome outcome = CandidateEvaluation.Compare("s", "c", truth, [At(25, 25, 12, 6), At(5, 5, 5, 10), At(6, 5, 5, 10)]);
        outcome.Lesions.Single().Rank.ShouldBe(2);
        outcome.Lesions.Single().Dice.ShouldBe(1);
        outcome.Lesions.Single().HausdorffDistance95Mm.ShouldBe(0);
        outcome.Lesions.Single().VolumeMm3.ShouldBe(10 * 10 * 10 * 2);
        outcome.Candidates.ShouldBe(3);
        outcome.FalsePositives.ShouldBe(1);
        outcome.FirstDice.ShouldBe(0);
    }

    [Fact]
    public void Touching_a_lesion_is_not_meeting_it()
    {
        // One voxel of 8 in common with a lesion of 1000: Dice 0.002.
        StudyOutcome outcome = CandidateEvaluation.Compare("s", "c", Box(5, 5, 5, 10), [At(14, 14, 14, 2)]);
        outcome.Lesions.Single().IsFound.ShouldBeFalse();
        outcome.Lesions.Single().Dice.ShouldBe(0);
        double.IsNaN(outcome.Lesions.Single().HausdorffDistance95Mm).ShouldBeTrue();
        outcome.FalsePositives.ShouldBe(1);
    }

    [Fact]
    public void Parts_that_lie_close_are_one_lesion_and_the_largest_is_the_index_lesion()
    {
        Mask truth = Box(2, 2, 2, 4);
        Fill(truth, 10, 2, 2, 4);
        Fill(truth, 25, 25, 8, 8);
        StudyOutcome outcome = CandidateEvaluation.Compare("s", "c", truth, [At(25, 25, 8, 8)]);
        outcome.Lesions.Select(l => l.VolumeMm3).ShouldBe([8 * 8 * 8 * 2, 2 * 4 * 4 * 4 * 2]);
        outcome.Lesions.Select(l => l.Rank).ShouldBe([1, 0]);
    }

    [Fact]
    public void Slices_that_either_touches_are_counted()
    {
        // The lesion in slices 5 … 8, the candidate in 7 … 10: two empty on either side, two that agree.
        StudyOutcome outcome = CandidateEvaluation.Compare("s", "c", Box(5, 5, 5, 4), [At(5, 5, 7, 4)]);
        outcome.SliceDice.ShouldBe([0, 0, 1, 1, 0, 0]);
        outcome.FirstDice.ShouldBe(0.5);
    }

    [Fact]
    public void Without_a_lesion_every_candidate_is_false_and_without_a_candidate_every_lesion_is_missed()
    {
        StudyOutcome healthy = CandidateEvaluation.Compare("s", "c", new Mask(Grid), [At(5, 5, 5, 4)]);
        healthy.Lesions.ShouldBeEmpty();
        healthy.FalsePositives.ShouldBe(1);
        double.IsNaN(healthy.FirstDice).ShouldBeTrue();
        StudyOutcome missed = CandidateEvaluation.Compare("s", "c", Box(5, 5, 5, 4), []);
        missed.Lesions.Single().Rank.ShouldBe(0);
        missed.FirstDice.ShouldBe(0);
        missed.SliceDice.ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void A_networks_own_contour_is_compared_with_all_lesions_together()
    {
        Mask truth = Box(2, 2, 2, 4);
        Fill(truth, 25, 25, 8, 4);
        OwnContour own = CandidateEvaluation.Compare(Box(2, 2, 2, 4), truth);
        own.Dice.ShouldBe(2.0 / 3, 1e-12);
        (own.VolumeMm3, own.TrueVolumeMm3).ShouldBe((128, 256));
    }

    private static TumourCandidate At(int i, int j, int k, int size)
    {
        var box = new IndexBox(i, j, k, i + size - 1, j + size - 1, k + size - 1);
        return new(box, Box(i, j, k, size).Crop(box), new VoxelSeed(i, j, k), 1);
    }

    private static Mask Box(int i, int j, int k, int size)
    {
        var mask = new Mask(Grid);
        Fill(mask, i, j, k, size);
        return mask;
    }

    private static void Fill(Mask mask, int i, int j, int k, int size)
    {
        for (int z = k; z < k + size; z++)
        {
            for (int y = j; y < j + size; y++)
            {
                mask.Voxels.AsSpan(Grid.Offset(i, y, z), size).Fill(1);
            }
        }
    }
}
