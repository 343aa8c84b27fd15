using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Logistic regression by maximum likelihood: logit P(outcome) = β₀ + Σ βⱼxⱼ.</summary>
/// <remarks>Iteratively reweighted least squares; agrees with R <c>glm(family = binomial)</c> to 1e-8.</remarks>
public static class LogisticRegression
{
    private const int MaximumIterations = 100;
    private const double Tolerance = 1e-14;

    /// <summary>Change of the linear predictor in the last iteration above which the likelihood has no maximum.</summary>
    private const double StillMoving = 1e-3;

    /// <summary>Fits a model.</summary>
    /// <param name="predictors">The variables; none for the intercept alone. One that is a combination of earlier ones gets the coefficient NaN.</param>
    /// <param name="outcomes">One per case, both values occurring.</param>
    /// <returns>The fit; <see cref="LogisticModel.IsSeparated"/> tells whether the outcomes are separated by the predictors, so that its coefficients are meaningless.</returns>
    /// <exception cref="ArgumentException">All outcomes are equal, counts differ, or there are more terms than cases.</exception>
    public static LogisticModel Fit(IReadOnlyList<Predictor> predictors, IReadOnlyList<bool> outcomes)
    {
        ArgumentNullException.ThrowIfNull(predictors);
        RequireBoth(outcomes);
        DesignMatrix design = DesignMatrix.Of(predictors, outcomes.Count);
        if (design.Kept.Length > outcomes.Count)
        {
            throw new ArgumentException($"{design.Kept.Length} terms cannot be estimated from {outcomes.Count} cases.", nameof(predictors));
        }

        var y = Vector<double>.Build.Dense(outcomes.Count, i => outcomes[i] ? 1 : 0);
        LogisticFit fit = Iterate(design.Matrix, y, Vector<double>.Build.Dense(outcomes.Count), null);
        double mean = y.Sum() / y.Count;
        return new LogisticModel(
            design, y, fit, -2 * ((y.Sum() * Math.Log(mean)) + ((y.Count - y.Sum()) * Math.Log(1 - mean))), fit.LastMove > StillMoving);
    }

    /// <summary>Maximises the likelihood with part of the linear predictor given.</summary>
    /// <param name="x">Cases × terms.</param>
    /// <param name="y">0 or 1 per case.</param>
    /// <param name="offset">The given part of the linear predictor.</param>
    /// <param name="start">Linear predictor to start from; null for R's start from (y + ½)/2.</param>
    internal static LogisticFit Iterate(Matrix<double> x, Vector<double> y, Vector<double> offset, Vector<double>? start)
    {
        Vector<double> link = start ?? y.Map(v => Logit((v + 0.5) / 2));
        double deviance = DevianceOf(y, link), move = double.PositiveInfinity;
        var coefficients = Vector<double>.Build.Dense(x.ColumnCount);
        Vector<double> weights = link.Map(WeightOf);
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            weights = link.Map(WeightOf);
            Vector<double> target = link - offset + (y - link.Map(LogisticFunction.Of)).PointwiseDivide(weights);
            coefficients = x.ColumnCount == 0 ? coefficients : Solve(x, weights, target);
            Vector<double> next = (x * coefficients) + offset;
            move = (next - link).AbsoluteMaximum();
            double before = deviance;
            (link, deviance) = (next, DevianceOf(y, next));
            if (Math.Abs(deviance - before) <= Tolerance * (Math.Abs(deviance) + 0.1))
            {
                break;
            }
        }

        return new LogisticFit(coefficients, link, weights, deviance, move);
    }

    /// <summary>Weight p(1 − p), kept from 0 as R does.</summary>
    internal static double WeightOf(double link) => Math.Max(LogisticFunction.Of(link) * LogisticFunction.Of(-link), 2.220446049250313e-16);

    internal static void RequireBoth(IReadOnlyList<bool> outcomes)
    {
        int events = outcomes.Count(o => o);
        if (events == 0 || events == outcomes.Count)
        {
            throw new ArgumentException($"All {outcomes.Count} cases have the same outcome; a regression needs cases with and without it.", nameof(outcomes));
        }
    }

    private static Vector<double> Solve(Matrix<double> x, Vector<double> weights, Vector<double> target)
    {
        Vector<double> root = weights.PointwiseSqrt();
        Matrix<double> weighted = Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, j) => root[i] * x[i, j]);
        return weighted.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Solve(root.PointwiseMultiply(target));
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));

    /// <summary>−2 log likelihood, 2 Σ log(1 + e^∓η), without overflow.</summary>
    private static double DevianceOf(Vector<double> y, Vector<double> link)
    {
        double sum = 0;
        for (int i = 0; i < y.Count; i++)
        {
            double against = y[i] > 0 ? -link[i] : link[i];
            sum += against > 0 ? against + double.LogP1(Math.Exp(-against)) : double.LogP1(Math.Exp(against));
        }

        return 2 * sum;
    }
}

/// <summary>End of the iteration.</summary>
/// <param name="Coefficients">One per term.</param>
/// <param name="Link">Linear predictor of each case.</param>
/// <param name="Weights">Weights of the last iteration, from which R takes the covariance of the coefficients.</param>
/// <param name="Deviance">−2 log likelihood.</param>
/// <param name="LastMove">Largest change of a linear predictor in the last iteration.</param>
internal sealed record LogisticFit(Vector<double> Coefficients, Vector<double> Link, Vector<double> Weights, double Deviance, double LastMove);
