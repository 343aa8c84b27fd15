namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>How directions are weighted before their matrices are summed: GLCM by exp(−d²), GLRLM by d itself, as PyRadiomics 3.0.1 computes them.</summary>
public enum WeightingNorm
{
    /// <summary>Directions stay apart: features are computed per direction and averaged (PyRadiomics' default).</summary>
    None,

    /// <summary>Weight by the Euclidean length d of the direction, mm.</summary>
    Euclidean,

    /// <summary>Weight by the sum d of the absolute components of the direction, mm.</summary>
    Manhattan,

    /// <summary>Weight by the largest absolute component d of the direction, mm.</summary>
    Infinity,

    /// <summary>Weight 1: the matrices of all directions are summed (IBSI "merged").</summary>
    NoWeighting,
}

/// <summary>Settings of the feature classes; an image type may carry its own.</summary>
/// <remarks>Names and defaults are those of a PyRadiomics 3.0.1 parameter file.</remarks>
public sealed record TextureSettings
{
    /// <summary>Width of a grey-level bin, in units of the filtered image, &gt; 0; used when <see cref="BinCount"/> is null.</summary>
    public double BinWidth { get; init; } = 25;

    /// <summary>Number of grey-level bins between minimum and maximum of the ROI, ≥ 1; null: <see cref="BinWidth"/> rules.</summary>
    public int? BinCount { get; init; }

    /// <summary>Whether neighbours are looked for in the plane orthogonal to <see cref="Force2DDimension"/> only.</summary>
    public bool Force2D { get; init; }

    /// <summary>Dimension left out when <see cref="Force2D"/>: 0 = z (axial slices), 1 = y, 2 = x.</summary>
    public int Force2DDimension { get; init; }

    /// <summary>Distances of neighbours in GLCM, GLDM and NGTDM, voxels in the infinity norm, each ≥ 1.</summary>
    public IReadOnlyList<int> Distances { get; init; } = [1];

    /// <summary>Whether each co-occurrence also counts in the opposite direction.</summary>
    public bool SymmetricalGlcm { get; init; } = true;

    /// <summary>Weighting of directions in GLCM and GLRLM.</summary>
    public WeightingNorm WeightingNorm { get; init; }

    /// <summary>Largest difference of grey levels of dependent voxels in the GLDM (α), ≥ 0.</summary>
    public double GldmA { get; init; }

    /// <summary>Constant added to the intensities before Energy, TotalEnergy and RootMeanSquared, to keep them from going through zero.</summary>
    public double VoxelArrayShift { get; init; }
}
