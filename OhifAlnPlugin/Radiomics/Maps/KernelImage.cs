using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Filters;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Maps;

/// <summary>One filtered image, discretised once, in which kernels are looked at.</summary>
internal sealed class KernelImage
{
    /// <summary>Discretises an image.</summary>
    /// <param name="filtered">The image in the box of the layout.</param>
    /// <param name="source">Voxels that kernels may see: the ROI, or the whole box; its rim is at least as wide as the kernel radius.</param>
    /// <param name="targets">Padded offsets of the ROI voxels.</param>
    /// <param name="settings">Bins, plane, distances.</param>
    /// <param name="kernelRadius">Radius of the kernel, voxels.</param>
    /// <exception cref="RadiomicsException">A voxel that kernels see is not finite, or there are too many grey levels.</exception>
    public KernelImage(FilteredImage filtered, RoiGrid source, int[] targets, TextureSettings settings, int kernelRadius)
    {
        double[] intensities = source.Gather(filtered.Values);
        ImageFeatures.RequireFinite(intensities, filtered.Name);
        (Name, Source, Targets, Settings) = (filtered.Name, source, targets, settings);
        Grey = Discretisation.Discretise(source, intensities, filtered.SinglePrecision, settings);
        // PyRadiomics converts the image to double before first-order maps and so takes the bin edges in double.
        FirstOrderGrey = filtered.SinglePrecision && settings.BinCount is not null ? Discretisation.Discretise(source, intensities, false, settings) : Grey;
        Intensities = new double[source.PaddedLength];
        for (int n = 0; n < intensities.Length; n++)
        {
            Intensities[source.PaddedOffsets[n]] = intensities[n];
        }

        int flat = settings.Force2D ? settings.Force2DDimension : -1;
        (RadiusX, RadiusY, RadiusZ) = (flat == 2 ? 0 : kernelRadius, flat == 1 ? 0 : kernelRadius, flat == 0 ? 0 : kernelRadius);
    }

    /// <summary>Image part of the feature names.</summary>
    public string Name { get; }

    /// <summary>Layout of the voxels that kernels see.</summary>
    public RoiGrid Source { get; }

    /// <summary>Padded offsets of the ROI voxels, each the centre of a kernel.</summary>
    public int[] Targets { get; }

    /// <summary>Settings of the image's features.</summary>
    public TextureSettings Settings { get; }

    /// <summary>Grey levels for texture.</summary>
    public GreyLevels Grey { get; }

    /// <summary>Grey levels for first-order features.</summary>
    public GreyLevels FirstOrderGrey { get; }

    /// <summary>Intensities on the padded box; only where grey levels are not 0.</summary>
    public double[] Intensities { get; }

    /// <summary>Radius of the kernel along x, voxels.</summary>
    public int RadiusX { get; }

    /// <summary>Radius of the kernel along y, voxels.</summary>
    public int RadiusY { get; }

    /// <summary>Radius of the kernel along z, voxels.</summary>
    public int RadiusZ { get; }

    /// <summary>Largest distance of two neighbours, voxels.</summary>
    public int Reach => Settings.Distances.Max();

    /// <summary>Spacing, mm.</summary>
    public Vector3 SpacingMm => new(Source.SpacingX, Source.SpacingY, Source.SpacingZ);
}
