using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Training patients as the selection sees them.</summary>
/// <param name="Names">Names of the features.</param>
/// <param name="Columns">One array per feature, one finite value per row.</param>
/// <param name="Outcomes">Whether each row is of high burden.</param>
/// <param name="Patients">Patient of each row; a resample has some patients more than once.</param>
public sealed record SelectionRows(IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, IReadOnlyList<bool> Outcomes, IReadOnlyList<int> Patients)
{
    /// <summary>Rows that are all of different patients.</summary>
    /// <param name="names">Names of the features.</param>
    /// <param name="columns">One array per feature.</param>
    /// <param name="outcomes">Outcomes.</param>
    public static SelectionRows Of(IReadOnlyList<string> names, IReadOnlyList<double[]> columns, IReadOnlyList<bool> outcomes) =>
        new(names, columns, outcomes, [.. Enumerable.Range(0, outcomes.Count)]);
}

/// <summary>What the selection left.</summary>
/// <param name="AfterRankSum">Features that differ between the groups.</param>
/// <param name="AfterCorrelation">Features left by the correlation step.</param>
/// <param name="Rows">Row of every line of the elastic net: the rows, then copies.</param>
/// <param name="Penalty">The penalty taken.</param>
/// <param name="Radscore">The linear radscore.</param>
public sealed record SelectedFeatures(
    IReadOnlyList<string> AfterRankSum, IReadOnlyList<string> AfterCorrelation, IReadOnlyList<int> Rows, PenaltyChoice Penalty, LinearRadscore Radscore);

/// <summary>λ of the elastic net.</summary>
/// <param name="Lambda">λ taken; 0 when a single feature is left, which needs no penalty.</param>
/// <param name="IsOneStandardError">Whether it is the larger one.</param>
/// <param name="Measure">What the cross-validation measured.</param>
/// <param name="CrossValidated">The measure at this λ; NaN for a single feature. It is no estimate of performance: the features were chosen on the same patients.</param>
public sealed record PenaltyChoice(double Lambda, bool IsOneStandardError, ElasticNetMeasure Measure, double CrossValidated);

/// <summary>The linear radscore Σ coefficient · (value − mean)/deviation, without intercept.</summary>
/// <param name="Terms">Its features.</param>
public sealed record LinearRadscore(IReadOnlyList<LinearTerm> Terms)
{
    /// <summary>Score of a patient.</summary>
    /// <param name="valueOf">Value of a feature by name.</param>
    public double Score(Func<string, double> valueOf) => Terms.Sum(t => t.Coefficient * t.Scale(valueOf(t.Feature)));
}

/// <summary>One feature of a linear radscore.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Mean">Mean over the training rows.</param>
/// <param name="Deviation">Sample standard deviation over the training rows.</param>
/// <param name="Coefficient">Its coefficient.</param>
public sealed record LinearTerm(string Feature, double Mean, double Deviation, double Coefficient)
{
    /// <summary>A value, scaled.</summary>
    /// <param name="value">The value.</param>
    public double Scale(double value) => (value - Mean) / Deviation;
}
