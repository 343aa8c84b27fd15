using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>How one phantom is imaged: grid, times and the properties of its centre.</summary>
public sealed record Acquisition
{
    /// <summary>The centre.</summary>
    public required Centre Centre { get; init; }

    /// <summary>Layout of the phases.</summary>
    public required AcquisitionStyle Style { get; init; }

    /// <summary>Orientation of the slices.</summary>
    public required SliceOrientation Plane { get; init; }

    /// <summary>Grid of the whole field of view.</summary>
    public required VolumeGeometry Geometry { get; init; }

    /// <summary>Start of each phase, s after the first.</summary>
    public required IReadOnlyList<double> PhaseSeconds { get; init; }

    /// <summary>Injection of the contrast agent, s after the start of the first phase.</summary>
    public required double InjectionSeconds { get; init; }

    /// <summary>Repetition time, ms.</summary>
    public required double RepetitionTimeMs { get; init; }

    /// <summary>Echo time, ms.</summary>
    public required double EchoTimeMs { get; init; }

    /// <summary>Flip angle, degrees.</summary>
    public required double FlipAngleDegrees { get; init; }

    /// <summary>Name of the imaginary manufacturer, one for each layout of the phases.</summary>
    public string Manufacturer => $"Synthetic Scanner {(char)('A' + (int)Style)}";

    /// <summary>Whether fat is suppressed.</summary>
    public bool FatSuppressed => Centre.FatSuppressed;

    /// <summary>Time of the middle of a phase after the injection, min; negative before it.</summary>
    /// <param name="phase">Phase, 0 for the first.</param>
    public double MinutesAfterInjection(int phase) =>
        (PhaseSeconds[phase] + (Centre.PhaseSeconds / 2) - InjectionSeconds) / 60;

    internal static Acquisition Draw(Centre centre, Anatomy body, int lesionSide, PhantomOptions options, SeededRandom random)
    {
        SliceOrientation plane = options.Plane ?? centre.Plane;
        int phases = options.Size == PhantomSize.Small ? 4 : 5;
        double duration = options.Size == PhantomSize.Small ? centre.PhaseSeconds * 1.2 : centre.PhaseSeconds;
        double injection = Math.Round(duration + random.Uniform(10, 60));
        double first = injection + 20;
        return new Acquisition
        {
            Centre = centre with { PhaseSeconds = duration },
            Style = options.Style ?? centre.Style,
            Plane = plane,
            Geometry = plane == SliceOrientation.Axial ? Axial(body, options.Size, centre.VoxelFactor) : Sagittal(body, options.Size, centre.VoxelFactor, lesionSide),
            PhaseSeconds = [0, .. Enumerable.Range(0, phases - 1).Select(n => first + (n * duration))],
            InjectionSeconds = injection,
            RepetitionTimeMs = Math.Round(random.Uniform(4, 6), 2),
            EchoTimeMs = centre.FieldStrengthTesla > 2 ? 2.3 : 1.6,
            FlipAngleDegrees = 10,
        };
    }

    private static (int Matrix, int Slices) SizeOf(PhantomSize size) => size switch
    {
        PhantomSize.Small => (128, 48),
        PhantomSize.Medium => (288, 60),
        _ => (320, 100),
    };

    private static VolumeGeometry Axial(Anatomy body, PhantomSize size, double factor)
    {
        (int matrix, int slices) = SizeOf(size);
        double spacing = Math.Round(344.0 / matrix * factor, 4), gap = Math.Round(168.0 / slices * factor, 2);
        double half = Math.Round(spacing * (matrix - 1) / 2, 3), front = Math.Round(body.BreastDepth * 1.05, 1) + 24;
        return VolumeGeometry.AxisAligned(
            matrix, matrix, slices, new(spacing, spacing, gap), new(-half, -front, Math.Round(-gap * (slices - 1) / 2, 3)));
    }

    private static VolumeGeometry Sagittal(Anatomy body, PhantomSize size, double factor, int side)
    {
        (int matrix, int slices) = SizeOf(size);
        double spacing = Math.Round(196.0 / matrix * factor, 4), gap = Math.Round(138.0 / slices * factor, 2);
        double top = Math.Round(spacing * (matrix - 1) / 2, 3), front = Math.Round(body.BreastDepth * 1.05, 1) + 20;
        double first = Math.Round((side * body.BreastOffset) + (gap * (slices - 1) / 2), 3);
        return new VolumeGeometry(
            matrix, matrix, slices, new(spacing, spacing, gap), new(first, -front, top), new(0, 1, 0), new(0, 0, -1), new(-1, 0, 0));
    }
}
