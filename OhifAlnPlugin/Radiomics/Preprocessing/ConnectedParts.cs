using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Glszm;
using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Connected parts of a mask.</summary>
internal static class ConnectedParts
{
    /// <summary>Number of parts connected through faces, edges or corners.</summary>
    /// <param name="mask">The mask, not empty.</param>
    /// <param name="box">Its bounding box.</param>
    public static int Count(Mask mask, IndexBox box)
    {
        var roi = new RoiGrid(mask, box, 1);
        ushort[] levels = new ushort[roi.PaddedLength];
        foreach (int n in roi.PaddedOffsets)
        {
            levels[n] = 1;
        }

        return (int)SizeZoneMatrix.Of(new(roi, levels, 1, [roi.Count]), new()).Total;
    }
}
