using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Harrell's bootstrap: by how much a model trained on a resample is better there than on the patients it was drawn from.</summary>
/// <remarks>Harrell, Lee and Mark 1996, Stat. Med. 15:361. All steps are repeated in every resample; a resample without a model counts as an area of ½ in both places.</remarks>
internal static class BootstrapOptimism
{
    /// <summary>Runs it.</summary>
    /// <returns>Mean optimism of the area, and the resamples without a model.</returns>
    public static (double Optimism, int WithoutModel) Run(
        TrainingCohort cohort, int[] patients, TrainingDesign design, IProgress<string>? progress, CancellationToken cancellation)
    {
        int resamples = design.Resampling.Bootstraps, done = 0;
        SeededRandom random = new SeededRandom(design.Seed).Fork("bootstrap");
        double?[] optimism = new double?[resamples];
        Parallel.For(0, resamples, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, b =>
        {
            SeededRandom own = random.Fork((ulong)b);
            optimism[b] = Of(cohort, patients, Draw(cohort, patients, own), design, own.NextUInt64(), cancellation);
            progress?.Report($"bootstrap: resample {Interlocked.Increment(ref done)} of {resamples}");
        });
        return (optimism.Average(o => o ?? 0), optimism.Count(o => o is null));
    }

    private static double? Of(TrainingCohort cohort, int[] patients, int[] drawn, TrainingDesign design, ulong seed, CancellationToken cancellation)
    {
        try
        {
            FittedRadscore fitted = RadscoreFit.Fit(cohort, drawn, design, seed, cancellation: cancellation);
            return AreaOf(cohort, fitted, drawn) - AreaOf(cohort, fitted, patients);
        }
        catch (RadscoreTrainingException)
        {
            return null; // Nothing survives in this resample: counted, and no optimism.
        }
    }

    /// <summary>As many patients of each outcome as there are, with replacement.</summary>
    private static int[] Draw(TrainingCohort cohort, int[] patients, SeededRandom random)
    {
        int[][] groups = [[.. patients.Where(p => cohort.HighBurden[p])], [.. patients.Where(p => !cohort.HighBurden[p])]];
        return [.. groups.SelectMany(g => g.Select(_ => g[random.Below(g.Length)]))];
    }

    private static double AreaOf(TrainingCohort cohort, FittedRadscore fitted, int[] patients)
    {
        int[] scored = [.. patients.Where(p => double.IsFinite(fitted.Score(cohort, p)))];
        return RocCurve.Area(new LabelledScores([.. scored.Select(p => fitted.Score(cohort, p))], cohort.OutcomesOf(scored)));
    }
}
