namespace OhifAlnPlugin.Segmentation.Evaluation;

/// <summary>What a method made of one true lesion.</summary>
/// <param name="Number">1 for the index lesion, the largest of the study.</param>
/// <param name="VolumeMm3">Its true volume, mm³.</param>
/// <param name="Rank">Place of the first candidate that meets it, 1 for the first of the list; 0 when none does.</param>
/// <param name="Dice">Dice of that candidate with the lesion; 0 when none meets it.</param>
/// <param name="HausdorffDistance95Mm">95th percentile Hausdorff distance of that candidate, mm; NaN when none meets it.</param>
/// <param name="MeanSurfaceDistanceMm">Mean surface distance of that candidate, mm; NaN when none meets it.</param>
public sealed record LesionOutcome(
    int Number, double VolumeMm3, int Rank, double Dice, double HausdorffDistance95Mm, double MeanSurfaceDistanceMm)
{
    /// <summary>Whether a candidate meets the lesion.</summary>
    public bool IsFound => Rank > 0;

    /// <summary>Diameter of a ball of the lesion's volume, mm.</summary>
    public double DiameterMm => 2 * Math.Cbrt(3 * VolumeMm3 / (4 * Math.PI));
}
