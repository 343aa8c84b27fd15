namespace OhifAlnPlugin.Imaging;

/// <summary>The early and the late phase by fixed times, as functional tumour volume (FTV) takes them, whatever enhances when.</summary>
/// <param name="EarlyIndex">The phase whose centre is nearest to 150 s after the begin of the first post-contrast phase, 0-based.</param>
/// <param name="LateIndex">The phase whose centre is nearest to 450 s after it, 0-based.</param>
/// <remarks>The times are those of the I-SPY trials; a phase lasts until the next one begins, the last one as long as the one before it.</remarks>
public sealed record FixedTimes(int EarlyIndex, int LateIndex)
{
    /// <summary>Time of the early phase, s after the begin of the first post-contrast phase.</summary>
    public const double EarlySeconds = 150;

    /// <summary>Time of the late phase, s after the begin of the first post-contrast phase.</summary>
    public const double LateSeconds = 450;

    /// <summary>Finds the two phases; of phases equally near the earlier.</summary>
    /// <param name="phaseSeconds">Begin of each phase, s, ascending.</param>
    /// <param name="preContrastIndex">The pre-contrast phase; at least one phase follows it.</param>
    /// <returns>The phases; the same one twice where only one follows the pre-contrast phase.</returns>
    /// <exception cref="ArgumentException">No phase follows the pre-contrast phase.</exception>
    public static FixedTimes Of(IReadOnlyList<double> phaseSeconds, int preContrastIndex)
    {
        ArgumentNullException.ThrowIfNull(phaseSeconds);
        if (preContrastIndex < 0 || preContrastIndex >= phaseSeconds.Count - 1)
        {
            throw new ArgumentException($"Pre-contrast phase {preContrastIndex} of {phaseSeconds.Count}: a phase must follow it.", nameof(preContrastIndex));
        }

        int first = preContrastIndex + 1;
        double[] centres = [.. Enumerable.Range(first, phaseSeconds.Count - first).Select(p => phaseSeconds[p] - phaseSeconds[first] + (Duration(phaseSeconds, p, first) / 2))];
        return new(first + Nearest(centres, EarlySeconds), first + Nearest(centres, LateSeconds));
    }

    /// <summary>How long a phase lasts, s; 0 where there is only one after the contrast agent.</summary>
    private static double Duration(IReadOnlyList<double> begins, int phase, int first) =>
        phase + 1 < begins.Count ? begins[phase + 1] - begins[phase] : phase > first ? begins[phase] - begins[phase - 1] : 0;

    private static int Nearest(double[] centres, double time) =>
        Enumerable.Range(0, centres.Length).MinBy(p => Math.Abs(centres[p] - time));
}
