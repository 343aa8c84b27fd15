using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Variances of the voxel centres along their principal axes.</summary>
internal static class PrincipalAxes
{
    /// <summary>Negative variances up to this size are rounding.</summary>
    private const double Rounding = -1e-10;

    /// <summary>Eigenvalues of the covariance of the voxel centres, divided by the number of voxels.</summary>
    /// <param name="roi">The ROI.</param>
    /// <returns>mm², ascending; 0 along axes without extent.</returns>
    /// <remarks>Sums are whole numbers, so the covariance is exact up to its last rounding.</remarks>
    public static (double Least, double Minor, double Major) Variances(RoiGrid roi)
    {
        Int128 x = 0, y = 0, z = 0, xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
        int slice = roi.Box.SizeX * roi.Box.SizeY;
        foreach (int n in roi.BoxOffsets)
        {
            long i = n % roi.Box.SizeX, j = n % slice / roi.Box.SizeX, k = n / slice;
            (x, y, z) = (x + i, y + j, z + k);
            (xx, yy, zz) = (xx + (i * i), yy + (j * j), zz + (k * k));
            (xy, xz, yz) = (xy + (i * j), xz + (i * k), yz + (j * k));
        }

        Int128 count = roi.Count;
        double squared = (double)count * roi.Count;
        double Covariance(Int128 product, Int128 first, Int128 second, double scale) =>
            (double)((count * product) - (first * second)) / squared * scale;
        double[] eigenvalues = SymmetricEigenvalues.Of(
            Covariance(xx, x, x, roi.SpacingX * roi.SpacingX), Covariance(yy, y, y, roi.SpacingY * roi.SpacingY), Covariance(zz, z, z, roi.SpacingZ * roi.SpacingZ),
            Covariance(xy, x, y, roi.SpacingX * roi.SpacingY), Covariance(xz, x, z, roi.SpacingX * roi.SpacingZ), Covariance(yz, y, z, roi.SpacingY * roi.SpacingZ));
        for (int n = 0; n < 3; n++)
        {
            eigenvalues[n] = eigenvalues[n] is < 0 and > Rounding ? 0 : eigenvalues[n];
        }

        return (eigenvalues[0], eigenvalues[1], eigenvalues[2]);
    }
}
