using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>Draws bodies from wider ranges than those of the product's phantoms.</summary>
internal static class TrainingBody
{
    /// <summary>Draws a body; all measures independent of each other, so that unlikely bodies occur too.</summary>
    /// <param name="random">Source of chance.</param>
    public static Anatomy Draw(SeededRandom random)
    {
        double offset = random.Uniform(62, 94), halfWidth = random.Uniform(44, 80);
        return new Anatomy
        {
            TrunkHalfWidth = Math.Max(offset + halfWidth + 2, random.Uniform(132, 188)),
            TrunkHalfDepth = random.Uniform(86, 130),
            BreastOffset = offset,
            BreastDepth = random.Uniform(22, 132),
            BreastHalfWidth = halfWidth,
            BreastHalfHeight = random.Uniform(44, 90),
            BreastFullness = random.Uniform(1.7, 3.6),
            Asymmetry = (random.Uniform(0.85, 1.15), random.Uniform(0.85, 1.15)),
            Tilt = random.Uniform(-15, 15),
            Skin = random.Uniform(1, 3.4),
            Density = random.Uniform(-1.7, 1.3),
            ParenchymalEnhancement = random.Weighted(0.45, 0.35, 0.2) switch
            {
                0 => random.Uniform(0, 0.15),
                1 => random.Uniform(0.15, 0.45),
                _ => random.Uniform(0.45, 1.1),
            },
            SubcutaneousFat = random.Uniform(4, 18),
            Pectoral = random.Uniform(5, 20),
            HeartHeight = random.Uniform(-30, 50),
            HeartSize = random.Uniform(0.8, 1.25),
            LiverTop = random.Uniform(-45, 30),
        };
    }
}
