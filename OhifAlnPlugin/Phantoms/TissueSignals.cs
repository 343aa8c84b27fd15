using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Signals of the tissues before contrast in a spoiled T1-weighted gradient echo; 1 ≈ fat without suppression.</summary>
internal sealed record TissueSignals
{
    /// <summary>Fat.</summary>
    public required double Fat { get; init; }

    /// <summary>Fibroglandular tissue, and lesions about as much.</summary>
    public required double Gland { get; init; }

    /// <summary>Muscle.</summary>
    public required double Muscle { get; init; }

    /// <summary>Skin.</summary>
    public required double Skin { get; init; }

    /// <summary>Blood.</summary>
    public required double Blood { get; init; }

    /// <summary>Liver.</summary>
    public required double Liver { get; init; }

    /// <summary>Blood's enhancement at its maximum.</summary>
    public required double BloodUptake { get; init; }

    /// <summary>Draws the signals.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="fatSuppressed">Whether the sequence suppresses fat.</param>
    /// <returns>The signals.</returns>
    public static TissueSignals Draw(SeededRandom random, bool fatSuppressed) => new()
    {
        Fat = fatSuppressed ? random.Uniform(0.13, 0.21) : random.Uniform(0.85, 1.05),
        Gland = random.Uniform(0.34, 0.44),
        Muscle = random.Uniform(0.27, 0.34),
        Skin = random.Uniform(0.36, 0.5),
        Blood = random.Uniform(0.24, 0.34),
        Liver = random.Uniform(0.36, 0.48),
        BloodUptake = random.Uniform(0.6, 0.9),
    };
}
