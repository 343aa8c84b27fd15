namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>How values between voxels are found when an image is resampled.</summary>
public enum Interpolator
{
    /// <summary>Value of the nearest voxel.</summary>
    Nearest,

    /// <summary>Trilinear.</summary>
    Linear,

    /// <summary>Cubic B-spline.</summary>
    BSpline,
}

/// <summary>What the range of a resegmentation is measured in.</summary>
public enum ResegmentMode
{
    /// <summary>Intensities themselves.</summary>
    Absolute,

    /// <summary>Fractions of the largest intensity in the ROI.</summary>
    Relative,

    /// <summary>Population standard deviations from the mean of the ROI.</summary>
    Sigma,
}

/// <summary>Everything that decides the values of a feature extraction. Immutable.</summary>
/// <remarks>Names and defaults are those of a PyRadiomics 3.0.1 parameter file; see <see cref="ParameterFile"/>.</remarks>
public sealed record ExtractionSettings
{
    /// <summary>Image types, in the order of the output.</summary>
    public IReadOnlyList<ImageTypeSettings> ImageTypes { get; init; } = [new(ImageType.Original)];

    /// <summary>Feature classes, in the order of the output.</summary>
    public IReadOnlyList<FeatureClassSettings> FeatureClasses { get; init; } =
        [new("shape"), new("firstorder"), new("glcm"), new("glrlm"), new("glszm"), new("gldm"), new("ngtdm")];

    /// <summary>Settings of the feature classes.</summary>
    public TextureSettings Texture { get; init; } = new();

    /// <summary>Whether the whole volume is equalised (256 bins, result in [0, 1]) after resampling and before normalisation.</summary>
    public bool Equalize { get; init; }

    /// <summary>Whether the whole image is normalised to mean 0 and standard deviation <see cref="NormalizeScale"/>.</summary>
    public bool Normalize { get; init; }

    /// <summary>Standard deviation after normalisation, &gt; 0.</summary>
    public double NormalizeScale { get; init; } = 1;

    /// <summary>Normalised values beyond ± this many standard deviations are clipped, &gt; 0; null: none are.</summary>
    public double? RemoveOutliers { get; init; }

    /// <summary>Spacing to resample to along x, y, z, mm; 0 keeps the spacing of an axis; null: no resampling.</summary>
    public IReadOnlyList<double>? ResampledPixelSpacing { get; init; }

    /// <summary>Interpolation of the image; masks always use the nearest voxel. Null: no resampling.</summary>
    public Interpolator? Interpolator { get; init; } = Settings.Interpolator.BSpline;

    /// <summary>Voxels kept around the ROI when cropping before filtering, ≥ 0.</summary>
    public int PadDistance { get; init; } = 5;

    /// <summary>Whether the image is cropped to the ROI and <see cref="PadDistance"/> before filtering when it is not resampled.</summary>
    public bool PreCrop { get; init; }

    /// <summary>One threshold (lower) or two (closed range) that ROI voxels must meet; null: no resegmentation.</summary>
    public IReadOnlyList<double>? ResegmentRange { get; init; }

    /// <summary>What <see cref="ResegmentRange"/> is measured in.</summary>
    public ResegmentMode ResegmentMode { get; init; }

    /// <summary>Whether shape features also use the resegmented mask.</summary>
    public bool ResegmentShape { get; init; }

    /// <summary>Fewest dimensions in which the ROI must extend over more than one voxel, 1 … 3.</summary>
    public int MinimumRoiDimensions { get; init; } = 2;

    /// <summary>The ROI must have more voxels than this; null: no limit.</summary>
    public int? MinimumRoiSize { get; init; }

    /// <summary>Largest difference of image and mask grid, as a fraction of the x spacing, that still counts as equal.</summary>
    public double GeometryTolerance { get; init; } = 1e-6;

    /// <summary>Whether a mask on another grid is resampled to the grid of the image.</summary>
    public bool CorrectMask { get; init; }

    /// <summary>Label of the ROI, 1 … 65535.</summary>
    public int Label { get; init; } = 1;

    /// <summary>Tissue that features are computed on: the tumour, or the shell around it once image and mask are on their final grid.</summary>
    public RegionOfInterest Region { get; init; }

    /// <summary>Thickness of the shell, mm, &gt; 0; the published work takes 15 voxels on a 1 mm grid.</summary>
    public double ShellThicknessMm { get; init; } = Preprocessing.PeritumoralShell.DefaultThicknessMm;

    /// <summary>Whether the shell ends at the skin: see <see cref="Imaging.BodyMask"/>. It always ends at the border of the image.</summary>
    public bool ShellInBody { get; init; } = true;

    /// <summary>Distance from the tumour that features depend on, mm; 0 without a shell.</summary>
    internal double ReachMm => Region == RegionOfInterest.Tumour ? 0 : ShellThicknessMm;

    /// <summary>Largest <see cref="KernelRadius"/>, voxels: a cube of 41 voxels a side.</summary>
    public const int LargestKernelRadius = 20;

    /// <summary>Voxel-based extraction: radius of the cube around each voxel, voxels, 1 … <see cref="LargestKernelRadius"/>.</summary>
    public int KernelRadius { get; init; } = 1;

    /// <summary>Voxel-based extraction: whether only ROI voxels of the cube count.</summary>
    public bool MaskedKernel { get; init; } = true;

    /// <summary>Voxel-based extraction: value outside the ROI.</summary>
    public double InitValue { get; init; }
}
