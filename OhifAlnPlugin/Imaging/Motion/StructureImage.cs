namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>
/// An image without its local brightness and contrast, so that phases with and without contrast agent look alike:
/// S = (I − m) / (s + s₀), m and s the local mean and standard deviation in a Gaussian window, s₀ the mean of s in the body.
/// </summary>
/// <remarks>Where the signal rises evenly, as in enhancing tissue, S stays; edges that appear anew are left to the robust fit.</remarks>
internal static class StructureImage
{
    /// <summary>Width of the window, σ, in voxels of the finest axis.</summary>
    private const double WindowVoxels = 3;

    /// <summary>Width of the blur of S, σ, in voxels: it makes the interpolation between voxels, which blurs too, the same everywhere.</summary>
    private const double BlurVoxels = 1;

    /// <summary>Computes S.</summary>
    /// <param name="image">An image.</param>
    /// <param name="body">Voxels of the body, at least one.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>S on the grid of the image, mostly in [−1, 1].</returns>
    public static Volume Of(Volume image, int[] body, CancellationToken cancellation)
    {
        Vector3 spacing = image.Geometry.SpacingMm;
        double sigma = WindowVoxels * Math.Min(spacing.X, Math.Min(spacing.Y, spacing.Z));
        float[] detail = GaussianFilter.Smooth(image, sigma, cancellation).Voxels, squares = new float[detail.Length];
        for (int n = 0; n < detail.Length; n++)
        {
            detail[n] = image.Voxels[n] - detail[n];
            squares[n] = detail[n] * detail[n];
        }

        float[] spread = GaussianFilter.Smooth(new Volume(image.Geometry, squares), sigma, cancellation).Voxels;
        double sum = 0;
        foreach (int n in body)
        {
            sum += MathF.Sqrt(spread[n]);
        }

        float floor = Math.Max((float)(sum / body.Length), float.Epsilon);
        for (int n = 0; n < detail.Length; n++)
        {
            detail[n] /= MathF.Sqrt(spread[n]) + floor;
        }

        return GaussianFilter.Smooth(new Volume(image.Geometry, detail), BlurVoxels / WindowVoxels * sigma, cancellation);
    }
}
