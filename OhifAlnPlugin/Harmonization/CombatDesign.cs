using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Harmonization;

/// <summary>Which centre each case is from, with its covariates, as a regression design.</summary>
internal sealed class CombatDesign
{
    private readonly int[] _batchOf;
    private readonly IReadOnlyList<double[]> _covariates;

    private CombatDesign(string[] names, int[] batchOf, IReadOnlyList<double[]> covariates)
    {
        Names = names;
        _batchOf = batchOf;
        _covariates = covariates;
        Cases = [.. names.Select((_, b) => Enumerable.Range(0, batchOf.Length).Where(i => batchOf[i] == b).ToArray())];
    }

    /// <summary>The centres, in ordinal order.</summary>
    public string[] Names { get; }

    /// <summary>The cases of each centre.</summary>
    public int[][] Cases { get; }

    /// <summary>Number of cases.</summary>
    public int Count => _batchOf.Length;

    public static CombatDesign Of(IReadOnlyList<string> batches, IReadOnlyList<double[]> covariates)
    {
        string[] names = [.. batches.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length < 2)
        {
            throw new ArgumentException($"ComBat aligns centres to each other, and all {batches.Count} cases are of one centre.", nameof(batches));
        }

        if (covariates.FirstOrDefault(c => c.Length != batches.Count || !c.All(double.IsFinite)) is { } broken)
        {
            throw new ArgumentException($"Every covariate needs one finite value per case: {batches.Count}, not {broken.Count(double.IsFinite)}.", nameof(covariates));
        }

        return new CombatDesign(names, [.. batches.Select(b => Array.IndexOf(names, b))], covariates);
    }

    /// <summary>Regresses a feature on centres and covariates, leaving out the cases in which it is missing.</summary>
    /// <returns>One mean per centre, then one slope per covariate.</returns>
    /// <exception cref="ArgumentException">A covariate is a combination of centres and other covariates.</exception>
    public Func<double[], double[]> Regression()
    {
        if (_covariates.Count == 0)
        {
            return Means;
        }

        var whole = Solver([.. Enumerable.Range(0, Count)]);
        return values => Array.Exists(values, double.IsNaN)
            ? Solver([.. Enumerable.Range(0, Count).Where(i => !double.IsNaN(values[i]))])(values)
            : whole(values);
    }

    /// <summary>What the covariates of each case add to the mean of a feature; null without covariates.</summary>
    public double[]? CovariateEffects(double[] coefficients)
    {
        if (_covariates.Count == 0)
        {
            return null;
        }

        double[] effects = new double[Count];
        for (int k = 0; k < _covariates.Count; k++)
        {
            FixedLanes.AddScaled(effects, coefficients[Names.Length + k], _covariates[k]);
        }

        return effects;
    }

    /// <summary>Mean of a feature in each centre, cases in which it is missing left out: the regression without covariates.</summary>
    private double[] Means(double[] values) => [.. Cases.Select(cases => Mean(values, cases))];

    /// <summary>Mean of a feature over some cases, those in which it is missing left out; NaN of none.</summary>
    public static double Mean(double[] values, int[] cases)
    {
        double sum = 0;
        int present = 0;
        foreach (int i in cases)
        {
            if (!double.IsNaN(values[i]))
            {
                sum += values[i];
                present++;
            }
        }

        return sum / present;
    }

    private Func<double[], double[]> Solver(int[] rows)
    {
        int columns = Names.Length + _covariates.Count;
        var matrix = Matrix<double>.Build.Dense(rows.Length, columns, (r, c) =>
            c < Names.Length ? (_batchOf[rows[r]] == c ? 1 : 0) : _covariates[c - Names.Length][rows[r]]);
        if (rows.Length < columns || matrix.Rank() < columns)
        {
            throw new ArgumentException("A covariate is confounded with the centres: ComBat cannot tell its effect from theirs. Leave it out.", nameof(rows));
        }

        var qr = matrix.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
        return values => [.. qr.Solve(Vector<double>.Build.Dense(rows.Length, r => values[rows[r]]))];
    }
}
