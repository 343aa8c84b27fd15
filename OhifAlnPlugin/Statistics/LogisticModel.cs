using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>A fitted logistic regression.</summary>
public sealed class LogisticModel
{
    private readonly DesignMatrix _design;
    private readonly Vector<double> _outcomes;
    private readonly LogisticFit _fit;

    internal LogisticModel(DesignMatrix design, Vector<double> outcomes, LogisticFit fit, double nullDeviance, bool separated)
    {
        (_design, _outcomes, _fit) = (design, outcomes, fit);
        NullDeviance = nullDeviance;
        IsSeparated = separated;
        Matrix<double> weighted = Matrix<double>.Build.Dense(outcomes.Count, design.Kept.Length, (i, j) => Math.Sqrt(fit.Weights[i]) * design.Matrix[i, j]);
        Matrix<double> inverse = weighted.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R.Inverse();
        Coefficients = design.Spread(fit.Coefficients);
        Covariance = design.Spread(inverse * inverse.Transpose());
    }

    /// <summary>The terms, the intercept first.</summary>
    public IReadOnlyList<string> Terms => _design.Terms;

    /// <summary>β, one per term; NaN for one that is a combination of earlier ones.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Covariance matrix of the coefficients: inverse of the information.</summary>
    public double[,] Covariance { get; }

    /// <summary>−2 log likelihood.</summary>
    public double Deviance => _fit.Deviance;

    /// <summary>The same of the intercept alone.</summary>
    public double NullDeviance { get; }

    /// <summary>Whether some combination of the predictors tells the outcomes apart without error, so that coefficients grow without end.</summary>
    public bool IsSeparated { get; }

    /// <summary>Number of estimated terms.</summary>
    public int Estimated => _design.Kept.Length;

    /// <summary>Akaike's information criterion, deviance + 2 × terms.</summary>
    public double Aic => Deviance + (2 * Estimated);

    /// <summary>Linear predictor of each case.</summary>
    public IReadOnlyList<double> Links => [.. _fit.Link];

    /// <summary>Probability of each case.</summary>
    public IReadOnlyList<double> Probabilities => [.. _fit.Link.Map(LogisticFunction.Of)];

    internal DesignMatrix Design => _design;

    internal Vector<double> Outcomes => _outcomes;

    internal LogisticFit Fit => _fit;

    /// <summary>Standard error of a coefficient.</summary>
    /// <param name="term">Index of the term.</param>
    public double StandardError(int term) => Math.Sqrt(Covariance[term, term]);

    /// <summary>Wald test of β = 0: z = β/SE.</summary>
    /// <param name="term">Index of the term.</param>
    public TestResult WaldTest(int term)
    {
        double z = Coefficients[term] / StandardError(term);
        return new TestResult(z, TailProbabilities.NormalTwoSided(z), "Wald", Interval: WaldInterval(term));
    }

    /// <summary>Wald interval β ± z SE.</summary>
    /// <param name="term">Index of the term.</param>
    /// <param name="level">Coverage.</param>
    public ConfidenceInterval WaldInterval(int term, double level = 0.95)
    {
        ConfidenceInterval.RequireLevel(level);
        double half = Quantiles.Normal((1 + level) / 2) * StandardError(term);
        return new ConfidenceInterval(Coefficients[term] - half, Coefficients[term] + half, level);
    }

    /// <summary>Likelihood-ratio test against the intercept alone.</summary>
    public TestResult LikelihoodRatioTest()
    {
        double statistic = NullDeviance - Deviance;
        int degrees = Estimated - 1;
        return new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, degrees), "likelihood ratio", degrees);
    }

    /// <summary>Odds ratio e^β of one unit more.</summary>
    /// <param name="term">Index of the term.</param>
    public double OddsRatio(int term) => Math.Exp(Coefficients[term]);
}
