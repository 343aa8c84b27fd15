using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Profile-likelihood intervals of logistic coefficients: all values that a likelihood-ratio test does not reject.</summary>
/// <remarks>
/// Computed as R <c>confint.glm</c> (MASS) does: signed roots of the deviance on steps of a fifth of the largest root, a spline through them, linear
/// interpolation on three times as many points. Ends agree with the exact ones to about 1e-4.
/// </remarks>
public static class ProfileLikelihood
{
    private const int MaximumSteps = 10;

    /// <summary>Interval of one coefficient.</summary>
    /// <param name="model">The fitted model.</param>
    /// <param name="term">Index of the term.</param>
    /// <param name="level">Coverage.</param>
    /// <returns>An end is NaN when the profile never gets there, as when the outcomes are separated.</returns>
    public static ConfidenceInterval Interval(LogisticModel model, int term, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(model);
        ConfidenceInterval.RequireLevel(level);
        int column = Array.IndexOf(model.Design.Kept, term);
        if (column < 0 || model.IsSeparated)
        {
            return new ConfidenceInterval(double.NaN, double.NaN, level);
        }

        double largest = Math.Sqrt(Quantiles.ChiSquare(1 - ((1 - level) / 4), 1));
        (double Value, double Root)[] profile =
            [.. Walk(model, column, term, -1, largest).Reverse(), (model.Coefficients[term], 0), .. Walk(model, column, term, 1, largest)];
        double z = Quantiles.Normal((1 + level) / 2);
        return new ConfidenceInterval(Crossing(profile, -z), Crossing(profile, z), level);
    }

    private static IEnumerable<(double Value, double Root)> Walk(LogisticModel model, int column, int term, int direction, double largest)
    {
        Matrix<double> x = model.Design.Matrix;
        Matrix<double> others = x.RemoveColumn(column);
        Vector<double> own = x.Column(column), link = model.Fit.Link;
        double step = largest / 5 * model.StandardError(term), root = 0;
        for (int k = 1; k < MaximumSteps && Math.Abs(root) < largest; k++)
        {
            double value = model.Coefficients[term] + (direction * k * step);
            LogisticFit fit = LogisticRegression.Iterate(others, model.Outcomes, own * value, link);
            link = fit.Link;
            root = direction * Math.Sqrt(Math.Max(fit.Deviance - model.Deviance, 0));
            yield return (value, root);
        }
    }

    private static double Crossing((double Value, double Root)[] profile, double root)
    {
        var spline = new InterpolatingSpline([.. profile.Select(p => p.Value)], [.. profile.Select(p => p.Root)]);
        int points = 3 * profile.Length;
        double low = profile[0].Value, width = (profile[^1].Value - low) / (points - 1);
        (double Value, double Root) before = (low, spline.At(low));
        for (int k = 1; k < points; k++)
        {
            double value = low + (k * width);
            (double Value, double Root) here = (value, spline.At(value));
            if (before.Root <= root && root <= here.Root)
            {
                return before.Value + ((root - before.Root) / (here.Root - before.Root) * (here.Value - before.Value));
            }

            before = here;
        }

        return double.NaN;
    }
}
