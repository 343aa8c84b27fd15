using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Whether predicted probabilities come true.</summary>
/// <remarks>Miller et al. 1993; Harrell 2015, Regression Modeling Strategies; agrees with R <c>rms::val.prob</c>.</remarks>
/// <param name="Slope">Slope of logit outcome on logit prediction; below 1 predictions are too extreme.</param>
/// <param name="Intercept">Its intercept.</param>
/// <param name="InTheLarge">Intercept at slope 1: above 0 predictions are too low on the whole.</param>
/// <param name="Brier">Mean of (outcome − prediction)²; 0 is perfect.</param>
/// <param name="Concordance">C = area under the ROC curve.</param>
/// <param name="NagelkerkeR2">R² of Nagelkerke, of the predictions as they are.</param>
/// <param name="Discrimination">D = (null deviance − deviance − 1)/n.</param>
/// <param name="Unreliability">U = (deviance − deviance after recalibration − 2)/n.</param>
/// <param name="UnreliabilityTest">χ² test of intercept 0 and slope 1.</param>
/// <param name="MeanError">Mean |prediction − smoothed outcome|.</param>
/// <param name="Error90">90 % quantile of it.</param>
/// <param name="MaximumError">Largest of it.</param>
/// <param name="Spiegelhalter">z test of Spiegelhalter.</param>
public sealed record Calibration(
    double Slope,
    double Intercept,
    double InTheLarge,
    double Brier,
    double Concordance,
    double NagelkerkeR2,
    double Discrimination,
    double Unreliability,
    TestResult UnreliabilityTest,
    double MeanError,
    double Error90,
    double MaximumError,
    TestResult Spiegelhalter)
{
    /// <summary>Overall quality D − U.</summary>
    public double Quality => Discrimination - Unreliability;

    /// <summary>Assesses predictions.</summary>
    /// <param name="probabilities">Predicted probability of each case, strictly between 0 and 1.</param>
    /// <param name="outcomes">Its outcome, both values occurring.</param>
    /// <exception cref="ArgumentException">Counts differ, a probability is 0, 1 or out of range, or all outcomes are equal.</exception>
    public static Calibration Assess(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes)
    {
        Require(probabilities, outcomes);
        int certain = probabilities.ToList().FindIndex(p => p is 0 or 1);
        if (certain >= 0)
        {
            throw new ArgumentException($"The prediction of case {certain + 1} is {probabilities[certain]}: its logit is infinite, and calibration is undefined.", nameof(probabilities));
        }

        int n = outcomes.Count;
        double[] links = [.. probabilities.Select(p => Math.Log(p / (1 - p)))], y = [.. outcomes.Select(o => o ? 1.0 : 0)];
        LogisticModel recalibrated = LogisticRegression.Fit([Predictor.Numeric("logit", links)], outcomes);
        LogisticFit large = LogisticRegression.Iterate(
            Matrix<double>.Build.Dense(n, 1, 1), Vector<double>.Build.Dense(y), Vector<double>.Build.Dense(links), Vector<double>.Build.Dense(links));
        double deviance = -2 * outcomes.Select((o, i) => Math.Log(o ? probabilities[i] : 1 - probabilities[i])).Sum();
        double gain = recalibrated.NullDeviance - deviance, unreliable = deviance - recalibrated.Deviance;
        (double mean, double e90, double most) = Errors(probabilities, y);
        return new Calibration(
            recalibrated.Coefficients[1],
            recalibrated.Coefficients[0],
            large.Coefficients[0],
            y.Zip(probabilities, (o, p) => (o - p) * (o - p)).Average(),
            RocCurve.Area(new LabelledScores([.. probabilities], [.. outcomes])),
            (1 - Math.Exp(-gain / n)) / (1 - Math.Exp(-recalibrated.NullDeviance / n)),
            (gain - 1) / n,
            (unreliable - 2) / n,
            new TestResult(unreliable, TailProbabilities.ChiSquareUpper(unreliable, 2), "likelihood ratio", 2),
            mean,
            e90,
            most,
            SpiegelhalterTest(probabilities, y));
    }

    internal static void Require(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (probabilities.Count != outcomes.Count || probabilities.Count == 0)
        {
            throw new ArgumentException($"There are {probabilities.Count} predictions for {outcomes.Count} outcomes.", nameof(probabilities));
        }

        int wrong = probabilities.ToList().FindIndex(p => !(p is >= 0 and <= 1));
        if (wrong >= 0)
        {
            throw new ArgumentException($"The prediction of case {wrong + 1} is {probabilities[wrong]}; a probability lies in [0, 1].", nameof(probabilities));
        }
    }

    private static (double Mean, double Error90, double Maximum) Errors(IReadOnlyList<double> probabilities, double[] y)
    {
        (double[] x, double[] smooth) = Lowess.Smooth([.. probabilities], y);
        double[] errors = [.. x.Zip(smooth, (p, s) => Math.Abs(p - s)).Order()];
        return (errors.Average(), Scaling.Quantile(errors, 0.9), errors[^1]);
    }

    private static TestResult SpiegelhalterTest(IReadOnlyList<double> probabilities, double[] y)
    {
        double sum = 0, variance = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double p = probabilities[i], w = 1 - (2 * p);
            sum += (y[i] - p) * w;
            variance += w * w * p * (1 - p);
        }

        double z = sum / Math.Sqrt(variance);
        return new TestResult(z, TailProbabilities.NormalTwoSided(z), "Spiegelhalter");
    }
}
