using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Measures of one phantom's body, drawn once; lengths in mm.</summary>
/// <remarks>
/// Frame: LPS with the origin on the skin over the sternum at the height of the nipples; the breasts hang towards −y (prone).
/// </remarks>
public sealed record Anatomy
{
    /// <summary>Half the width of the trunk.</summary>
    public required double TrunkHalfWidth { get; init; }

    /// <summary>Half the depth of the trunk.</summary>
    public required double TrunkHalfDepth { get; init; }

    /// <summary>Distance of a breast's axis from the middle.</summary>
    public required double BreastOffset { get; init; }

    /// <summary>How far the breasts reach in front of the sternum.</summary>
    public required double BreastDepth { get; init; }

    /// <summary>Half the width of a breast at its base.</summary>
    public required double BreastHalfWidth { get; init; }

    /// <summary>Half the height of a breast at its base.</summary>
    public required double BreastHalfHeight { get; init; }

    /// <summary>Exponent of the breast's profile: 2 is round, larger is fuller at the tip.</summary>
    public required double BreastFullness { get; init; }

    /// <summary>Size of the right and the left breast relative to the mean.</summary>
    public required (double Right, double Left) Asymmetry { get; init; }

    /// <summary>Sideways drift of the breast's axis towards the tip.</summary>
    public required double Tilt { get; init; }

    /// <summary>Thickness of the skin.</summary>
    public required double Skin { get; init; }

    /// <summary>Amount of fibroglandular tissue: −1.5 almost entirely fatty … 1.2 extremely dense.</summary>
    public required double Density { get; init; }

    /// <summary>Background parenchymal enhancement: slow uptake of the fibroglandular tissue, part of its signal.</summary>
    public required double ParenchymalEnhancement { get; init; }

    /// <summary>Fat between skin and muscle over the sternum.</summary>
    public required double SubcutaneousFat { get; init; }

    /// <summary>Thickness of the pectoral muscle at its middle.</summary>
    public required double Pectoral { get; init; }

    /// <summary>Height of the heart's centre above the nipples.</summary>
    public required double HeartHeight { get; init; }

    /// <summary>Size of the heart relative to the mean.</summary>
    public required double HeartSize { get; init; }

    /// <summary>Height of the top of the liver relative to the nipples.</summary>
    public required double LiverTop { get; init; }

    /// <summary>Draws a body.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="lesionRadiusMm">Radius of the lesion that has to find room in a breast.</param>
    /// <returns>The measures.</returns>
    public static Anatomy Draw(SeededRandom random, double lesionRadiusMm)
    {
        double size = random.Normal();
        double offset = random.Uniform(74, 86), halfWidth = Math.Clamp(60 + (5 * size) + random.Normal(0, 3), 50 + (0.4 * lesionRadiusMm), 72);
        return new Anatomy
        {
            TrunkHalfWidth = Math.Max(offset + halfWidth + 8, random.Uniform(152, 172)),
            TrunkHalfDepth = random.Uniform(106, 124),
            BreastOffset = offset,
            BreastDepth = Math.Clamp(88 + (18 * size), Math.Max(55, 35 + (2 * lesionRadiusMm)), 130),
            BreastHalfWidth = halfWidth,
            BreastHalfHeight = Math.Clamp(66 + (7 * size) + random.Normal(0, 4), 56, 82),
            BreastFullness = random.Uniform(2.0, 3.2),
            Asymmetry = (random.Uniform(0.95, 1.05), random.Uniform(0.95, 1.05)),
            Tilt = random.Uniform(-6, 10),
            Skin = random.Uniform(1.2, 1.9),
            Density = Math.Clamp(random.Normal(-0.25, 0.6), -1.4, 1.1),
            ParenchymalEnhancement = random.Weighted(0.4, 0.35, 0.18, 0.07) switch
            {
                0 => random.Uniform(0.06, 0.15),
                1 => random.Uniform(0.15, 0.3),
                2 => random.Uniform(0.3, 0.5),
                _ => random.Uniform(0.5, 0.75),
            },
            SubcutaneousFat = random.Uniform(7, 13),
            Pectoral = random.Uniform(9, 15),
            HeartHeight = random.Uniform(-5, 30),
            HeartSize = random.Uniform(0.92, 1.1),
            LiverTop = random.Uniform(-25, 15),
        };
    }
}
