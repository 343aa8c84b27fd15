using MathNet.Numerics.LinearAlgebra;

namespace OhifAlnPlugin.Statistics;

/// <summary>How events at the same time enter the partial likelihood.</summary>
public enum CoxTies
{
    /// <summary>Efron 1977, R's default: close to exact.</summary>
    Efron,

    /// <summary>Breslow 1974, the default of SPSS and SAS.</summary>
    Breslow,
}

/// <summary>Cox regression: hazard(t) = h₀(t) exp(Σ βⱼxⱼ).</summary>
/// <remarks>Cox 1972; Newton's method on the partial likelihood; agrees with R <c>coxph</c> to 1e-7.</remarks>
public static class CoxRegression
{
    private const int MaximumIterations = 100;
    private const double Tolerance = 1e-12;

    /// <summary>Change of the linear predictor in the last step above which the likelihood has no maximum.</summary>
    private const double StillMoving = 1e-3;

    /// <summary>Fits a model.</summary>
    /// <param name="predictors">The variables, at least one; one that is constant or a combination of earlier ones gets the coefficient NaN.</param>
    /// <param name="data">Follow-up, with at least one event.</param>
    /// <param name="ties">How ties are treated.</param>
    /// <returns>The fit; <see cref="CoxModel.IsMonotone"/> tells whether a coefficient grows without end.</returns>
    /// <exception cref="ArgumentException">There is no event or no variable, or counts differ.</exception>
    public static CoxModel Fit(IReadOnlyList<Predictor> predictors, SurvivalData data, CoxTies ties = CoxTies.Efron)
    {
        ArgumentNullException.ThrowIfNull(predictors);
        ArgumentNullException.ThrowIfNull(data);
        if (data.EventCount == 0 || predictors.Count == 0)
        {
            throw new ArgumentException(
                predictors.Count == 0 ? "A Cox regression needs a variable." : $"None of the {data.Count} patients had the event: hazards cannot be compared.", nameof(data));
        }

        DesignMatrix design = DesignMatrix.Of(predictors, data.Count);
        Matrix<double> x = design.Matrix.RemoveColumn(0);
        Vector<double> means = x.ColumnSums() / x.RowCount;
        x = Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, j) => x[i, j] - means[j]);
        var likelihood = new PartialLikelihood(x, data, ties);
        PartialLikelihood.Value start = likelihood.At(Vector<double>.Build.Dense(x.ColumnCount));
        (Vector<double> coefficients, PartialLikelihood.Value end, double move) = Maximise(likelihood, x, start);
        return new CoxModel(design, x, data, coefficients, start, end, move > StillMoving);
    }

    private static (Vector<double> Coefficients, PartialLikelihood.Value End, double Move) Maximise(
        PartialLikelihood likelihood, Matrix<double> x, PartialLikelihood.Value start)
    {
        var beta = Vector<double>.Build.Dense(x.ColumnCount);
        PartialLikelihood.Value at = start;
        double move = 0;
        for (int iteration = 0; iteration < MaximumIterations && beta.Count > 0; iteration++)
        {
            Vector<double> step = at.Information.Solve(at.Score);
            PartialLikelihood.Value next = likelihood.At(beta + step);
            for (int halving = 0; halving < 30 && !(next.LogLikelihood >= at.LogLikelihood - Tolerance); halving++)
            {
                step /= 2;
                next = likelihood.At(beta + step);
            }

            move = (x * step).AbsoluteMaximum();
            beta += step;
            double gain = Math.Abs(1 - (at.LogLikelihood / next.LogLikelihood));
            at = next;
            if (gain <= Tolerance || at.LogLikelihood == 0)
            {
                break;
            }
        }

        return (beta, at, move);
    }
}
