using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>An imaginary centre: its scanner and protocol, which colour all its images.</summary>
public sealed record Centre
{
    /// <summary>Number, 1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>Layout of the phases.</summary>
    public required AcquisitionStyle Style { get; init; }

    /// <summary>Orientation of the slices.</summary>
    public required SliceOrientation Plane { get; init; }

    /// <summary>Field strength, T.</summary>
    public required double FieldStrengthTesla { get; init; }

    /// <summary>Whether fat is suppressed.</summary>
    public required bool FatSuppressed { get; init; }

    /// <summary>Image units per unit of signal, 500 … 1500.</summary>
    public required double Gain { get; init; }

    /// <summary>Standard deviation of the noise in each channel, in units of signal (1 ≈ fat without suppression).</summary>
    public required double Noise { get; init; }

    /// <summary>Voxel size relative to the nominal one, 0.94 … 1.06.</summary>
    public required double VoxelFactor { get; init; }

    /// <summary>Duration of one phase, s.</summary>
    public required double PhaseSeconds { get; init; }

    /// <summary>Rescale slope of the stored values.</summary>
    public required double RescaleSlope { get; init; }

    /// <summary>Draws a centre.</summary>
    /// <param name="seed">Seed of all centres.</param>
    /// <param name="number">Number, 1 for the first.</param>
    /// <returns>The centre; the first is axial and fat-suppressed with one series per phase.</returns>
    public static Centre Draw(ulong seed, int number)
    {
        SeededRandom random = new SeededRandom(seed).Fork("centre").Fork((ulong)number);
        bool first = number == 1;
        var style = first ? AcquisitionStyle.SeriesPerPhase : (AcquisitionStyle)((number - 1) % 5);
        return new Centre
        {
            Number = number,
            Style = style,
            Plane = !first && random.Chance(0.2) ? SliceOrientation.Sagittal : SliceOrientation.Axial,
            FieldStrengthTesla = random.Chance(0.5) ? 1.5 : 3,
            FatSuppressed = first || random.Chance(0.8),
            Gain = Math.Exp(random.Uniform(Math.Log(500), Math.Log(1500))),
            Noise = random.Uniform(0.012, 0.024),
            VoxelFactor = random.Uniform(0.94, 1.06),
            PhaseSeconds = Math.Round(random.Uniform(72, 92)),
            RescaleSlope = style == AcquisitionStyle.TriggerTime ? 1.25 : 1,
        };
    }
}
