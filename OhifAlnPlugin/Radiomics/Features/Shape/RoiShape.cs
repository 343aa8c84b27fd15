using OhifAlnPlugin.Radiomics.Features.Texture;

namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>Measures of a ROI that shape features are ratios of; each is computed when first asked for.</summary>
/// <param name="roi">The ROI.</param>
internal sealed class RoiShape(RoiGrid roi)
{
    private readonly Lazy<(double Area, double Volume)> _mesh = new(() => MarchingCubes.Measure(new(roi)));
    private readonly Lazy<(double Space, double Slice, double Column, double Row)> _diameters = new(() => MeshDiameters.Of(new(roi)));
    private readonly Lazy<(double Least, double Minor, double Major)> _axes = new(() => PrincipalAxes.Variances(roi));

    /// <summary>Area A of the mesh, mm².</summary>
    public double Area => _mesh.Value.Area;

    /// <summary>Volume V inside the mesh, mm³.</summary>
    public double Volume => _mesh.Value.Volume;

    /// <summary>Number of voxels times their volume, mm³.</summary>
    public double VoxelVolume => roi.SpacingX * roi.SpacingY * roi.SpacingZ * roi.Count;

    /// <summary>Largest distances between mesh vertices, mm.</summary>
    public (double Space, double Slice, double Column, double Row) Diameters => _diameters.Value;

    /// <summary>Variances along the principal axes λ₃ ≤ λ₂ ≤ λ₁, mm².</summary>
    public (double Least, double Minor, double Major) Axes => _axes.Value;
}
