namespace OhifAlnPlugin.Imaging;

/// <summary>Which phases of a dynamic series serve as pre-contrast and as peak, and on what grounds.</summary>
/// <param name="PreContrastIndex">The pre-contrast phase, 0-based.</param>
/// <param name="PeakIndex">The phase of strongest enhancement, 0-based, later than the pre-contrast phase.</param>
/// <param name="EnhancementScores">
/// Per phase, the mean of the strongest 0.5 % of (phase − pre-contrast) inside the body, signal units; NaN up to the pre-contrast phase.
/// </param>
/// <param name="BodySignals">Per phase, the mean signal inside the body.</param>
public sealed record PhaseSelection(
    int PreContrastIndex, int PeakIndex, IReadOnlyList<double> EnhancementScores, IReadOnlyList<double> BodySignals)
{
    /// <summary>Part of the body's voxels that make up the enhancement score.</summary>
    public const double TopFraction = 0.005;

    /// <summary>Body: pre-contrast signal above this part of its 99.5th percentile.</summary>
    public const double BodyFraction = 0.1;

    /// <summary>The pre-contrast phase may exceed the lowest mean body signal of the series by this part before it is doubted.</summary>
    public const double LowestSignalTolerance = 0.03;

    private const int FewestScoredVoxels = 50;

    /// <summary>Whether the pre-contrast phase has the lowest mean body signal within 3 %: what an image without contrast agent should have.</summary>
    public bool PreContrastIsDarkest => BodySignals[PreContrastIndex] <= (1 + LowestSignalTolerance) * BodySignals.Min();

    /// <summary>Chooses the peak among the phases after a pre-contrast phase.</summary>
    /// <param name="phases">At least two volumes on one grid, in order of time.</param>
    /// <param name="preContrastIndex">The pre-contrast phase; at least one phase follows it.</param>
    /// <param name="cancellation">Stops between phases.</param>
    /// <returns>The choice; the earlier phase when scores are equal.</returns>
    /// <exception cref="ArgumentException">No phase follows the pre-contrast phase.</exception>
    /// <remarks>
    /// The strongest 0.5 % are tumour and vessels; the mean over the body follows parenchyma and liver and peaks later.
    /// </remarks>
    public static PhaseSelection Choose(IReadOnlyList<Volume> phases, int preContrastIndex, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(phases);
        if (preContrastIndex < 0 || preContrastIndex >= phases.Count - 1)
        {
            throw new ArgumentException($"Pre-contrast phase {preContrastIndex} of {phases.Count}: a phase must follow it.", nameof(preContrastIndex));
        }

        float[] pre = phases[preContrastIndex].Voxels;
        int[] body = Body(pre);
        double[] scores = new double[phases.Count], signals = new double[phases.Count];
        for (int p = 0; p < phases.Count; p++)
        {
            cancellation.ThrowIfCancellationRequested();
            float[] phase = phases[p].Voxels;
            signals[p] = Mean(phase, body);
            scores[p] = p > preContrastIndex ? TopMean(phase, pre, body) : double.NaN;
        }

        int peak = preContrastIndex + 1;
        for (int p = peak + 1; p < phases.Count; p++)
        {
            peak = scores[p] > scores[peak] ? p : peak;
        }

        return new(preContrastIndex, peak, scores, signals);
    }

    private static int[] Body(float[] pre)
    {
        float threshold = (float)(BodyFraction * Quantile.OfScratch((float[])pre.Clone(), 0.995));
        int[] body = [.. Enumerable.Range(0, pre.Length).Where(n => pre[n] > threshold)];
        return body.Length > 0 ? body : [.. Enumerable.Range(0, pre.Length)];
    }

    private static double Mean(float[] phase, int[] body)
    {
        double sum = 0;
        foreach (int n in body)
        {
            sum += phase[n];
        }

        return sum / body.Length;
    }

    private static double TopMean(float[] phase, float[] pre, int[] body)
    {
        float[] enhancement = new float[body.Length];
        for (int n = 0; n < body.Length; n++)
        {
            enhancement[n] = phase[body[n]] - pre[body[n]];
        }

        int count = Math.Min(body.Length, Math.Max(FewestScoredVoxels, (int)(TopFraction * body.Length)));
        Quantile.Select(enhancement, body.Length - count);
        double sum = 0;
        foreach (float e in enhancement.AsSpan(body.Length - count))
        {
            sum += e;
        }

        return sum / count;
    }
}
