using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Features.Texture;

/// <summary>For each ROI voxel what GLDM and NGTDM ask of its neighbours inside the ROI, gathered in one walk.</summary>
internal sealed class Neighbourhoods
{
    /// <summary>Walks over the neighbours.</summary>
    /// <param name="grey">Discretised ROI.</param>
    /// <param name="settings">Distances, plane and α.</param>
    public Neighbourhoods(GreyLevels grey, TextureSettings settings)
    {
        var roi = grey.Roi;
        int[] steps = [.. Direction.Of(settings.Distances, settings).Select(roi.Step).SelectMany(s => (int[])[s, -s])];
        ushort[] levels = grey.Levels;
        (Dependent, Count, Sum) = (new int[roi.Count], new int[roi.Count], new int[roi.Count]);
        double alpha = settings.GldmA;
        for (int n = 0; n < roi.Count; n++)
        {
            int at = roi.PaddedOffsets[n], level = levels[at], dependent = 0, count = 0, sum = 0;
            foreach (int step in steps)
            {
                int neighbour = levels[at + step];
                sum += neighbour;
                count += neighbour != 0 ? 1 : 0;
                dependent += neighbour != 0 && Math.Abs(neighbour - level) <= alpha ? 1 : 0;
            }

            (Dependent[n], Count[n], Sum[n]) = (dependent, count, sum);
        }

        Steps = steps.Length;
    }

    /// <summary>Number of neighbours a voxel can have.</summary>
    public int Steps { get; }

    /// <summary>Neighbours whose level differs by at most α, per ROI voxel.</summary>
    public int[] Dependent { get; }

    /// <summary>Neighbours inside the ROI, per ROI voxel.</summary>
    public int[] Count { get; }

    /// <summary>Sum of the neighbours' levels, per ROI voxel.</summary>
    public int[] Sum { get; }
}
