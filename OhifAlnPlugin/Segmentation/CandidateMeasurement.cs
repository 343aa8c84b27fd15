using MathNet.Numerics.LinearAlgebra;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Measures the features of candidates in one coarse study.</summary>
/// <param name="study">The study.</param>
/// <param name="region">Its body and breasts.</param>
internal sealed class CandidateMeasurement(CoarseStudy study, BreastRegion region)
{
    private const double ShellFromMm = 1.6, ShellToMm = 5;

    private readonly double _strong = StrongEnhancement(study, region);

    /// <summary>Measures one region.</summary>
    /// <param name="mask">The region on the grid of <paramref name="box"/>, not empty.</param>
    /// <param name="box">Where on the coarse grid it lies.</param>
    public CandidateFeatures Of(Mask mask, IndexBox box)
    {
        VolumeGeometry g = mask.Geometry;
        float[] enhancement = study.Enhancement.Crop(box).Voxels, pre = study.Pre.Crop(box).Voxels;
        byte[] body = region.Body.Crop(box).Voxels, breasts = region.Breasts.Crop(box).Voxels, hanging = region.Hanging.Crop(box).Voxels;
        float[] outward = EuclideanDistance.SquaredMm(mask), inward = EuclideanDistance.SquaredDepthMm(mask);
        double inside = 0, shell = 0, signal = 0, skin = 0;
        float deepest = 0;
        int count = 0, shellCount = 0, inBreast = 0, inFront = 0, onBorder = 0;
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            if (mask.Voxels[n] != 0)
            {
                (int i, int j, int k) = g.IndicesOf(n);
                int at = study.Pre.Geometry.Offset(i + box.MinI, j + box.MinJ, k + box.MinK);
                count++;
                inside += enhancement[n];
                signal += pre[n];
                skin += region.SkinDepthMm[at];
                inBreast += breasts[n];
                inFront += hanging[n];
                onBorder += IsOnBorder(i + box.MinI, j + box.MinJ, k + box.MinK) ? 1 : 0;
                deepest = Math.Max(deepest, inward[n]);
            }
            else if (outward[n] is > (float)(ShellFromMm * ShellFromMm) and <= (float)(ShellToMm * ShellToMm) && body[n] != 0)
            {
                shellCount++;
                shell += enhancement[n];
            }
        }

        (double fullness, double elongation) = Shape(mask, count);
        return new(
            count * g.VoxelVolumeMm3, 2 * Math.Sqrt(deepest), fullness, elongation,
            ((inside / count) - (shellCount > 0 ? shell / shellCount : 0)) / _strong, inside / Math.Max(signal, 1e-6),
            skin / count, (double)inBreast / count, (double)inFront / count, (double)onBorder / count);
    }

    private bool IsOnBorder(int i, int j, int k)
    {
        VolumeGeometry g = study.Pre.Geometry;
        return i == 0 || j == 0 || k == 0 || i == g.SizeX - 1 || j == g.SizeY - 1 || k == g.SizeZ - 1;
    }

    private static double StrongEnhancement(CoarseStudy study, BreastRegion region)
    {
        float[] inBreasts = [.. study.Enhancement.Voxels.Where((_, n) => region.Breasts.Voxels[n] != 0)];
        return inBreasts.Length == 0 ? 1 : Math.Max(1e-6, Quantile.OfScratch(inBreasts, 0.997));
    }

    /// <summary>Fullness and elongation from the eigenvalues λ₁ ≥ λ₂ ≥ λ₃ of the second central moments; an ellipsoid has semi-axes √(5λ).</summary>
    private static (double Fullness, double Elongation) Shape(Mask mask, int count)
    {
        VolumeGeometry g = mask.Geometry;
        Vector3 sum = default;
        double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            if (mask.Voxels[n] != 0)
            {
                (int i, int j, int k) = g.IndicesOf(n);
                Vector3 p = new(i * g.SpacingMm.X, j * g.SpacingMm.Y, k * g.SpacingMm.Z);
                sum += p;
                (xx, yy, zz) = (xx + (p.X * p.X), yy + (p.Y * p.Y), zz + (p.Z * p.Z));
                (xy, xz, yz) = (xy + (p.X * p.Y), xz + (p.X * p.Z), yz + (p.Y * p.Z));
            }
        }

        Vector3 m = (1.0 / count) * sum, s = g.SpacingMm;
        Matrix<double> moments = Matrix<double>.Build.DenseOfArray(new[,]
        {
            { (xx / count) - (m.X * m.X) + (s.X * s.X / 12), (xy / count) - (m.X * m.Y), (xz / count) - (m.X * m.Z) },
            { (xy / count) - (m.X * m.Y), (yy / count) - (m.Y * m.Y) + (s.Y * s.Y / 12), (yz / count) - (m.Y * m.Z) },
            { (xz / count) - (m.X * m.Z), (yz / count) - (m.Y * m.Z), (zz / count) - (m.Z * m.Z) + (s.Z * s.Z / 12) },
        });
        double[] eigen = [.. moments.Evd(Symmetricity.Symmetric).EigenValues.Select(e => Math.Max(e.Real, 1e-9)).Order()];
        double ellipsoid = 4.0 / 3 * Math.PI * Math.Pow(5, 1.5) * Math.Sqrt(eigen[0] * eigen[1] * eigen[2]);
        return (count * g.VoxelVolumeMm3 / ellipsoid, Math.Sqrt(eigen[2] / eigen[1]));
    }
}
