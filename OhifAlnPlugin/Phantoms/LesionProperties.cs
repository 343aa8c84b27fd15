using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Form of a phantom's lesion.</summary>
public enum LesionForm
{
    /// <summary>Mass with a smooth outline.</summary>
    Round,

    /// <summary>Mass with a lobed, uneven outline.</summary>
    Irregular,

    /// <summary>Mass with spicules.</summary>
    Spiculated,

    /// <summary>Non-mass enhancement: clumped, segmental, towards the nipple.</summary>
    NonMass,
}

/// <summary>What is asked of a lesion; from these properties alone follow its voxels and, by chance, the nodal burden.</summary>
public sealed record LesionProperties
{
    /// <summary>Form.</summary>
    public required LesionForm Form { get; init; }

    /// <summary>Radius of a ball of about the same volume, mm, 4 … 26.</summary>
    public required double RadiusMm { get; init; }

    /// <summary>Depth of the lobes of the outline, part of the radius, 0 (ball) … 0.35.</summary>
    public required double Irregularity { get; init; }

    /// <summary>Number of spicules, 0 … 48.</summary>
    public required int Spicules { get; init; }

    /// <summary>Longest over shortest axis, 1 … 1.8.</summary>
    public required double Elongation { get; init; }

    /// <summary>Radius of the poorly enhancing centre, part of the radius, 0 (none) … 0.75.</summary>
    public required double Core { get; init; }

    /// <summary>Standard deviation of the enhancement inside, part of its mean, 0.05 … 0.4.</summary>
    public required double Heterogeneity { get; init; }

    /// <summary>Maximum of the enhancement, part of the parenchyma's signal before contrast, 0.9 … 2.2.</summary>
    public required double Strength { get; init; }

    /// <summary>Course after the first rise.</summary>
    public required KineticCurve Curve { get; init; }

    /// <summary>Loss per minute of a washout, 0.08 … 0.16.</summary>
    public required double WashoutRate { get; init; }

    /// <summary>Longest diameter, mm, about.</summary>
    public double LongestDiameterMm => 2 * RadiusMm * Math.Pow(Elongation, 2.0 / 3) * (Form == LesionForm.NonMass ? 1.5 : 1 + (0.5 * Irregularity));

    /// <summary>Draws the properties of a lesion.</summary>
    /// <param name="random">Source of chance.</param>
    /// <returns>Round 25 %, irregular 32 %, spiculated 23 %, non-mass 20 %.</returns>
    public static LesionProperties Draw(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var form = (LesionForm)random.Weighted(0.25, 0.32, 0.23, 0.20);
        return Draw(random, form);
    }

    /// <summary>Draws the properties of a lesion of a given form.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="form">The form.</param>
    /// <returns>The properties.</returns>
    public static LesionProperties Draw(SeededRandom random, LesionForm form)
    {
        ArgumentNullException.ThrowIfNull(random);
        double radius = Math.Clamp(Math.Exp(random.Normal(Math.Log(10.5), 0.42)), 4, 26);
        bool core = form != LesionForm.NonMass && radius > 7 && random.Chance(0.35);
        return new LesionProperties
        {
            Form = form,
            RadiusMm = radius,
            Irregularity = form switch
            {
                LesionForm.Round => random.Uniform(0.01, 0.08),
                LesionForm.Spiculated => random.Uniform(0.10, 0.24),
                LesionForm.NonMass => random.Uniform(0.2, 0.35),
                _ => random.Uniform(0.12, 0.35),
            },
            Spicules = form == LesionForm.Spiculated ? 26 + random.Below(23) : 0,
            Elongation = random.Uniform(1, form == LesionForm.NonMass ? 1.8 : 1.45),
            Core = core ? random.Uniform(0.35, 0.75) : 0,
            Heterogeneity = random.Uniform(0.05, 0.4),
            Strength = random.Uniform(0.9, 2.2) * (form == LesionForm.NonMass ? 0.75 : 1),
            Curve = (KineticCurve)random.Weighted(0.22, 0.30, 0.48),
            WashoutRate = random.Uniform(0.08, 0.16),
        };
    }
}
