using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>Signals of the tissues of one training study and how far contrast has come at its peak.</summary>
/// <param name="Tissues">Signals before contrast and the uptake of blood, each drawn by itself.</param>
/// <param name="FatSuppressed">Whether fat is suppressed.</param>
/// <param name="FatUptake">Uptake of fat.</param>
/// <param name="SkinUptake">Uptake of skin, part of its signal.</param>
/// <param name="Minutes">Time of the peak after the injection, min.</param>
internal sealed record TrainingSignals(TissueSignals Tissues, bool FatSuppressed, double FatUptake, double SkinUptake, double Minutes)
{
    /// <summary>Draws the signals.</summary>
    /// <param name="ranges">The style.</param>
    /// <param name="random">Source of chance.</param>
    public static TrainingSignals Draw(TrainingRanges ranges, SeededRandom random)
    {
        bool suppressed = random.Chance(ranges.Suppressed);
        var tissues = new TissueSignals
        {
            Fat = suppressed ? ranges.SuppressedFat.Draw(random) : random.Uniform(0.6, 1.4),
            Gland = ranges.Gland.Draw(random),
            Muscle = random.Uniform(0.15, 0.55),
            Skin = random.Uniform(0.15, 0.75),
            Blood = random.Uniform(0.1, 0.6),
            Liver = random.Uniform(0.15, 0.65),
            BloodUptake = new Interval(0.3, 2).DrawLog(random),
        };
        return new TrainingSignals(tissues, suppressed, random.Uniform(0, 0.05), random.Uniform(0.1, 0.7), random.Uniform(1, 3.4));
    }

    /// <summary>Signal before contrast and at the peak.</summary>
    /// <param name="signal">The tissue; its lesion part is taken at its maximum.</param>
    public (double Pre, double Peak) Phases(in Signal signal) =>
        (signal.Pre, signal.Pre + (signal.Blood * Kinetics.Blood(Minutes)) + (signal.Slow * Kinetics.Slow(Minutes)) + signal.Lesion);
}
