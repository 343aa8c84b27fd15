using MathNet.Numerics.LinearAlgebra;

namespace OhifAlnPlugin.Statistics;

/// <summary>Intercept and columns of predictors, without those that add nothing.</summary>
internal sealed class DesignMatrix
{
    /// <summary>Name of the intercept, as in R.</summary>
    public const string Intercept = "(Intercept)";

    /// <summary>Part of a column's norm below which it is a combination of the columns before it.</summary>
    private const double Aliased = 1e-7;

    private DesignMatrix(string[] terms, double[][] columns, int[] kept)
    {
        Terms = terms;
        Kept = kept;
        Matrix = Matrix<double>.Build.DenseOfColumnArrays([.. kept.Select(k => columns[k])]);
    }

    /// <summary>All terms.</summary>
    public string[] Terms { get; }

    /// <summary>Indices of the terms that are estimated; the others are combinations of earlier ones.</summary>
    public int[] Kept { get; }

    /// <summary>Cases × kept terms.</summary>
    public Matrix<double> Matrix { get; }

    public static DesignMatrix Of(IReadOnlyList<Predictor> predictors, int cases, bool intercept = true)
    {
        List<string> terms = intercept ? [Intercept] : [];
        List<double[]> columns = intercept ? [[.. Enumerable.Repeat(1.0, cases)]] : [];
        foreach (Predictor predictor in predictors)
        {
            terms.AddRange(predictor.Terms);
            columns.AddRange(predictor.Columns);
        }

        int wrong = columns.FindIndex(c => c.Length != cases);
        if (wrong >= 0)
        {
            throw new ArgumentException($"'{terms[wrong]}' has {columns[wrong].Length} values for {cases} cases.", nameof(predictors));
        }

        return new DesignMatrix([.. terms], [.. columns], Independent(columns));
    }

    /// <summary>Estimates of the kept terms among all terms; NaN for the others.</summary>
    public double[] Spread(Vector<double> kept)
    {
        double[] all = new double[Terms.Length];
        Array.Fill(all, double.NaN);
        for (int k = 0; k < Kept.Length; k++)
        {
            all[Kept[k]] = kept[k];
        }

        return all;
    }

    /// <summary>The same of a covariance matrix.</summary>
    public double[,] Spread(Matrix<double> kept)
    {
        double[,] all = new double[Terms.Length, Terms.Length];
        for (int i = 0; i < Terms.Length; i++)
        {
            for (int j = 0; j < Terms.Length; j++)
            {
                int a = Array.IndexOf(Kept, i), b = Array.IndexOf(Kept, j);
                all[i, j] = a < 0 || b < 0 ? double.NaN : kept[a, b];
            }
        }

        return all;
    }

    /// <summary>Orthogonalises each column against those before it (twice, for rounding) and keeps it when enough remains.</summary>
    private static int[] Independent(List<double[]> columns)
    {
        List<int> kept = [];
        List<Vector<double>> basis = [];
        for (int j = 0; j < columns.Count; j++)
        {
            var column = Vector<double>.Build.Dense([.. columns[j]]);
            double norm = column.L2Norm();
            foreach (Vector<double> direction in basis.Concat(basis))
            {
                column -= direction * direction.DotProduct(column);
            }

            if (norm > 0 && column.L2Norm() > Aliased * norm)
            {
                kept.Add(j);
                basis.Add(column.Normalize(2));
            }
        }

        return [.. kept];
    }
}
