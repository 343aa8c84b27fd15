using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Features.Glcm;

/// <summary>Counts pairs of grey levels along each direction, both voxels in the ROI.</summary>
internal static class CooccurrenceMatrices
{
    /// <summary>Up to this many levels pairs are counted in a full table (4 MiB); beyond, they are sorted.</summary>
    private const int DenseLevels = 1024;

    /// <summary>And up to this many cells per ROI voxel; in a larger table most time would go into empty cells.</summary>
    private const int DenseCellsPerVoxel = 64;

    /// <summary>The matrices features are computed from and averaged over.</summary>
    /// <param name="grey">Discretised ROI.</param>
    /// <param name="settings">Distances, plane, symmetry and weighting.</param>
    /// <returns>One matrix per direction, or one of all when weighted; directions without a pair are left out.</returns>
    public static List<CooccurrenceMatrix> Of(GreyLevels grey, TextureSettings settings)
    {
        var roi = grey.Roi;
        int levelsInRoi = grey.LevelsInRoi;
        bool dense = grey.Highest <= DenseLevels && grey.Highest * grey.Highest <= DenseCellsPerVoxel * roi.Count;
        int[] table = dense ? new int[grey.Highest * grey.Highest] : new int[roi.Count];
        List<CooccurrenceMatrix> matrices = [];
        Dictionary<long, double>? merged = settings.WeightingNorm == WeightingNorm.None ? null : [];
        foreach (Direction direction in Direction.Of(settings.Distances, settings).Where(d => d.FitsInto(roi)))
        {
            int step = roi.Step(direction);
            var cells = dense
                ? CountInTable(grey, step, settings.SymmetricalGlcm, table)
                : CountBySorting(grey, step, settings.SymmetricalGlcm, table);
            if (merged is not null)
            {
                Add(cells, Weight(direction, settings.WeightingNorm, roi), merged);
            }
            else if (cells.Rows.Length > 0)
            {
                matrices.Add(new(cells, grey.Highest, levelsInRoi));
            }
        }

        if (merged is { Count: > 0 })
        {
            matrices.Add(new(Cells(merged, settings.SymmetricalGlcm), grey.Highest, levelsInRoi));
        }

        return matrices;
    }

    /// <summary>exp(−d²), d the length of the direction; 1 without weighting.</summary>
    private static double Weight(Direction direction, WeightingNorm norm, RoiGrid roi)
    {
        double d = direction.Length(norm, roi);
        return norm == WeightingNorm.NoWeighting ? 1 : Math.Exp(-(d * d));
    }

    private static CooccurrenceCells CountInTable(GreyLevels grey, int step, bool symmetric, int[] table)
    {
        int ng = grey.Highest, filled = 0;
        ushort[] levels = grey.Levels;
        Array.Clear(table);
        foreach (int n in grey.Roi.PaddedOffsets)
        {
            int second = levels[n + step];
            if (second == 0)
            {
                continue;
            }

            int first = levels[n];
            ref int cell = ref table[symmetric
                ? ((Math.Min(first, second) - 1) * ng) + Math.Max(first, second) - 1
                : ((first - 1) * ng) + second - 1];
            filled += cell == 0 ? 1 : 0;
            cell++;
        }

        int[] rows = new int[filled], columns = new int[filled];
        double[] counts = new double[filled];
        for (int i = 0, at = 0; i < ng && at < filled; i++)
        {
            ReadOnlySpan<int> row = table.AsSpan(i * ng, ng);
            for (int j = symmetric ? i : 0; j < row.Length; j++)
            {
                if (row[j] != 0)
                {
                    (rows[at], columns[at]) = (i + 1, j + 1);
                    counts[at++] = symmetric && i == j ? 2.0 * row[j] : row[j];
                }
            }
        }

        return new(rows, columns, counts, symmetric);
    }

    private static CooccurrenceCells CountBySorting(GreyLevels grey, int step, bool symmetric, int[] pairs)
    {
        int count = 0;
        foreach (int n in grey.Roi.PaddedOffsets)
        {
            int first = grey.Levels[n], second = grey.Levels[n + step];
            if (second != 0)
            {
                // A 32-bit key: order does not matter, only that equal pairs meet.
                pairs[count++] = symmetric
                    ? (Math.Min(first, second) << 16) | Math.Max(first, second)
                    : (first << 16) | second;
            }
        }

        Span<int> keys = pairs.AsSpan(0, count);
        keys.Sort();
        List<int> rows = [], columns = [];
        List<double> counts = [];
        for (int n = 0; n < keys.Length; n++)
        {
            if (n > 0 && keys[n] == keys[n - 1])
            {
                counts[^1]++;
                continue;
            }

            rows.Add((int)((uint)keys[n] >> 16));
            columns.Add(keys[n] & 0xFFFF);
            counts.Add(1);
        }

        for (int n = 0; n < rows.Count; n++)
        {
            counts[n] *= symmetric && rows[n] == columns[n] ? 2 : 1;
        }

        return new([.. rows], [.. columns], [.. counts], symmetric);
    }

    private static void Add(CooccurrenceCells cells, double weight, Dictionary<long, double> sum)
    {
        for (int n = 0; n < cells.Rows.Length; n++)
        {
            long key = ((long)cells.Rows[n] << 32) | (uint)cells.Columns[n];
            sum[key] = sum.GetValueOrDefault(key) + (weight * cells.Counts[n]);
        }
    }

    private static CooccurrenceCells Cells(Dictionary<long, double> merged, bool symmetric)
    {
        long[] keys = [.. merged.Keys.Order()];
        return new([.. keys.Select(k => (int)(k >> 32))], [.. keys.Select(k => (int)(k & int.MaxValue))], [.. keys.Select(k => merged[k])], symmetric);
    }
}
