using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>
/// Probability of a high axillary nodal burden (≥ 3 positive nodes), given the properties of the lesion:
/// p = 1 / (1 + exp(−(intercept + slope·η))), η = 0.62·size + 0.45·outline + 0.40·heterogeneity + 0.30·core + 0.30·washout.
/// </summary>
/// <remarks>
/// Size is (ln R − ln 10.5 mm)/0.42; outline, heterogeneity and core are centred and scaled to about unit variance; washout is ±1.
/// Intercept and slope are calibrated on <see cref="CalibrationDraws"/> drawn lesions so that the share of high burden and the area under the
/// ROC curve of p itself are what is asked for. Everything else about a phantom is independent of the burden given the lesion.
/// </remarks>
public sealed record BurdenModel
{
    /// <summary>Lesions drawn for the calibration; the standard error of the area is then about 0.004.</summary>
    public const int CalibrationDraws = 20_000;

    private const ulong CalibrationSeed = 0x5EED_0001;

    /// <summary>Logit of the probability at η = 0.</summary>
    public required double Intercept { get; init; }

    /// <summary>Change of the logit per unit of η, ≥ 0.</summary>
    public required double Slope { get; init; }

    /// <summary>Finds intercept and slope for an area under the curve and a share of high burden.</summary>
    /// <param name="trueAuc">Area under the ROC curve of the generating probability, in [0.5, 0.97].</param>
    /// <param name="prevalence">Share of high burden, in [0.05, 0.95].</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public static BurdenModel Calibrate(double trueAuc = 0.80, double prevalence = 0.35)
    {
        Check(trueAuc, prevalence);
        double[] eta = new double[CalibrationDraws];
        var random = new SeededRandom(CalibrationSeed);
        for (int n = 0; n < eta.Length; n++)
        {
            eta[n] = Predictor(LesionProperties.Draw(random));
        }

        Array.Sort(eta);
        double low = 0, high = 16;
        for (int step = 0; step < 30; step++)
        {
            double middle = (low + high) / 2;
            if (AreaOf(eta, InterceptFor(eta, middle, prevalence), middle) < trueAuc)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return new BurdenModel { Slope = low, Intercept = InterceptFor(eta, low, prevalence) };
    }

    /// <summary>Probability of a high burden.</summary>
    /// <param name="lesion">The lesion.</param>
    /// <returns>In (0, 1).</returns>
    public double Probability(LesionProperties lesion)
    {
        ArgumentNullException.ThrowIfNull(lesion);
        return LogisticFunction.Of(Intercept + (Slope * Predictor(lesion)));
    }

    /// <summary>The linear predictor η of a lesion: 0 on average, larger for larger, less round, more uneven lesions with washout.</summary>
    /// <param name="lesion">The lesion.</param>
    /// <returns>Dimensionless, standard deviation about 1.</returns>
    public static double Predictor(LesionProperties lesion)
    {
        ArgumentNullException.ThrowIfNull(lesion);
        double size = (Math.Log(lesion.RadiusMm) - Math.Log(10.5)) / 0.42;
        double outline = (lesion.Irregularity + (0.0045 * lesion.Spicules) - 0.20) / 0.12;
        double heterogeneity = (lesion.Heterogeneity - 0.225) / 0.10;
        double core = (lesion.Core - 0.15) / 0.26;
        double washout = lesion.Curve == KineticCurve.Washout ? 1 : -1;
        return (0.62 * size) + (0.45 * outline) + (0.40 * heterogeneity) + (0.30 * core) + (0.30 * washout);
    }

    /// <summary>Refuses what no model can be calibrated for.</summary>
    /// <param name="trueAuc">Area under the curve.</param>
    /// <param name="prevalence">Share of high burden.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    internal static void Check(double trueAuc, double prevalence)
    {
        if (trueAuc is not (>= 0.5 and <= 0.97))
        {
            throw new ArgumentOutOfRangeException(nameof(trueAuc), trueAuc, "The true area under the curve must lie in [0.5, 0.97].");
        }

        if (prevalence is not (>= 0.05 and <= 0.95))
        {
            throw new ArgumentOutOfRangeException(nameof(prevalence), prevalence, "The share of high burden must lie in [0.05, 0.95].");
        }
    }

    private static double InterceptFor(double[] eta, double slope, double prevalence)
    {
        double low = -60, high = 60;
        for (int step = 0; step < 40; step++)
        {
            double middle = (low + high) / 2, sum = 0;
            foreach (double e in eta)
            {
                sum += LogisticFunction.Of(middle + (slope * e));
            }

            (low, high) = sum / eta.Length < prevalence ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>Area under the curve of η (sorted) when each outcome has its probability: Σᵢ pᵢ·Σ_{j&lt;i}(1−pⱼ) ÷ (Σp·Σ(1−p)).</summary>
    private static double AreaOf(double[] sorted, double intercept, double slope)
    {
        double positives = 0, negatives = 0, ordered = 0;
        foreach (double e in sorted)
        {
            double p = LogisticFunction.Of(intercept + (slope * e));
            ordered += p * (negatives + (0.5 * (1 - p)));
            positives += p;
            negatives += 1 - p;
        }

        return ordered / (positives * negatives);
    }
}
