namespace OhifAlnPlugin.Radiomics.Features.FirstOrder;

/// <summary>
/// First-order features: the distribution of the intensities, wherever they lie. X: the Np intensities of the ROI,
/// µ their mean, c the setting voxelArrayShift, p(i) the share of grey level i after discretisation.
/// </summary>
internal static class FirstOrderFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "firstorder";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<IntensityStatistics>[] All =
    [
        new("10Percentile", "QG58", "I", "[min X, max X]", "10th percentile of X, linear between order statistics", x => x.Percentile(10)),
        new("90Percentile", "8DWT", "I", "[min X, max X]", "90th percentile of X, linear between order statistics", x => x.Percentile(90)),
        new("Energy", "N8CA", "I²", "[0, ∞)", "Σ (X + c)²", x => x.Energy),
        new("Entropy", "TLU2", "bit", "[0, log₂ Ng]", "−Σᵢ p(i) log₂(p(i) + ε)", x => x.Entropy()),
        new("InterquartileRange", "SALO", "I", "[0, ∞)", "75th − 25th percentile of X", x => x.Percentile(75) - x.Percentile(25)),
        new("Kurtosis", "IPH6", "1", "[1, ∞); 0 when X is constant", "µ₄ / µ₂²", x => x.M2 == 0 ? 0 : x.M4 / (x.M2 * x.M2))
        {
            Deviation = "IBSI subtracts 3 (excess kurtosis).",
        },
        new("Maximum", "84IY", "I", "(−∞, ∞)", "max X", x => x.Maximum),
        new("MeanAbsoluteDeviation", "4FUA", "I", "[0, ∞)", "Σ |X − µ| / Np", x => x.MeanAbsoluteDeviation()),
        new("Mean", "Q4LE", "I", "(−∞, ∞)", "Σ X / Np", x => x.Mean),
        new("Median", "Y12H", "I", "[min X, max X]", "50th percentile of X", x => x.Percentile(50)),
        new("Minimum", "1GSF", "I", "(−∞, ∞)", "min X", x => x.Minimum),
        new("Range", "2OJQ", "I", "[0, ∞)", "max X − min X", x => x.Maximum - x.Minimum),
        new("RobustMeanAbsoluteDeviation", "1128", "I", "[0, ∞); NaN when no voxel lies between the percentiles", "mean distance from their own mean of the X from the 10th to the 90th percentile, both included", x => x.RobustMeanAbsoluteDeviation()),
        new("RootMeanSquared", "5ZWQ", "I", "[0, ∞)", "√(Σ (X + c)² / Np)", x => Math.Sqrt(x.Energy / x.Count)),
        new("Skewness", "KE2M", "1", "(−∞, ∞); 0 when X is constant", "µ₃ / µ₂^1.5", x => x.M2 == 0 ? 0 : x.M3 / Math.Pow(x.M2, 1.5)),
        new("StandardDeviation", null, "I", "[0, ∞)", "√µ₂", x => Math.Sqrt(x.M2)) { OnRequest = true },
        new("TotalEnergy", null, "I²·mm³", "[0, ∞)", "voxel volume · Σ (X + c)²", x => x.VoxelVolumeMm3 * x.Energy),
        new("Uniformity", "BJ5W", "1", "[1/Ng, 1]", "Σᵢ p(i)²", x => x.Uniformity()),
        new("Variance", "ECT3", "I²", "[0, ∞)", "µ₂ = Σ (X − µ)² / Np", x => x.M2),
    ];
}
