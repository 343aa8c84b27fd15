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
    /// <summary>Harmonises one value: (x − mean − γ*·deviation)/√δ* + mean.</summary>
    /// <param name="feature">Index of the feature.</param>
    /// <param name="value">Its value; NaN stays NaN.</param>
    public double Harmonise(int feature, double value) => EffectOn(feature).Remove(value, 0);

    /// <summary>What this centre does to a feature.</summary>
    /// <param name="feature">Index of the feature.</param>
    internal CentreEffect EffectOn(int feature) =>
        new(Mean[feature], Shift[feature] * Deviation[feature], Shift[feature] == 0 && Scale[feature] == 1 ? 0 : 1 / Math.Sqrt(Scale[feature]));
}

/// <summary>What a centre does to one feature.</summary>
/// <param name="Mean">Mean of the standardisation.</param>
/// <param name="Shift">Additive effect, in the feature's unit.</param>
/// <param name="Narrowing">1/√δ*; 0 when the centre leaves the feature as it is.</param>
internal readonly record struct CentreEffect(double Mean, double Shift, double Narrowing)
{
    /// <summary>A value without the effect.</summary>
    /// <param name="value">The value; NaN stays NaN.</param>
    /// <param name="covariates">What the case's covariates add to the mean beyond their average, in the feature's unit.</param>
    public double Remove(double value, double covariates)
    {
        double mean = Mean + covariates;
        return Narrowing == 0 ? value : ((value - mean - Shift) * Narrowing) + mean;
    }
}
