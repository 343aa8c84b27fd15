namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>Image types that features are computed on.</summary>
public enum ImageType
{
    /// <summary>The image itself.</summary>
    Original,

    /// <summary>Undecimated wavelet sub-bands.</summary>
    Wavelet,

    /// <summary>Laplacian of Gaussian, one image per sigma.</summary>
    LoG,

    /// <summary>Square, rescaled to the range of the original.</summary>
    Square,

    /// <summary>Square root with sign, rescaled to the range of the original.</summary>
    SquareRoot,

    /// <summary>Logarithm with sign, rescaled to the range of the original.</summary>
    Logarithm,

    /// <summary>Exponential, rescaled to the range of the original.</summary>
    Exponential,

    /// <summary>Magnitude of the gradient.</summary>
    Gradient,

    /// <summary>Local binary pattern per slice.</summary>
    LBP2D,
}

/// <summary>One image type with its own options.</summary>
/// <param name="Type">Which image type.</param>
public sealed record ImageTypeSettings(ImageType Type)
{
    /// <summary>LoG: standard deviations of the Gaussian, mm, each &gt; 0.</summary>
    public IReadOnlyList<LogSigma> Sigma { get; init; } = [];

    /// <summary>Wavelet: family, see <see cref="Filters.WaveletFamily"/>.</summary>
    public string Wavelet { get; init; } = "coif1";

    /// <summary>Wavelet: number of levels, ≥ 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Wavelet: approximations taken before the first level that is kept, ≥ 0.</summary>
    public int StartLevel { get; init; }

    /// <summary>Gradient: whether differences are divided by the spacing in mm.</summary>
    public bool GradientUseSpacing { get; init; } = true;

    /// <summary>LBP2D: radius of the circle of neighbours, voxels, &gt; 0.</summary>
    public double Lbp2DRadius { get; init; } = 1;

    /// <summary>LBP2D: number of neighbours on the circle, 1 … 24.</summary>
    public int Lbp2DSamples { get; init; } = 8;

    /// <summary>Settings of the feature classes for this image type; null: those of the extraction.</summary>
    public TextureSettings? Texture { get; init; }
}

/// <summary>Standard deviation of a Laplacian of Gaussian, and how it is written in feature names.</summary>
/// <param name="Mm">Standard deviation, mm, &gt; 0.</param>
/// <param name="Text">As in the parameter file, because PyRadiomics names features after it: 3 and 3.0 differ.</param>
public readonly record struct LogSigma(double Mm, string Text)
{
    /// <summary>A standard deviation, mm, written as Python writes a float: 3 becomes 3.0.</summary>
    public LogSigma(double mm)
        : this(mm, mm == Math.Floor(mm) ? $"{mm:0.0}" : $"{mm:R}")
    {
    }
}
