using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The ICC step: which features two readings agree on.</summary>
internal static class ReproducibleFeatures
{
    /// <summary>Patients read twice below which an ICC says too little to select by.</summary>
    private const int FewestPatients = 5;

    /// <summary>Intraclass correlations of every feature, in the order of the readings.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="patients">Patients that may be looked at; second readings of others are left out.</param>
    /// <param name="step">The form.</param>
    /// <returns>Per feature one ICC per reading; NaN when it is undefined or nothing varies.</returns>
    /// <exception cref="RadscoreTrainingException">A reading has fewer than five of the patients.</exception>
    public static double[][] Correlations(TrainingCohort cohort, IReadOnlyCollection<int> patients, ReproducibilityStep step)
    {
        HashSet<int> seen = [.. patients];
        (SecondReading Reading, int[] Rows)[] readings =
            [.. cohort.Readings.Select(r => (r, Enumerable.Range(0, r.Patients.Count).Where(k => seen.Contains(r.Patients[k])).ToArray()))];
        if (Array.Find(readings, r => r.Rows.Length < FewestPatients) is { Reading: { } few } found)
        {
            throw new RadscoreTrainingException(
                $"The second reading ({few.Kind}) has {found.Rows.Length} of the training patients; at least {FewestPatients} are needed to judge what is reproducible.");
        }

        double[][] all = new double[cohort.FeatureNames.Count][];
        Parallel.For(0, all.Length, f => all[f] = [.. readings.Select(r => Of(cohort, r.Reading, r.Rows, f, step.Form))]);
        return all;
    }

    /// <summary>Whether a feature stays.</summary>
    public static bool Stays(double[] correlations, ReproducibilityStep step) => correlations.All(icc => icc > step.IccAbove);

    private static double Of(TrainingCohort cohort, SecondReading reading, int[] rows, int feature, IccForm form)
    {
        double[] first = [.. rows.Select(k => cohort.Columns[feature][reading.Patients[k]])], second = [.. rows.Select(k => reading.Columns[feature][k])];
        return first.All(double.IsFinite) && second.All(double.IsFinite) ? IntraclassCorrelation.Compute([first, second], form).Value : double.NaN;
    }
}
