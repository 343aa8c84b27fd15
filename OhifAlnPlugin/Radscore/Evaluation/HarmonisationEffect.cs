using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>How far the features of centres lie apart, before and after ComBat.</summary>
/// <param name="Centres">Centre of each patient.</param>
/// <param name="Features">Each feature with the Kruskal-Wallis p between the centres before and after.</param>
/// <param name="Before">First two principal components of the z-scored features of each patient.</param>
/// <param name="After">The same after ComBat, on components of its own.</param>
/// <param name="LeftOut">Features left out because a value is missing or nothing varies in a centre.</param>
/// <remarks>ComBat is fitted here to all centres together, without outcome or other covariates, to describe the centres; a bundle's own harmonisation is not touched.</remarks>
public sealed record HarmonisationEffect(
    IReadOnlyList<string> Centres, IReadOnlyList<(string Feature, double Before, double After)> Features, PrincipalComponents Before, PrincipalComponents After, int LeftOut)
{
    /// <summary>p below which a feature counts as different between centres.</summary>
    public const double Limit = 0.05;

    private const int FewestFeatures = 2;

    /// <summary>Part of the features that differ between the centres before ComBat.</summary>
    public double DifferentBefore => Features.Count(f => f.Before < Limit) / (double)Features.Count;

    /// <summary>The same after it.</summary>
    public double DifferentAfter => Features.Count(f => f.After < Limit) / (double)Features.Count;

    /// <summary>Computes it.</summary>
    /// <param name="names">Names of the features.</param>
    /// <param name="values">Per feature, one value per patient.</param>
    /// <param name="centres">Centre of each patient; at least two, each with two patients or more.</param>
    /// <exception cref="ArgumentException">There are fewer than two centres, a centre has one patient, or fewer than two features are complete.</exception>
    public static HarmonisationEffect Of(IReadOnlyList<string> names, IReadOnlyList<double[]> values, IReadOnlyList<string> centres)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(centres);
        int[][] members = [.. Enumerable.Range(0, centres.Count).GroupBy(p => centres[p], StringComparer.Ordinal).Select(g => g.ToArray())];
        if (members.Length < 2 || members.Any(m => m.Length < 2))
        {
            throw new ArgumentException(
                members.Length < 2 ? $"All patients are of one centre, '{centres[0]}'." : $"The centre '{centres[members.First(m => m.Length < 2)[0]]}' has a single patient.", nameof(centres));
        }

        int[] kept = [.. Enumerable.Range(0, names.Count).Where(f => values[f].All(double.IsFinite) && members.All(m => m.Any(p => values[f][p] != values[f][m[0]])))];
        if (kept.Length < FewestFeatures)
        {
            throw new ArgumentException($"{kept.Length} features are complete and vary in every centre; ComBat needs {FewestFeatures}.", nameof(values));
        }

        double[][] before = [.. kept.Select(f => values[f])];
        IReadOnlyList<double[]> after = Combat.Fit(before, centres).Harmonised;
        double P(double[] feature) => GroupTests.KruskalWallis([.. members.Select(m => m.Select(p => feature[p]).ToArray())]).PValue;
        return new HarmonisationEffect(
            [.. centres], [.. kept.Select((f, k) => (names[f], P(before[k]), P(after[k])))], PrincipalComponents.Of(before), PrincipalComponents.Of(after), names.Count - kept.Length);
    }
}

/// <summary>Patients in the plane in which their z-scored features vary most.</summary>
/// <param name="Scores">First and second component of each patient.</param>
/// <param name="Explained">Part of the variance that each of the two explains.</param>
public sealed record PrincipalComponents(IReadOnlyList<(double First, double Second)> Scores, (double First, double Second) Explained)
{
    private const int Iterations = 500;
    private const double Tolerance = 1e-10;

    /// <summary>Finds the plane by orthogonal iteration from a fixed start.</summary>
    /// <param name="features">Per feature, one value per patient; at least two features that vary.</param>
    internal static PrincipalComponents Of(IReadOnlyList<double[]> features)
    {
        Matrix<double> z = Matrix<double>.Build.DenseOfColumnArrays([.. features.Select(f => Scaling.ZScores(f))]);
        Matrix<double> axes = Matrix<double>.Build.Dense(z.ColumnCount, 2, (i, j) => Math.Cos((i + 1) * (j + 1)));
        var lengths = Vector<double>.Build.Dense(2);
        for (int i = 0; i < Iterations; i++)
        {
            axes = axes.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
            Matrix<double> next = z.TransposeThisAndMultiply(z * axes);
            Vector<double> found = next.ColumnNorms(2);
            double change = (found - lengths).AbsoluteMaximum() / found.AbsoluteMaximum();
            (axes, lengths) = (next, found);
            if (change < Tolerance)
            {
                break;
            }
        }

        axes = axes.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        Matrix<double> scores = z * axes;
        double total = (double)z.RowCount * z.ColumnCount;
        return new PrincipalComponents(
            [.. Enumerable.Range(0, z.RowCount).Select(p => (scores[p, 0], scores[p, 1]))],
            (scores.Column(0).DotProduct(scores.Column(0)) / total, scores.Column(1).DotProduct(scores.Column(1)) / total));
    }
}
