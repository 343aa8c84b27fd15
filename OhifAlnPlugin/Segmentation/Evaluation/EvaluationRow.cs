namespace OhifAlnPlugin.Segmentation.Evaluation;

/// <summary>One line of the table of results: a group of cases and what a method reached in it.</summary>
/// <param name="Group">Which cases: all, a class of sizes, a centre.</param>
/// <param name="Unit">What was counted: lesion, patient, slice or volume.</param>
/// <param name="N">How many.</param>
public sealed record EvaluationRow(string Group, EvaluationUnit Unit, int N)
{
    /// <summary>Mean Dice; cases that were missed count 0.</summary>
    public double DiceMean { get; init; } = double.NaN;

    /// <summary>Median Dice; cases that were missed count 0.</summary>
    public double DiceMedian { get; init; } = double.NaN;

    /// <summary>Tenth percentile of Dice.</summary>
    public double DiceTenth { get; init; } = double.NaN;

    /// <summary>Median of the 95th percentile Hausdorff distance over the cases in which it is defined, mm.</summary>
    public double HausdorffDistance95Mm { get; init; } = double.NaN;

    /// <summary>Part of the lesions that any candidate meets.</summary>
    public double Sensitivity { get; init; } = double.NaN;

    /// <summary>Part of the index lesions that the first candidate meets.</summary>
    public double First { get; init; } = double.NaN;

    /// <summary>Part of the index lesions that one of the first three candidates meets.</summary>
    public double FirstThree { get; init; } = double.NaN;

    /// <summary>Candidates per study.</summary>
    public double Candidates { get; init; } = double.NaN;

    /// <summary>Candidates per study that meet no lesion.</summary>
    public double FalsePositives { get; init; } = double.NaN;
}

/// <summary>What a number was counted over.</summary>
public enum EvaluationUnit
{
    /// <summary>Every true lesion with the first candidate that meets it: what a reader gets who picks from the list.</summary>
    Lesion,

    /// <summary>Every patient with the first candidate against the index lesion: what comes out when no reader looks.</summary>
    Patient,

    /// <summary>Every slice that the first candidate or the index lesion touches, two-dimensional.</summary>
    Slice,

    /// <summary>Every volume with the network's own contour against all lesions.</summary>
    Volume,
}
