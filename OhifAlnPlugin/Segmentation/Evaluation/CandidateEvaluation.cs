using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Evaluation;

/// <summary>Compares the candidates of a study with its true lesions.</summary>
/// <remarks>
/// A candidate meets a lesion when their Dice is at least <see cref="LeastDice"/>: it points at the lesion and not merely touches it.
/// Two-dimensional Dice is always higher than that of the volume; the unit must be said with every number (Maier-Hein 2024, Nat. Methods 21:195).
/// </remarks>
public static class CandidateEvaluation
{
    /// <summary>Least Dice with which a candidate meets a lesion.</summary>
    public const double LeastDice = 0.1;

    /// <summary>Compares.</summary>
    /// <param name="study">Name of the study.</param>
    /// <param name="centre">Where it was made.</param>
    /// <param name="truth">All its true lesions; empty in a study without a tumour.</param>
    /// <param name="candidates">Candidates on the same grid, most suspicious first.</param>
    /// <returns>The outcome.</returns>
    public static StudyOutcome Compare(string study, string centre, Mask truth, IReadOnlyList<TumourCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(candidates);
        IReadOnlyList<Mask> lesions = TrueLesions.Of(truth);
        Mask[] masks = [.. candidates.Select(c => c.ToMask(truth.Geometry))];
        double[][] dice = [.. masks.Select(m => lesions.Select(l => Dice(m, l)).ToArray())];
        LesionOutcome[] outcomes = [.. lesions.Select((lesion, n) => OutcomeOf(lesion, n, masks, dice))];
        MaskAgreement? first = lesions.Count > 0 && masks.Length > 0 ? MaskAgreement.Between(masks[0], lesions[0]) : null;
        return new StudyOutcome
        {
            Study = study,
            Centre = centre,
            Lesions = outcomes,
            Candidates = candidates.Count,
            FalsePositives = dice.Count(d => d.All(value => value < LeastDice)),
            SliceDice = lesions.Count > 0 ? Slices(masks.FirstOrDefault(), lesions[0]) : [],
            FirstDice = lesions.Count > 0 ? first?.Dice ?? 0 : double.NaN,
            FirstHausdorffDistance95Mm = first?.HausdorffDistance95Mm ?? double.NaN,
        };
    }

    /// <summary>Compares a network's own contour with all lesions together.</summary>
    /// <param name="own">Every voxel that the network calls tumour.</param>
    /// <param name="truth">All true lesions.</param>
    /// <returns>The comparison.</returns>
    public static OwnContour Compare(Mask own, Mask truth)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(truth);
        MaskAgreement agreement = MaskAgreement.Between(own, truth);
        return new OwnContour(own.VolumeMm3(), truth.VolumeMm3(), agreement.Dice, agreement.HausdorffDistance95Mm);
    }

    private static LesionOutcome OutcomeOf(Mask lesion, int number, Mask[] masks, double[][] dice)
    {
        int rank = Array.FindIndex(dice, d => d[number] >= LeastDice);
        if (rank < 0)
        {
            return new LesionOutcome(number + 1, lesion.VolumeMm3(), 0, 0, double.NaN, double.NaN);
        }

        MaskAgreement agreement = MaskAgreement.Between(masks[rank], lesion);
        return new LesionOutcome(
            number + 1, lesion.VolumeMm3(), rank + 1, agreement.Dice, agreement.HausdorffDistance95Mm, agreement.MeanSurfaceDistanceMm);
    }

    private static List<double> Slices(Mask? mask, Mask lesion)
    {
        var slices = new List<double>();
        int length = lesion.Geometry.SliceLength;
        for (int at = 0; at < lesion.Voxels.Length; at += length)
        {
            double dice = Dice(mask is null ? new byte[length] : mask.Voxels.AsSpan(at, length), lesion.Voxels.AsSpan(at, length));
            if (!double.IsNaN(dice))
            {
                slices.Add(dice);
            }
        }

        return slices;
    }

    private static double Dice(Mask a, Mask b) => Dice(a.Voxels, b.Voxels);

    private static double Dice(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int shared = 0, sum = 0;
        for (int n = 0; n < a.Length; n++)
        {
            shared += a[n] & b[n];
            sum += a[n] + b[n];
        }

        return sum == 0 ? double.NaN : 2.0 * shared / sum;
    }
}
