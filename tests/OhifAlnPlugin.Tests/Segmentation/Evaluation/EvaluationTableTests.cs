using OhifAlnPlugin.Segmentation.Evaluation;

namespace OhifAlnPlugin.Tests.Segmentation.Evaluation;

public sealed class EvaluationTableTests
{
    [Fact]
    public void The_units_count_lesions_patients_slices_and_volumes()
    {
        IReadOnlyList<EvaluationRow> rows = EvaluationTable.Of([Study("a", 1, 0.8, 30), Study("a", 2, 0.6, 12), Study("a", 4, 0.4, 8), Study("a", 0, 0, 30)]);
        EvaluationRow lesion = rows.Single(r => r is { Group: "all", Unit: EvaluationUnit.Lesion });
        lesion.N.ShouldBe(4);
        lesion.DiceMean.ShouldBe(0.45, 1e-6);
        lesion.DiceMedian.ShouldBe(0.5, 1e-6);
        lesion.HausdorffDistance95Mm.ShouldBe(2);
        (lesion.Sensitivity, lesion.First, lesion.FirstThree).ShouldBe((0.75, 0.25, 0.5));
        (lesion.Candidates, lesion.FalsePositives).ShouldBe((5, 4.25));
        rows.Single(r => r.Unit == EvaluationUnit.Patient).N.ShouldBe(4);
        rows.Single(r => r.Unit == EvaluationUnit.Slice).N.ShouldBe(8);
        rows.ShouldNotContain(r => r.Unit == EvaluationUnit.Volume);
    }

    [Fact]
    public void Lesions_are_grouped_by_diameter_and_centres_only_where_there_are_several()
    {
        EvaluationTable.Of([Study("a", 1, 0.8, 30), Study("a", 1, 0.7, 12)]).Select(r => r.Group).ShouldBe(["all", "all", "all", "diameter 10 to 20 mm", "diameter from 20 mm"]);
        IReadOnlyList<EvaluationRow> rows = EvaluationTable.Of([Study("centre 10", 1, 0.8, 30), Study("centre 2", 0, 0, 30)]);
        rows.Where(r => r.Group.StartsWith("centre", StringComparison.Ordinal)).Select(r => (r.Group, r.Sensitivity)).ShouldBe([("centre 2", 0), ("centre 10", 1)]);
    }

    [Fact]
    public void Studies_without_a_tumour_count_for_candidates_alone()
    {
        StudyOutcome healthy = Study("a", 0, 0, 30) with { Lesions = [], SliceDice = [], FirstDice = double.NaN, Candidates = 1, FalsePositives = 1 };
        EvaluationRow row = EvaluationTable.Of([healthy, Study("a", 1, 0.8, 30)])[0];
        row.N.ShouldBe(1);
        row.Sensitivity.ShouldBe(1);
        row.Candidates.ShouldBe(3);
    }

    [Fact]
    public void Own_contours_are_summed_up_by_volume()
    {
        StudyOutcome study = Study("a", 1, 0.8, 30) with { Own = new OwnContour(100, 200, 0.5, 7) };
        EvaluationRow row = EvaluationTable.Of([study]).Single(r => r.Unit == EvaluationUnit.Volume);
        (row.N, row.DiceMedian, row.HausdorffDistance95Mm).ShouldBe((1, 0.5, 7));
    }

    private static StudyOutcome Study(string centre, int rank, double dice, double diameter) => new()
    {
        Study = "s",
        Centre = centre,
        Lesions = [new LesionOutcome(1, Math.PI / 6 * Math.Pow(diameter, 3), rank, dice, rank == 0 ? double.NaN : 2, rank == 0 ? double.NaN : 1)],
        Candidates = 5,
        FalsePositives = rank == 0 ? 5 : 4,
        SliceDice = [dice, 0],
        FirstDice = rank == 1 ? dice : 0,
        FirstHausdorffDistance95Mm = 2,
    };
}
