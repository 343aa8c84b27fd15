namespace OhifAlnPlugin.Segmentation.Evaluation;

/// <summary>What a method made of one study.</summary>
public sealed record StudyOutcome
{
    /// <summary>Name of the study.</summary>
    public required string Study { get; init; }

    /// <summary>Where it was made.</summary>
    public required string Centre { get; init; }

    /// <summary>Its true lesions, the largest first; empty in a study without a tumour.</summary>
    public required IReadOnlyList<LesionOutcome> Lesions { get; init; }

    /// <summary>Number of candidates offered.</summary>
    public required int Candidates { get; init; }

    /// <summary>Candidates that meet no lesion.</summary>
    public required int FalsePositives { get; init; }

    /// <summary>Two-dimensional Dice of the first candidate in every slice that it or the index lesion touches.</summary>
    public required IReadOnlyList<double> SliceDice { get; init; }

    /// <summary>Dice of the first candidate with the index lesion: what comes out when no reader looks; NaN without a lesion.</summary>
    public required double FirstDice { get; init; }

    /// <summary>95th percentile Hausdorff distance of the first candidate, mm; NaN when either is empty.</summary>
    public required double FirstHausdorffDistance95Mm { get; init; }

    /// <summary>The network's own contour of the whole volume beside all lesions together; null where no network was asked.</summary>
    public OwnContour? Own { get; init; }

    /// <summary>Time the method took, s.</summary>
    public double Seconds { get; init; }
}

/// <summary>A network's own contour, before any candidate is refined: every voxel above its threshold.</summary>
/// <param name="VolumeMm3">Its volume, mm³.</param>
/// <param name="TrueVolumeMm3">Volume of all true lesions, mm³.</param>
/// <param name="Dice">Dice of both; NaN when both are empty.</param>
/// <param name="HausdorffDistance95Mm">95th percentile Hausdorff distance, mm; NaN when either is empty.</param>
public sealed record OwnContour(double VolumeMm3, double TrueVolumeMm3, double Dice, double HausdorffDistance95Mm);
