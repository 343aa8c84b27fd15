namespace OhifAlnPlugin.Harmonization;

/// <summary>Features without their overall mean, variance and covariate effects, so that the centres' effects are comparable over features.</summary>
/// <param name="Mean">Mean per feature: of the reference centre, else of the centres weighted by their cases, plus the average covariate effect.</param>
/// <param name="Deviation">√ of the mean squared residual, over the reference's cases, else over all.</param>
/// <param name="CovariateEffects">Per feature and case, what its covariates add beyond their average.</param>
/// <param name="Values">Per feature and case, (x − mean − covariate effect)/deviation.</param>
internal sealed record Standardisation(double[] Mean, double[] Deviation, double[][] CovariateEffects, double[][] Values)
{
    public static Standardisation Of(IReadOnlyList<double[]> features, CombatDesign design, int reference)
    {
        int count = features.Count;
        var standard = new Standardisation(new double[count], new double[count], new double[count][], new double[count][]);
        Func<double[], double[]> regression = design.Regression();
        Parallel.For(0, count, j => standard.Fill(j, features[j], regression(features[j]), design, reference));
        return standard;
    }

    private void Fill(int feature, double[] values, double[] coefficients, CombatDesign design, int reference)
    {
        double[] effects = [.. Enumerable.Range(0, design.Count).Select(i => design.CovariateEffect(coefficients, i))];
        double averageEffect = effects.Average(), grand = 0;
        for (int b = 0; b < design.Names.Length; b++)
        {
            grand += reference >= 0 ? (b == reference ? coefficients[b] : 0) : coefficients[b] * design.Cases[b].Length / design.Count;
        }

        double squares = 0;
        int present = 0;
        for (int b = 0; b < design.Names.Length; b++)
        {
            foreach (int i in design.Cases[b].Where(i => (reference < 0 || b == reference) && !double.IsNaN(values[i])))
            {
                double residual = values[i] - coefficients[b] - effects[i];
                squares += residual * residual;
                present++;
            }
        }

        double deviation = Math.Sqrt(squares / present);
        Mean[feature] = grand + averageEffect;
        Deviation[feature] = deviation;
        CovariateEffects[feature] = [.. effects.Select(e => e - averageEffect)];
        Values[feature] = [.. values.Select((v, i) => (v - grand - effects[i]) / deviation)];
    }
}
