namespace OhifAlnPlugin.Radiomics.Features.Glcm;

/// <summary>Cells of a co-occurrence matrix that are not empty.</summary>
/// <param name="Rows">Level i of each cell.</param>
/// <param name="Columns">Level j of each cell; j ≥ i when symmetric.</param>
/// <param name="Counts">Count of cell (i, j); a symmetric matrix has the same at (j, i).</param>
/// <param name="Symmetric">Whether cells with i &lt; j stand for (j, i) too.</param>
internal sealed record CooccurrenceCells(int[] Rows, int[] Columns, double[] Counts, bool Symmetric)
{
    /// <summary>Σᵢⱼ of the counts.</summary>
    public double Total
    {
        get
        {
            double total = 0;
            for (int n = 0; n < Counts.Length; n++)
            {
                total += Symmetric && Rows[n] != Columns[n] ? 2 * Counts[n] : Counts[n];
            }

            return total;
        }
    }
}
