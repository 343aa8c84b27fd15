namespace OhifAlnPlugin.Harmonization;

/// <summary>How features lose their overall mean, variance and covariate effects, and what is left to each centre.</summary>
/// <param name="Mean">Mean per feature: of the reference centre, else of the centres weighted by their cases, plus the average covariate effect.</param>
/// <param name="Deviation">√ of the mean squared residual, over the reference's cases, else over all.</param>
/// <param name="CovariateEffects">Per feature and case, what its covariates add beyond their average; null without covariates.</param>
/// <param name="Effects">The effect of each centre on the standardised features.</param>
internal sealed record Standardisation(double[] Mean, double[] Deviation, double[]?[] CovariateEffects, BatchEffect[] Effects)
{
    public static Standardisation Of(IReadOnlyList<double[]> features, CombatDesign design, CombatOptions options)
    {
        int count = features.Count, reference = options.ReferenceBatch is null ? -1 : Array.IndexOf(design.Names, options.ReferenceBatch);
        var standard = new Standardisation(
            new double[count], new double[count], new double[count][], [.. design.Names.Select(_ => new BatchEffect(count, options.MeanOnly))]);
        Func<double[], double[]> regression = design.Regression();
        Parallel.For(0, count, j => standard.Fill(j, features[j], regression(features[j]), design, reference));
        return standard;
    }

    /// <summary>By least squares the residuals of a centre sum to 0, so that its mean is its coefficient and its variance that of its residuals.</summary>
    private void Fill(int feature, double[] values, double[] coefficients, CombatDesign design, int reference)
    {
        double[]? effects = design.CovariateEffects(coefficients);
        double average = effects?.Average() ?? 0, grand = 0, squares = 0;
        int present = 0;
        var residuals = new Residuals[design.Names.Length];
        for (int b = 0; b < residuals.Length; b++)
        {
            grand += reference >= 0 ? (b == reference ? coefficients[b] : 0) : coefficients[b] * design.Cases[b].Length / design.Count;
            residuals[b] = Residuals.Of(values, effects, design.Cases[b], coefficients[b]);
            if (reference < 0 || b == reference)
            {
                squares += residuals[b].Squares;
                present += residuals[b].Present;
            }
        }

        double deviation = Math.Sqrt(squares / present);
        Mean[feature] = grand + average;
        Deviation[feature] = deviation;
        CovariateEffects[feature] = effects is null ? null : [.. effects.Select(e => e - average)];
        for (int b = 0; b < residuals.Length; b++)
        {
            Effects[b].Set(feature, residuals[b], (coefficients[b] - grand) / deviation, deviation);
        }
    }
}

/// <summary>What a regression leaves of a feature in one centre.</summary>
/// <param name="Present">Cases that have the feature.</param>
/// <param name="Squares">Sum of their squared residuals.</param>
internal readonly record struct Residuals(int Present, double Squares)
{
    /// <summary>Residuals around a mean, beside the effects of covariates; missing values are left out.</summary>
    public static Residuals Of(double[] values, double[]? effects, int[] cases, double mean)
    {
        int present = 0;
        double squares = 0;
        foreach (int i in cases)
        {
            double residual = values[i] - mean - (effects is null ? 0 : effects[i]);
            if (!double.IsNaN(residual))
            {
                squares += residual * residual;
                present++;
            }
        }

        return new Residuals(present, squares);
    }
}
