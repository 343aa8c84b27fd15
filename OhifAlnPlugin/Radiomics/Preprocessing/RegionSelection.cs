using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Replaces the tumour by the region that features are asked for.</summary>
internal static class RegionSelection
{
    /// <summary>The region on the grid of the tumour.</summary>
    /// <param name="tumour">The tumour, on the grid on which distances are measured.</param>
    /// <param name="original">The image as it was given: the body is found in it.</param>
    /// <param name="settings">Which region.</param>
    /// <returns>The tumour itself, or a new mask; it may be empty.</returns>
    public static Mask Of(Mask tumour, Volume original, ExtractionSettings settings)
    {
        if (settings.Region == RegionOfInterest.Tumour)
        {
            return tumour;
        }

        Mask? body = settings.ShellInBody ? BodyOn(tumour.Geometry, original) : null;
        Mask region = PeritumoralShell.Of(tumour, settings.ShellThicknessMm, body);
        if (settings.Region == RegionOfInterest.TumourAndShell)
        {
            for (int n = 0; n < region.Voxels.Length; n++)
            {
                region.Voxels[n] |= tumour.Voxels[n];
            }
        }

        return region;
    }

    private static Mask BodyOn(VolumeGeometry grid, Volume original)
    {
        Mask body = BodyMask.Of(original);
        return grid.IsCloseTo(body.Geometry) ? body : MaskResampler.Resample(body, grid);
    }
}
