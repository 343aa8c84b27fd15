using System.Buffers;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Features.Glrlm;

/// <summary>Counts runs of equal grey level along each direction; a run ends where the ROI does.</summary>
/// <remarks>When weighted, the weight of a direction is its length d, as the code of PyRadiomics 3.0.1 has it; its manual says exp(−d²).</remarks>
internal static class RunLengthMatrices
{
    /// <summary>The matrices features are computed from and averaged over.</summary>
    /// <param name="grey">Discretised ROI.</param>
    /// <param name="settings">Plane and weighting of the directions.</param>
    /// <returns>One matrix per direction, or one of all when weighted; a direction on none of whose lines two ROI voxels lie is left out.</returns>
    public static List<LevelSizeMatrix> Of(GreyLevels grey, TextureSettings settings)
    {
        var roi = grey.Roi;
        int longest = Math.Max(roi.Box.SizeX, Math.Max(roi.Box.SizeY, roi.Box.SizeZ));
        int[] counts = new int[grey.Highest * longest];
        double[]? merged = settings.WeightingNorm == WeightingNorm.None ? null : new double[counts.Length];
        ushort[] lengths = ArrayPool<ushort>.Shared.Rent(roi.PaddedLength);
        List<LevelSizeMatrix> matrices = [];
        foreach (Direction direction in Direction.Of([1], settings))
        {
            if (!direction.FitsInto(roi) || !HasLineOfTwo(grey, direction))
            {
                continue;
            }

            Array.Clear(counts);
            Count(grey, roi.Step(direction), longest, counts, lengths);
            if (merged is null)
            {
                matrices.Add(Matrix(counts, longest, c => c));
            }
            else
            {
                Add(counts, direction.Length(settings.WeightingNorm, roi), merged);
            }
        }

        ArrayPool<ushort>.Shared.Return(lengths);
        if (merged is not null && Array.Exists(merged, c => c > 0))
        {
            matrices.Add(Matrix(merged, longest, c => c));
        }

        return matrices;
    }

    /// <summary>Counts runs: a voxel whose predecessor has its level prolongs that run, one whose successor has not ends it.</summary>
    private static void Count(GreyLevels grey, int step, int longest, int[] counts, ushort[] lengths)
    {
        ushort[] levels = grey.Levels;
        foreach (int n in grey.Roi.PaddedOffsets)
        {
            int level = levels[n];
            int length = levels[n - step] == level ? lengths[n - step] + 1 : 1;
            lengths[n] = (ushort)length;
            if (levels[n + step] != level)
            {
                counts[((level - 1) * longest) + length - 1]++;
            }
        }
    }

    /// <summary>Whether some line along a direction holds two ROI voxels, next to each other or with a gap.</summary>
    private static bool HasLineOfTwo(GreyLevels grey, Direction direction)
    {
        var roi = grey.Roi;
        int step = roi.Step(direction);
        foreach (int n in roi.PaddedOffsets)
        {
            if (grey.Levels[n + step] != 0)
            {
                return true;
            }
        }

        return HasDistantPair(grey, direction, step);
    }

    private static bool HasDistantPair(GreyLevels grey, Direction direction, int step)
    {
        var roi = grey.Roi;
        foreach (int n in roi.PaddedOffsets)
        {
            int x = (n % roi.StrideY) - roi.Margin, y = (n % roi.StrideZ / roi.StrideY) - roi.Margin, z = (n / roi.StrideZ) - roi.Margin;
            for (int at = n + step; ; at += step)
            {
                (x, y, z) = (x + direction.X, y + direction.Y, z + direction.Z);
                if ((uint)x >= (uint)roi.Box.SizeX || (uint)y >= (uint)roi.Box.SizeY || (uint)z >= (uint)roi.Box.SizeZ)
                {
                    break;
                }

                if (grey.Levels[at] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Add(int[] counts, double weight, double[] sum)
    {
        for (int n = 0; n < counts.Length; n++)
        {
            sum[n] += weight * counts[n];
        }
    }

    private static LevelSizeMatrix Matrix<T>(T[] counts, int longest, Func<T, double> value)
        where T : struct, IEquatable<T>
    {
        List<int> levels = [], sizes = [];
        List<double> cells = [];
        for (int n = 0; n < counts.Length; n++)
        {
            if (!counts[n].Equals(default))
            {
                levels.Add((n / longest) + 1);
                sizes.Add((n % longest) + 1);
                cells.Add(value(counts[n]));
            }
        }

        return new([.. levels], [.. sizes], [.. cells]);
    }
}
