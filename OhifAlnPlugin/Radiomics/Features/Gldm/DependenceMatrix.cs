using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Gldm;

/// <summary>Counts voxels by grey level and number of dependent neighbours.</summary>
internal static class DependenceMatrix
{
    /// <summary>Counts the voxels.</summary>
    /// <param name="grey">Discretised ROI.</param>
    /// <param name="neighbours">Its neighbourhoods.</param>
    /// <returns>P(i, j), j = dependent neighbours + 1.</returns>
    public static LevelSizeMatrix Of(GreyLevels grey, Neighbourhoods neighbours)
    {
        int width = neighbours.Steps + 1;
        int[] counts = new int[grey.Highest * width];
        int[] offsets = grey.Roi.PaddedOffsets;
        for (int n = 0; n < offsets.Length; n++)
        {
            counts[((grey.Levels[offsets[n]] - 1) * width) + neighbours.Dependent[n]]++;
        }

        List<int> levels = [], sizes = [];
        List<double> cells = [];
        for (int n = 0; n < counts.Length; n++)
        {
            if (counts[n] != 0)
            {
                levels.Add((n / width) + 1);
                sizes.Add((n % width) + 1);
                cells.Add(counts[n]);
            }
        }

        return new([.. levels], [.. sizes], [.. cells]);
    }
}
