using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>A fitted Cox regression.</summary>
public sealed class CoxModel
{
    private readonly Vector<double> _kept;
    private readonly PartialLikelihood.Value _start;
    private readonly PartialLikelihood.Value _end;

    internal CoxModel(
        DesignMatrix design, Matrix<double> centred, SurvivalData data, Vector<double> coefficients, PartialLikelihood.Value start, PartialLikelihood.Value end, bool monotone)
    {
        (_kept, _start, _end) = (coefficients, start, end);
        Terms = design.Terms[1..];
        IsMonotone = monotone;
        int p = coefficients.Count;
        Matrix<double> covariance = p == 0 ? Matrix<double>.Build.Dense(1, 1) : end.Information.Inverse();
        (double[] all, double[] errors) = (new double[Terms.Count], new double[Terms.Count]);
        for (int term = 0; term < Terms.Count; term++)
        {
            int column = Array.IndexOf(design.Kept, term + 1) - 1;
            (all[term], errors[term]) = column < 0 ? (double.NaN, double.NaN) : (coefficients[column], Math.Sqrt(covariance[column, column]));
        }

        (Coefficients, StandardErrors) = (all, errors);
        Links = p == 0 ? new double[data.Count] : [.. centred * coefficients];
        Concordance = ConcordanceIndex.Compute(Links, data);
    }

    /// <summary>The terms.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>β = log hazard ratio, one per term.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Standard errors of β.</summary>
    public IReadOnlyList<double> StandardErrors { get; }

    /// <summary>Linear predictor of each patient, of mean 0.</summary>
    public IReadOnlyList<double> Links { get; }

    /// <summary>Whether the likelihood has no maximum, so that a hazard ratio grows without end.</summary>
    public bool IsMonotone { get; }

    /// <summary>Harrell's C of the linear predictor.</summary>
    public ConcordanceIndex Concordance { get; }

    /// <summary>Log partial likelihood without variables.</summary>
    public double NullLogLikelihood => _start.LogLikelihood;

    /// <summary>Log partial likelihood.</summary>
    public double LogLikelihood => _end.LogLikelihood;

    /// <summary>Hazard ratio e^β of one unit more, with its Wald test and interval.</summary>
    /// <param name="term">Index of the term.</param>
    /// <param name="level">Coverage.</param>
    /// <returns>z = β/SE, p, and the interval of the hazard ratio.</returns>
    public (double HazardRatio, TestResult Test) HazardRatio(int term, double level = 0.95)
    {
        ConfidenceInterval.RequireLevel(level);
        double beta = Coefficients[term], error = StandardErrors[term], z = beta / error, half = Quantiles.Normal((1 + level) / 2) * error;
        return (Math.Exp(beta), new TestResult(z, TailProbabilities.NormalTwoSided(z), "Wald", Interval: new ConfidenceInterval(Math.Exp(beta - half), Math.Exp(beta + half), level)));
    }

    /// <summary>Likelihood-ratio test of all variables.</summary>
    public TestResult LikelihoodRatioTest() => Test(2 * (LogLikelihood - NullLogLikelihood), "likelihood ratio");

    /// <summary>Wald test of all variables, βᵀIβ.</summary>
    public TestResult WaldTest() => Test(_kept.DotProduct(_end.Information * _kept), "Wald");

    /// <summary>Score test of all variables; with one group variable and no ties the log-rank test.</summary>
    public TestResult ScoreTest() => Test(_start.Score.DotProduct(_start.Information.Solve(_start.Score)), "score");

    private TestResult Test(double statistic, string method) =>
        new(statistic, TailProbabilities.ChiSquareUpper(statistic, _kept.Count), method, _kept.Count);
}
