namespace OhifAlnPlugin.Imaging;

/// <summary>Everything inside the skin, told from the air around it.</summary>
public static class BodyMask
{
    /// <summary>Tissue is brighter than this part of the image's 99.5th percentile.</summary>
    public const double TissueFraction = 0.1;

    /// <summary>Finds the body: the largest connected region of tissue, holes filled slice by slice.</summary>
    /// <param name="image">A whole image; best one without contrast agent.</param>
    /// <returns>The body on the grid of the image; empty when nothing is brighter than the threshold.</returns>
    public static Mask Of(Volume image)
    {
        ArgumentNullException.ThrowIfNull(image);
        float threshold = (float)(TissueFraction * Quantile.OfScratch((float[])image.Voxels.Clone(), 0.995));
        var tissue = new Mask(image.Geometry);
        for (int n = 0; n < tissue.Voxels.Length; n++)
        {
            tissue.Voxels[n] = image.Voxels[n] > threshold ? (byte)1 : (byte)0;
        }

        Mask body = ConnectedComponents.Largest(tissue);
        HoleFilling.FillSlices(body);
        return body;
    }
}
