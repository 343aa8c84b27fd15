using System.Buffers;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Features.Glszm;

/// <summary>Finds zones of connected voxels of one grey level.</summary>
internal static class SizeZoneMatrix
{
    /// <summary>Counts zones by level and size.</summary>
    /// <param name="grey">Discretised ROI.</param>
    /// <param name="settings">Whether zones stay in a plane.</param>
    /// <returns>P(i, j), without empty cells, so that memory follows the number of zones and not their size.</returns>
    public static LevelSizeMatrix Of(GreyLevels grey, TextureSettings settings)
    {
        var roi = grey.Roi;
        int[] steps = [.. Direction.Of([1], settings).Select(roi.Step).SelectMany(s => (int[])[s, -s])];
        ushort[] unvisited = ArrayPool<ushort>.Shared.Rent(grey.Levels.Length);
        int[] stack = ArrayPool<int>.Shared.Rent(roi.Count);
        grey.Levels.CopyTo(unvisited.AsSpan());
        List<long> zones = [];
        foreach (int seed in roi.PaddedOffsets)
        {
            int level = unvisited[seed];
            if (level != 0)
            {
                zones.Add(((long)level << 32) | (uint)Fill(unvisited, seed, level, steps, stack));
            }
        }

        ArrayPool<ushort>.Shared.Return(unvisited);
        ArrayPool<int>.Shared.Return(stack);
        return Tally(zones);
    }

    /// <summary>Size of the zone around a voxel; its voxels are set to 0.</summary>
    private static int Fill(ushort[] unvisited, int seed, int level, int[] steps, int[] stack)
    {
        int size = 0, top = 0;
        stack[top++] = seed;
        unvisited[seed] = 0;
        while (top > 0)
        {
            int n = stack[--top];
            size++;
            foreach (int step in steps)
            {
                int m = n + step;
                if (unvisited[m] == level)
                {
                    unvisited[m] = 0;
                    stack[top++] = m;
                }
            }
        }

        return size;
    }

    private static LevelSizeMatrix Tally(List<long> zones)
    {
        zones.Sort();
        List<int> levels = [], sizes = [];
        List<double> counts = [];
        for (int n = 0; n < zones.Count; n++)
        {
            if (n > 0 && zones[n] == zones[n - 1])
            {
                counts[^1]++;
                continue;
            }

            levels.Add((int)(zones[n] >> 32));
            sizes.Add((int)(zones[n] & int.MaxValue));
            counts.Add(1);
        }

        return new([.. levels], [.. sizes], [.. counts]);
    }
}
