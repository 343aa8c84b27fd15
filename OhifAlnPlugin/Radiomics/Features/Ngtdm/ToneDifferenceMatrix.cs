using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Ngtdm;

/// <summary>The neighbourhood grey tone difference matrix: for each grey level, how far its voxels differ from their neighbours' mean.</summary>
internal sealed class ToneDifferenceMatrix
{
    /// <summary>Gathers a ROI.</summary>
    /// <param name="grey">Discretised ROI.</param>
    /// <param name="neighbours">Its neighbourhoods; a voxel without neighbours counts with difference 0.</param>
    public ToneDifferenceMatrix(GreyLevels grey, Neighbourhoods neighbours)
    {
        double[] differences = new double[grey.Highest];
        int[] offsets = grey.Roi.PaddedOffsets;
        for (int n = 0; n < offsets.Length; n++)
        {
            int level = grey.Levels[offsets[n]];
            if (neighbours.Count[n] > 0)
            {
                differences[level - 1] += Math.Abs(level - ((double)neighbours.Sum[n] / neighbours.Count[n]));
            }
        }

        int[] present = [.. Enumerable.Range(0, grey.Highest).Where(i => grey.Counts[i] > 0)];
        Voxels = offsets.Length;
        Levels = [.. present.Select(i => i + 1.0)];
        Shares = [.. present.Select(i => (double)grey.Counts[i] / Voxels)];
        Differences = [.. present.Select(i => differences[i])];
    }

    /// <summary>Number of ROI voxels, Nv.</summary>
    public int Voxels { get; }

    /// <summary>Grey levels i that occur.</summary>
    public double[] Levels { get; }

    /// <summary>p(i): share of the voxels with level i.</summary>
    public double[] Shares { get; }

    /// <summary>s(i): Σ |i − mean of the neighbours| over the voxels with level i.</summary>
    public double[] Differences { get; }
}
