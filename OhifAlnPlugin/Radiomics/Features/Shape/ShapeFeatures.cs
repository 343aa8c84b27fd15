namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>
/// Three-dimensional shape of the ROI, independent of intensities: V and A volume and area of the marching-cubes mesh,
/// λ₁ ≥ λ₂ ≥ λ₃ the eigenvalues of the covariance of the voxel centres (divided by Np).
/// </summary>
internal static class ShapeFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "shape";

    private const string PopulationCovariance = "IBSI's reference values divide the covariance by Np − 1.";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<RoiShape>[] All =
    [
        new("Compactness1", "SKGS", "1", "(0, 1/(6π)]", "V ÷ √(π A³)", s => s.Volume / Math.Sqrt(Math.PI * s.Area * s.Area * s.Area)) { OnRequest = true },
        new("Compactness2", "BQWJ", "1", "(0, 1]", "36π V² ÷ A³", s => 36 * Math.PI * s.Volume * s.Volume / (s.Area * s.Area * s.Area)) { OnRequest = true },
        new("Elongation", "Q3CK", "1", "[0, 1]; NaN when λ₁ = 0", "√(λ₂ ÷ λ₁)", s => Root(s.Axes.Minor / s.Axes.Major)),
        new("Flatness", "N17B", "1", "[0, 1]; NaN when λ₁ = 0", "√(λ₃ ÷ λ₁)", s => Root(s.Axes.Least / s.Axes.Major)),
        new("LeastAxisLength", "7J51", "mm", "[0, ∞)", "4 √λ₃", s => 4 * Root(s.Axes.Least)) { Deviation = PopulationCovariance },
        new("MajorAxisLength", "TDIC", "mm", "[0, ∞)", "4 √λ₁", s => 4 * Root(s.Axes.Major)),
        new("Maximum2DDiameterColumn", null, "mm", "(0, ∞)", "largest distance of two mesh vertices with equal y", s => s.Diameters.Column),
        new("Maximum2DDiameterRow", null, "mm", "(0, ∞)", "largest distance of two mesh vertices with equal x", s => s.Diameters.Row),
        new("Maximum2DDiameterSlice", null, "mm", "(0, ∞)", "largest distance of two mesh vertices with equal z", s => s.Diameters.Slice),
        new("Maximum3DDiameter", "L0JK", "mm", "(0, ∞)", "largest distance of two mesh vertices", s => s.Diameters.Space),
        new("MeshVolume", "RNU0", "mm³", "(0, ∞)", "V = Σ a·(b×c) ÷ 6 over the triangles abc", s => s.Volume),
        new("MinorAxisLength", "P9VJ", "mm", "[0, ∞)", "4 √λ₂", s => 4 * Root(s.Axes.Minor)) { Deviation = PopulationCovariance },
        new("SphericalDisproportion", "KRCK", "1", "[1, ∞)", "A ÷ (36π V²)^⅓", s => s.Area / Math.Cbrt(36 * Math.PI * s.Volume * s.Volume)) { OnRequest = true },
        new("Sphericity", "QCFX", "1", "(0, 1]", "(36π V²)^⅓ ÷ A", s => Math.Cbrt(36 * Math.PI * s.Volume * s.Volume) / s.Area),
        new("SurfaceArea", "C0JK", "mm²", "(0, ∞)", "A = Σ |(a − c)×(b − c)| ÷ 2 over the triangles abc", s => s.Area),
        new("SurfaceVolumeRatio", "2PR5", "mm⁻¹", "(0, ∞)", "A ÷ V", s => s.Area / s.Volume),
        new("VoxelVolume", "YEKZ", "mm³", "(0, ∞)", "Np · voxel volume", s => s.VoxelVolume),
    ];

    private static double Root(double value) => value < 0 ? double.NaN : Math.Sqrt(value);
}
