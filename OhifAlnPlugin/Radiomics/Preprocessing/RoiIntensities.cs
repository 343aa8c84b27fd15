using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Mean, spread and extremes of an image inside a mask.</summary>
internal sealed class RoiIntensities
{
    /// <summary>Measures.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">A mask on its grid, not empty.</param>
    /// <param name="box">Bounding box of the mask.</param>
    public RoiIntensities(ScalarImage image, Mask mask, IndexBox box)
    {
        List<double> values = [];
        double[] row = new double[box.SizeX];
        for (int k = box.MinK; k <= box.MaxK; k++)
        {
            for (int j = box.MinJ; j <= box.MaxJ; j++)
            {
                image.CopyRow(box.MinI, j, k, row);
                int at = mask.Geometry.Offset(box.MinI, j, k);
                for (int i = 0; i < row.Length; i++)
                {
                    if (mask.Voxels[at + i] != 0)
                    {
                        values.Add(row[i]);
                    }
                }
            }
        }

        Mean = values.Sum() / values.Count;
        StandardDeviation = Math.Sqrt(values.Sum(v => (v - Mean) * (v - Mean)) / values.Count);
        (Minimum, Maximum) = (values.Min(), values.Max());
    }

    /// <summary>Mean.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation, divided by the number of voxels.</summary>
    public double StandardDeviation { get; }

    /// <summary>Smallest value.</summary>
    public double Minimum { get; }

    /// <summary>Largest value.</summary>
    public double Maximum { get; }
}
