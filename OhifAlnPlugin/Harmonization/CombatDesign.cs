using MathNet.Numerics.LinearAlgebra;

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
        var whole = Solver([.. Enumerable.Range(0, Count)]);
        return values => Array.Exists(values, double.IsNaN)
            ? Solver([.. Enumerable.Range(0, Count).Where(i => !double.IsNaN(values[i]))])(values)
            : whole(values);
    }

    /// <summary>What the covariates of a case add to the mean of a feature.</summary>
    public double CovariateEffect(double[] coefficients, int row)
    {
        double sum = 0;
        for (int k = 0; k < _covariates.Count; k++)
        {
            sum += coefficients[Names.Length + k] * _covariates[k][row];
        }

        return sum;
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
