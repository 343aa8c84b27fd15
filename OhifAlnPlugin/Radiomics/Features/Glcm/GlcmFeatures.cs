namespace OhifAlnPlugin.Radiomics.Features.Glcm;

/// <summary>
/// Features of the grey level co-occurrence matrix p(i, j), with marginals px, py, means µx, µy, standard deviations σx, σy,
/// p₊(k) the share of pairs with i + j = k and p₋(k) that with |i − j| = k. Computed per direction and averaged over the
/// directions.
/// </summary>
internal static class GlcmFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "glcm";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<CooccurrenceMatrix>[] All =
    [
        new("Autocorrelation", "QWB0", "1", "[1, Ng²]", "Σᵢⱼ p(i,j) i j", p => (CooccurrenceMatrix.Moment(p.Sums, 0, 2) - Contrast(p)) / 4),
        new("ClusterProminence", "AE86", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(i + j − µx − µy)⁴", p => Cluster(p, 4)),
        new("ClusterShade", "7NFM", "1", "(−∞, ∞)", "Σᵢⱼ p(i,j)(i + j − µx − µy)³", p => Cluster(p, 3)),
        new("ClusterTendency", "DG8W", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(i + j − µx − µy)²", p => Cluster(p, 2)),
        new("Contrast", "ACUI", "1", "[0, (Ng − 1)²]", "Σₖ k² p₋(k)", Contrast),
        new("Correlation", "NI2N", "1", "[−1, 1]; 1 when σx σy = 0", "Σᵢⱼ p(i,j)(i − µx)(j − µy) ÷ (σx σy)", Correlation),
        new("DifferenceAverage", "TF7R", "1", "[0, Ng − 1]", "Σₖ k p₋(k)", p => CooccurrenceMatrix.Moment(p.Differences, 0, 1)),
        new("DifferenceEntropy", "NTRS", "bit", "[0, log₂ Ng]", "−Σₖ p₋(k) log₂(p₋(k) + ε)", p => CooccurrenceMatrix.EntropyOf(p.Differences)),
        new("DifferenceVariance", "D3YU", "1", "[0, ∞)", "Σₖ (k − DifferenceAverage)² p₋(k)", p => CooccurrenceMatrix.Moment(p.Differences, CooccurrenceMatrix.Moment(p.Differences, 0, 1), 2)),
        new("Id", "IB1Z", "1", "(0, 1]", "Σₖ p₋(k) ÷ (1 + k)", p => Inverse(p, k => 1 + k)),
        new("Idm", "WF0Z", "1", "(0, 1]", "Σₖ p₋(k) ÷ (1 + k²)", p => Inverse(p, k => 1 + (k * k))),
        new("Idmn", "1QCO", "1", "(0, 1]", "Σₖ p₋(k) ÷ (1 + k²/Ng²)", p => Inverse(p, k => 1 + (k * k / ((double)p.Highest * p.Highest)))),
        new("Idn", "NDRX", "1", "(0, 1]", "Σₖ p₋(k) ÷ (1 + k/Ng)", p => Inverse(p, k => 1 + (k / p.Highest))),
        new("Imc1", "R8DG", "1", "[−1, 0]; 0 when the entropies are 0", "(HXY − HXY1) ÷ max(HX, HY)", Imc1),
        new("Imc2", "JN9H", "1", "[0, 1)", "√(1 − exp(−2(HXY2 − HXY)))", Imc2),
        new("InverseVariance", "E8JP", "1", "[0, 1]", "Σₖ₌₁ p₋(k) ÷ k²", p => Inverse(p, k => k == 0 ? double.PositiveInfinity : k * k)),
        new("JointAverage", "60VM", "1", "[1, Ng]", "µx = Σᵢⱼ p(i,j) i", p => p.MeanX),
        new("JointEnergy", "8ZQL", "1", "(0, 1]", "Σᵢⱼ p(i,j)²", p => p.Energy),
        new("JointEntropy", "TU9B", "bit", "[0, 2 log₂ Ng]", "HXY = −Σᵢⱼ p(i,j) log₂(p(i,j) + ε)", p => p.Entropy),
        new("MCC", null, "1", "[0, 1]; 1 when the ROI has one level", "√ of the second largest eigenvalue of Q(i,j) = Σₖ p(i,k) p(j,k) ÷ (px(i) py(k) + ε)", p => p.MaximalCorrelationCoefficient),
        new("MaximumProbability", "GYBY", "1", "(0, 1]", "max p(i,j)", p => p.Largest),
        new("SumAverage", "ZGXS", "1", "[2, 2 Ng]", "Σₖ k p₊(k)", p => CooccurrenceMatrix.Moment(p.Sums, 0, 1)),
        new("SumEntropy", "P6QZ", "bit", "[0, log₂(2 Ng − 1)]", "−Σₖ p₊(k) log₂(p₊(k) + ε)", p => CooccurrenceMatrix.EntropyOf(p.Sums)),
        new("SumSquares", "UR99", "1", "[0, ∞)", "Σᵢⱼ p(i,j)(i − µx)²", p => CooccurrenceMatrix.Moment(p.Px, p.MeanX, 2)),
    ];

    private static double Cluster(CooccurrenceMatrix p, int power) => CooccurrenceMatrix.Moment(p.Sums, p.MeanX + p.MeanY, power);

    private static double Contrast(CooccurrenceMatrix p) => CooccurrenceMatrix.Moment(p.Differences, 0, 2);

    /// <summary>4(i − µx)(j − µy) = (i + j − µx − µy)² − (i − j − µx + µy)², so the covariance follows from p₊ and p₋.</summary>
    private static double Correlation(CooccurrenceMatrix p)
    {
        double shift = p.MeanX - p.MeanY;
        double covariance = (Cluster(p, 2) - Contrast(p) + (shift * shift)) / 4;
        double sigmas = Math.Sqrt(CooccurrenceMatrix.Moment(p.Px, p.MeanX, 2)) * Math.Sqrt(CooccurrenceMatrix.Moment(p.Py, p.MeanY, 2));
        return sigmas == 0 ? 1 : covariance / sigmas;
    }

    private static double Inverse(CooccurrenceMatrix p, Func<double, double> divisor)
    {
        double sum = 0;
        for (int k = 0; k < p.Differences.Length; k++)
        {
            sum += p.Differences[k] / divisor(k);
        }

        return sum;
    }

    private static double Imc1(CooccurrenceMatrix p)
    {
        double largest = Math.Max(p.Hx, p.Hy);
        return p.IsSingleLevel || largest == 0 ? 0 : (p.Entropy - p.Hxy1) / largest;
    }

    private static double Imc2(CooccurrenceMatrix p) =>
        p.IsSingleLevel || p.Hxy2 == p.Entropy ? 0 : Math.Sqrt(1 - Math.Exp(-2 * (p.Hxy2 - p.Entropy)));
}
