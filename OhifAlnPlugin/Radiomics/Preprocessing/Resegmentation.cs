using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Takes voxels out of the ROI whose intensity lies outside a range.</summary>
internal static class Resegmentation
{
    /// <summary>Applies the range of the settings.</summary>
    /// <param name="image">The prepared image.</param>
    /// <param name="mask">ROI on its grid.</param>
    /// <param name="settings">Range and mode.</param>
    /// <returns>The mask itself without a range, else a new one; it may be empty.</returns>
    public static Mask Apply(ScalarImage image, Mask mask, ExtractionSettings settings)
    {
        if (settings.ResegmentRange is not { } range)
        {
            return mask;
        }

        IndexBox box = mask.BoundingBox()!.Value;
        var (low, high) = Thresholds(new RoiIntensities(image, mask, box), range, settings.ResegmentMode);
        var result = new Mask(mask.Geometry);
        double[] row = new double[box.SizeX];
        for (int k = box.MinK; k <= box.MaxK; k++)
        {
            for (int j = box.MinJ; j <= box.MaxJ; j++)
            {
                image.CopyRow(box.MinI, j, k, row);
                int at = mask.Geometry.Offset(box.MinI, j, k);
                for (int i = 0; i < row.Length; i++)
                {
                    result.Voxels[at + i] = mask.Voxels[at + i] != 0 && row[i] >= low && row[i] <= high ? (byte)1 : (byte)0;
                }
            }
        }

        return result;
    }

    private static (double Low, double High) Thresholds(RoiIntensities roi, IReadOnlyList<double> range, ResegmentMode mode)
    {
        double Threshold(double value) => mode switch
        {
            ResegmentMode.Relative => value * roi.Maximum,
            ResegmentMode.Sigma => roi.Mean + (value * roi.StandardDeviation),
            _ => value,
        };
        double[] thresholds = [.. range.Select(Threshold).Order()];
        return (thresholds[0], thresholds.Length > 1 ? thresholds[1] : double.PositiveInfinity);
    }
}
