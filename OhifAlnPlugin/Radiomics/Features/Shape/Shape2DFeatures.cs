namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>
/// Shape of a ROI in a single slice (with force2D): A area and P perimeter of the marching-squares outline, λ₁ ≥ λ₂ the
/// eigenvalues of the covariance of the pixel centres (divided by Np).
/// </summary>
internal static class Shape2DFeatures
{
    /// <summary>Name of the class.</summary>
    public const string Class = "shape2D";

    /// <summary>The features, in the order of the output.</summary>
    public static readonly Feature<RoiOutline>[] All =
    [
        new("Elongation", null, "1", "[0, 1]; NaN when λ₁ = 0", "√(λ₂ ÷ λ₁)", s => Math.Sqrt(s.Axes.Minor / s.Axes.Major)),
        new("MajorAxisLength", null, "mm", "[0, ∞)", "4 √λ₁", s => 4 * Math.Sqrt(s.Axes.Major)),
        new("MaximumDiameter", null, "mm", "(0, ∞)", "largest distance of two vertices of the outline", s => s.Diameter),
        new("MeshSurface", null, "mm²", "(0, ∞)", "A = Σ a×b ÷ 2 over the segments ab", s => s.Area),
        new("MinorAxisLength", null, "mm", "[0, ∞)", "4 √λ₂", s => 4 * Math.Sqrt(s.Axes.Minor)),
        new("Perimeter", null, "mm", "(0, ∞)", "P = Σ |a − b| over the segments ab", s => s.Perimeter),
        new("PerimeterSurfaceRatio", null, "mm⁻¹", "(0, ∞)", "P ÷ A", s => s.Perimeter / s.Area),
        new("PixelSurface", null, "mm²", "(0, ∞)", "Np · pixel area", s => s.PixelArea),
        new("Sphericity", null, "1", "(0, 1]", "2√(π A) ÷ P", s => 2 * Math.Sqrt(Math.PI * s.Area) / s.Perimeter),
        new("SphericalDisproportion", null, "1", "[1, ∞)", "P ÷ 2√(π A)", s => s.Perimeter / (2 * Math.Sqrt(Math.PI * s.Area))) { OnRequest = true },
    ];
}
