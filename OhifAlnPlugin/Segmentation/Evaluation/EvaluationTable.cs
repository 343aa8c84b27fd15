using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Evaluation;

/// <summary>Sums up the outcomes of many studies: over all, by the size of the lesion and by centre.</summary>
public static class EvaluationTable
{
    private const int Best = 3;

    private static readonly (string Name, double FromMm, double ToMm)[] Sizes =
        [("diameter below 10 mm", 0, 10), ("diameter 10 to 20 mm", 10, 20), ("diameter from 20 mm", 20, double.PositiveInfinity)];

    /// <summary>The table.</summary>
    /// <param name="outcomes">One outcome per study; of a patient with several studies each counts.</param>
    /// <returns>Rows over all studies in every unit, then by size of the lesion, then by centre where there are several; groups without a case are left out.</returns>
    /// <remarks>The size is the diameter of a ball of the lesion's volume.</remarks>
    public static IReadOnlyList<EvaluationRow> Of(IReadOnlyList<StudyOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        const string all = "all";
        var rows = new List<EvaluationRow> { ByLesion(all, outcomes, _ => true), ByPatient(all, outcomes), BySlice(all, outcomes) };
        if (outcomes.Any(o => o.Own is not null))
        {
            rows.Add(ByVolume(all, outcomes));
        }

        rows.AddRange(Sizes.Select(size => ByLesion(size.Name, outcomes, l => l.DiameterMm >= size.FromMm && l.DiameterMm < size.ToMm) with { Candidates = double.NaN, FalsePositives = double.NaN }));
        IGrouping<string, StudyOutcome>[] centres = [.. outcomes.GroupBy(o => o.Centre).OrderBy(c => c.Key.Length).ThenBy(c => c.Key, StringComparer.Ordinal)];
        if (centres.Length > 1)
        {
            rows.AddRange(centres.Select(c => ByLesion(c.Key, [.. c], _ => true)));
        }

        return [.. rows.Where(r => r.N > 0)];
    }

    private static EvaluationRow ByLesion(string group, IReadOnlyList<StudyOutcome> studies, Func<LesionOutcome, bool> belongs)
    {
        LesionOutcome[] lesions = [.. studies.SelectMany(s => s.Lesions).Where(belongs)];
        LesionOutcome[] index = [.. studies.SelectMany(s => s.Lesions.Take(1)).Where(belongs)];
        return WithDice(new EvaluationRow(group, EvaluationUnit.Lesion, lesions.Length), lesions.Select(l => l.Dice), lesions.Select(l => l.HausdorffDistance95Mm)) with
        {
            Sensitivity = Share(lesions, l => l.IsFound),
            First = Share(index, l => l.Rank == 1),
            FirstThree = Share(index, l => l.IsFound && l.Rank <= Best),
            Candidates = studies.Count > 0 ? studies.Average(s => s.Candidates) : double.NaN,
            FalsePositives = studies.Count > 0 ? studies.Average(s => s.FalsePositives) : double.NaN,
        };
    }

    private static EvaluationRow ByPatient(string group, IReadOnlyList<StudyOutcome> studies)
    {
        StudyOutcome[] ill = [.. studies.Where(s => s.Lesions.Count > 0)];
        return WithDice(new EvaluationRow(group, EvaluationUnit.Patient, ill.Length), ill.Select(s => s.FirstDice), ill.Select(s => s.FirstHausdorffDistance95Mm));
    }

    private static EvaluationRow BySlice(string group, IReadOnlyList<StudyOutcome> studies)
    {
        double[] slices = [.. studies.SelectMany(s => s.SliceDice)];
        return WithDice(new EvaluationRow(group, EvaluationUnit.Slice, slices.Length), slices, []);
    }

    private static EvaluationRow ByVolume(string group, IReadOnlyList<StudyOutcome> studies)
    {
        OwnContour[] own = [.. studies.Select(s => s.Own).OfType<OwnContour>().Where(c => !double.IsNaN(c.Dice))];
        return WithDice(new EvaluationRow(group, EvaluationUnit.Volume, own.Length), own.Select(c => c.Dice), own.Select(c => c.HausdorffDistance95Mm));
    }

    private static EvaluationRow WithDice(EvaluationRow row, IEnumerable<double> dice, IEnumerable<double> distances)
    {
        double[] values = [.. dice];
        return values.Length == 0 ? row : row with
        {
            DiceMean = values.Average(),
            DiceMedian = At(values, 0.5),
            DiceTenth = At(values, 0.1),
            HausdorffDistance95Mm = At([.. distances.Where(d => !double.IsNaN(d))], 0.5),
        };
    }

    private static double Share(LesionOutcome[] lesions, Func<LesionOutcome, bool> holds) =>
        lesions.Length == 0 ? double.NaN : (double)lesions.Count(holds) / lesions.Length;

    private static double At(double[] values, double p) =>
        values.Length == 0 ? double.NaN : Quantile.Interpolated([.. values.Select(v => (float)v)], p);
}
