using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Logistic regression with Firth's penalty: finite, less biased coefficients even where outcomes are separated or events are few.</summary>
/// <remarks>Firth 1993, Biometrika 80:27; Heinze and Schemper 2002, Stat. Med. 21:2409. Agrees with R <c>logistf</c>. Maximises log L + ½ log |I|.</remarks>
public static class FirthRegression
{
    /// <summary>Log odds beyond which an end of an interval is not looked for: it is infinite.</summary>
    private const double Farthest = 100;

    private const int MaximumIterations = 1000;
    private const double Tolerance = 1e-12;
    private const double LongestStep = 2;
    private const double Growth = 1.4;

    /// <summary>Fits a model.</summary>
    /// <param name="predictors">The variables.</param>
    /// <param name="outcomes">One per case, both values occurring.</param>
    /// <param name="level">Coverage of the profile intervals.</param>
    /// <param name="intervals">Whether intervals are computed, which takes most of the time; without them their ends are NaN.</param>
    /// <exception cref="ArgumentException">All outcomes are equal, a variable is a combination of others, or counts differ.</exception>
    public static FirthModel Fit(IReadOnlyList<Predictor> predictors, IReadOnlyList<bool> outcomes, double level = 0.95, bool intervals = true)
    {
        LogisticRegression.RequireBoth(outcomes);
        ConfidenceInterval.RequireLevel(level);
        DesignMatrix design = DesignMatrix.Of(predictors, outcomes.Count);
        if (design.Kept.Length < design.Terms.Length)
        {
            string term = design.Terms[Enumerable.Range(0, design.Terms.Length).Except(design.Kept).First()];
            throw new ArgumentException($"'{term}' is a combination of the terms before it: leave it out.", nameof(predictors));
        }

        var y = Vector<double>.Build.Dense(outcomes.Count, i => outcomes[i] ? 1 : 0);
        PenalisedFit full = Maximise(design.Matrix, y, Vector<double>.Build.Dense(design.Terms.Length), -1);
        FirthTerm[] terms = [.. design.Terms.Select((name, j) => TermOf(name, j, design.Matrix, y, full, intervals ? level : null))];
        return new FirthModel(terms, full.LogLikelihood);
    }

    private static FirthTerm TermOf(string name, int term, Matrix<double> x, Vector<double> y, PenalisedFit full, double? level)
    {
        double estimate = full.Coefficients[term], error = Math.Sqrt(full.Covariance[term, term]), drop = Quantiles.ChiSquare(level ?? 0.95, 1) / 2;
        Vector<double> near = full.Coefficients;
        double LogLikelihoodAt(double value)
        {
            Vector<double> start = near.Clone();
            start[term] = value;
            PenalisedFit fit = Maximise(x, y, start, term);
            near = double.IsNaN(fit.LogLikelihood) ? full.Coefficients : fit.Coefficients;
            return fit.LogLikelihood;
        }

        double End(int direction)
        {
            // In small steps, each from the last: where outcomes are separated, the likelihood is nearly flat and a far start loses it.
            double far = error;
            near = full.Coefficients;
            while (full.LogLikelihood - LogLikelihoodAt(estimate + (direction * far)) < drop && far < Farthest)
            {
                far *= Growth;
            }

            if (!(full.LogLikelihood - LogLikelihoodAt(estimate + (direction * far)) >= drop))
            {
                return direction * double.PositiveInfinity;
            }

            return MathNet.Numerics.RootFinding.Brent.FindRoot(
                value => full.LogLikelihood - LogLikelihoodAt(value) - drop, Math.Min(estimate, estimate + (direction * far)), Math.Max(estimate, estimate + (direction * far)), 1e-10, 200);
        }

        double statistic = 2 * (full.LogLikelihood - LogLikelihoodAt(0));
        return new FirthTerm(
            name, estimate, error, level is { } coverage ? new ConfidenceInterval(End(-1), End(1), coverage) : new ConfidenceInterval(double.NaN, double.NaN, 0.95), new TestResult(statistic, TailProbabilities.ChiSquareUpper(statistic, 1), "penalised likelihood ratio", 1));
    }

    /// <summary>Newton steps on the penalised score, one coefficient held where asked.</summary>
    private static PenalisedFit Maximise(Matrix<double> x, Vector<double> y, Vector<double> start, int held)
    {
        int[] free = [.. Enumerable.Range(0, x.ColumnCount).Where(j => j != held)];
        Vector<double> beta = start;
        PenalisedFit at = Evaluate(x, y, beta);
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            Matrix<double> information = Matrix<double>.Build.Dense(free.Length, free.Length, (a, b) => at.Information[free[a], free[b]]);
            Vector<double> step = information.Solve(Vector<double>.Build.Dense(free.Length, a => at.Score[free[a]]));
            double longest = step.AbsoluteMaximum();
            step *= longest > LongestStep ? LongestStep / longest : 1;
            Vector<double> from = beta;
            PenalisedFit next = at;
            for (int halving = 0; halving < 20; halving++, step /= 2)
            {
                beta = from.Clone();
                for (int a = 0; a < free.Length; a++)
                {
                    beta[free[a]] += step[a];
                }

                next = Evaluate(x, y, beta);
                if (next.LogLikelihood >= at.LogLikelihood - 1e-9)
                {
                    break;
                }
            }

            at = next;
            if (longest < Tolerance)
            {
                break;
            }
        }

        return at;
    }

    private static PenalisedFit Evaluate(Matrix<double> x, Vector<double> y, Vector<double> beta)
    {
        // 1 − p by its own formula: weights of far-off coefficients stay above 0, and the information invertible.
        Vector<double> link = x * beta, p = link.Map(LogisticFunction.Of), weights = p.PointwiseMultiply(link.Map(v => LogisticFunction.Of(-v)));
        Matrix<double> weighted = Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, j) => weights[i] * x[i, j]);
        Matrix<double> information = x.TransposeThisAndMultiply(weighted), covariance = information.Inverse();
        Matrix<double> projected = x * covariance;
        var residual = Vector<double>.Build.Dense(y.Count, i => y[i] - p[i] + (weights[i] * projected.Row(i).DotProduct(x.Row(i)) * (0.5 - p[i])));
        double logLikelihood = 0.5 * Math.Log(information.Determinant());
        for (int i = 0; i < y.Count; i++)
        {
            logLikelihood += Math.Log(LogisticFunction.Of(y[i] > 0 ? link[i] : -link[i]));
        }

        return new PenalisedFit(beta, logLikelihood, information, covariance, x.TransposeThisAndMultiply(residual));
    }

    private sealed record PenalisedFit(
        Vector<double> Coefficients, double LogLikelihood, Matrix<double> Information, Matrix<double> Covariance, Vector<double> Score);
}

/// <summary>A fit with Firth's penalty.</summary>
/// <param name="Terms">The terms, the intercept first.</param>
/// <param name="LogLikelihood">Penalised log likelihood.</param>
public sealed record FirthModel(IReadOnlyList<FirthTerm> Terms, double LogLikelihood);

/// <summary>One term of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Coefficient">β.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Interval">Profile interval of the penalised likelihood; an end beyond log odds of 100 from the estimate is infinite; NaN where intervals were not asked for.</param>
/// <param name="Test">Penalised likelihood-ratio test of β = 0.</param>
public sealed record FirthTerm(string Name, double Coefficient, double StandardError, ConfidenceInterval Interval, TestResult Test);
