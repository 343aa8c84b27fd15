using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>A range from which a parameter is drawn.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end, ≥ low.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>Draws a value, all equally likely.</summary>
    /// <param name="random">Source of chance.</param>
    public double Draw(SeededRandom random) => random.Uniform(Low, High);

    /// <summary>Draws a value, all ratios equally likely.</summary>
    /// <param name="random">Source of chance.</param>
    /// <returns>A value of a range with positive ends.</returns>
    public double DrawLog(SeededRandom random) => Math.Exp(random.Uniform(Math.Log(Low), Math.Log(High)));
}
