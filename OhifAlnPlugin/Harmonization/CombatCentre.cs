namespace OhifAlnPlugin.Harmonization;

/// <summary>What ComBat knows of one centre: enough to harmonise any later case from it.</summary>
/// <param name="Name">The centre (batch).</param>
/// <param name="Cases">Cases it was estimated from.</param>
/// <param name="Mean">Mean of the standardisation, one per feature, in the feature's unit.</param>
/// <param name="Deviation">Standard deviation of the standardisation, one per feature, in the feature's unit.</param>
/// <param name="Shift">γ*: additive effect of the centre, in standard deviations; 0 for a reference.</param>
/// <param name="Scale">δ*: multiplicative effect on the variance; 1 for a reference.</param>
public sealed record CombatCentre(
    string Name,
    int Cases,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Deviation,
    IReadOnlyList<double> Shift,
    IReadOnlyList<double> Scale)
{
    /// <summary>Harmonises one value: ((x − mean)/deviation − γ*)/√δ* · deviation + mean.</summary>
    /// <param name="feature">Index of the feature.</param>
    /// <param name="value">Its value; NaN stays NaN.</param>
    /// <param name="covariates">What the case's covariates add to the mean beyond their average, in the feature's unit.</param>
    public double Harmonise(int feature, double value, double covariates = 0)
    {
        if (Shift[feature] == 0 && Scale[feature] == 1)
        {
            return value;
        }

        double mean = Mean[feature] + covariates, deviation = Deviation[feature];
        return ((((value - mean) / deviation) - Shift[feature]) / Math.Sqrt(Scale[feature]) * deviation) + mean;
    }
}
