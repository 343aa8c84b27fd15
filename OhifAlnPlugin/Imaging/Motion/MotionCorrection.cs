using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>Brings the phases of a dynamic series to the position that the patient has in one of them.</summary>
public static class MotionCorrection
{
    /// <summary>Displacements below this are not worth an interpolation, mm.</summary>
    private const double NegligibleMm = 0.05;

    /// <summary>Moves every phase onto the place that the patient has in a reference phase, which itself is left as it is.</summary>
    /// <param name="phases">Volumes on one grid.</param>
    /// <param name="motions">Motion of each phase against one and the same phase, as <see cref="MotionCheck"/> measures it.</param>
    /// <param name="referenceIndex">The phase that stays: volumes of interest are drawn and features are computed on it.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>The volumes on the same grid; those that need no correction are not copied.</returns>
    /// <exception cref="ArgumentException">Not one motion per phase, or no such phase.</exception>
    public static IReadOnlyList<Volume> Apply(
        IReadOnlyList<Volume> phases, IReadOnlyList<(RigidMotion Motion, PhaseMotion Effect)> motions, int referenceIndex, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(phases);
        ArgumentNullException.ThrowIfNull(motions);
        if (motions.Count != phases.Count || referenceIndex < 0 || referenceIndex >= phases.Count)
        {
            throw new ArgumentException($"{motions.Count} motions and reference phase {referenceIndex} do not fit {phases.Count} phases.", nameof(motions));
        }

        RigidMotion back = motions[referenceIndex].Motion.Inverse();
        return [.. phases.Select((phase, p) => p == referenceIndex ? phase : Resample(phase, back.Then(motions[p].Motion), cancellation))];
    }

    /// <summary>The value of every voxel from where the motion takes it, by cubic convolution.</summary>
    /// <param name="image">The image.</param>
    /// <param name="motion">From the wanted place to the place in the image.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>The image on the same grid; beyond the border its outermost voxels are repeated.</returns>
    /// <remarks>Keys 1981, IEEE Transactions on Acoustics, Speech and Signal Processing 29:1153, a = −½: no blurring prefilter, third-order accurate.</remarks>
    public static Volume Resample(Volume image, RigidMotion motion, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(motion);
        VolumeGeometry g = image.Geometry;
        if (LargestMm(motion, g) < NegligibleMm)
        {
            return image;
        }

        var mapping = IndexMapping.Of(motion, g);
        float[] target = new float[g.VoxelCount];
        Parallel.For(0, g.SizeZ, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                Row(image, mapping, j, k, target.AsSpan(g.Offset(0, j, k), g.SizeX));
            }
        });
        return new Volume(g, target);
    }

    private static double LargestMm(RigidMotion motion, VolumeGeometry g) => Enumerable.Range(0, 8).Max(corner =>
    {
        Vector3 place = g.ToPatient((corner & 1) * (g.SizeX - 1), (corner >> 1 & 1) * (g.SizeY - 1), (corner >> 2) * (g.SizeZ - 1));
        return (motion.Apply(place) - place).Length;
    });

    private static void Row(Volume image, IndexMapping mapping, int j, int k, Span<float> row)
    {
        VolumeGeometry g = image.Geometry;
        Vector3 start = mapping.At(0, j, k);
        Span<float> y = stackalloc float[4], z = stackalloc float[4];
        for (int n = 0; n < row.Length; n++)
        {
            double px = start.X + (n * mapping.AlongX.X), py = start.Y + (n * mapping.AlongX.Y), pz = start.Z + (n * mapping.AlongX.Z);
            int i0 = (int)Math.Floor(px) - 1, j0 = (int)Math.Floor(py) - 1, k0 = (int)Math.Floor(pz) - 1;
            Vector128<float> x = Weights((float)(px - i0 - 1));
            Weights((float)(py - j0 - 1)).CopyTo(y);
            Weights((float)(pz - k0 - 1)).CopyTo(z);
            bool inside = i0 >= 0 && j0 >= 0 && k0 >= 0 && i0 + 3 < g.SizeX && j0 + 3 < g.SizeY && k0 + 3 < g.SizeZ;
            Vector128<float> sum = default;
            for (int c = 0; c < 4; c++)
            {
                Vector128<float> plane = default;
                for (int b = 0; b < 4; b++)
                {
                    plane += (inside ? Vector128.Create<float>(image.Voxels.AsSpan(g.Offset(i0, j0 + b, k0 + c), 4)) : AtBorder(image, i0, j0 + b, k0 + c)) * y[b];
                }

                sum += plane * z[c];
            }

            row[n] = Vector128.Sum(sum * x);
        }
    }

    private static Vector128<float> AtBorder(Volume image, int i, int j, int k)
    {
        VolumeGeometry g = image.Geometry;
        int row = g.Offset(0, Math.Clamp(j, 0, g.SizeY - 1), Math.Clamp(k, 0, g.SizeZ - 1)), last = g.SizeX - 1;
        float[] v = image.Voxels;
        return Vector128.Create(v[row + Math.Clamp(i, 0, last)], v[row + Math.Clamp(i + 1, 0, last)], v[row + Math.Clamp(i + 2, 0, last)], v[row + Math.Clamp(i + 3, 0, last)]);
    }

    /// <summary>Weights of the four neighbours of a place w behind the second of them, in [0, 1).</summary>
    private static Vector128<float> Weights(float w) => Vector128.Create(
        ((((-0.5f * w) + 1) * w) - 0.5f) * w,
        (((1.5f * w) - 2.5f) * w * w) + 1,
        ((((-1.5f * w) + 2) * w) + 0.5f) * w,
        ((0.5f * w) - 0.5f) * w * w);
}
