namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Eigenvalues of a symmetric 3×3 matrix.</summary>
internal static class SymmetricEigenvalues
{
    /// <summary>Computes them by Jacobi rotations.</summary>
    /// <returns>Three eigenvalues, ascending.</returns>
    /// <remarks>Golub and Van Loan, Matrix Computations, 8.5; accurate for small eigenvalues too, and exact zeros stay.</remarks>
    public static double[] Of(double xx, double yy, double zz, double xy, double xz, double yz)
    {
        double[,] a = { { xx, xy, xz }, { xy, yy, yz }, { xz, yz, zz } };
        for (int sweep = 0; sweep < 50; sweep++)
        {
            double off = Math.Abs(a[0, 1]) + Math.Abs(a[0, 2]) + Math.Abs(a[1, 2]);
            if (off <= 1e-17 * (Math.Abs(a[0, 0]) + Math.Abs(a[1, 1]) + Math.Abs(a[2, 2])))
            {
                break;
            }

            Rotate(a, 0, 1, 2);
            Rotate(a, 0, 2, 1);
            Rotate(a, 1, 2, 0);
        }

        double[] eigenvalues = [a[0, 0], a[1, 1], a[2, 2]];
        Array.Sort(eigenvalues);
        return eigenvalues;
    }

    private static void Rotate(double[,] a, int p, int q, int other)
    {
        if (a[p, q] == 0)
        {
            return;
        }

        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c, apq = a[p, q];
        a[p, p] -= t * apq;
        a[q, q] += t * apq;
        (a[p, q], a[q, p]) = (0, 0);
        (double ap, double aq) = (a[other, p], a[other, q]);
        a[other, p] = a[p, other] = (c * ap) - (s * aq);
        a[other, q] = a[q, other] = (s * ap) + (c * aq);
    }
}
