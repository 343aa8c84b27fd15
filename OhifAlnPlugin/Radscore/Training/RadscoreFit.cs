using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Fits every step on given patients and on nothing else.</summary>
/// <remarks>The one way a radscore is made: the final model, every fold, every resample and the published order go through it.</remarks>
internal static class RadscoreFit
{
    /// <summary>Fits.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="rows">Patients to fit on; a resample has some more than once.</param>
    /// <param name="design">The steps.</param>
    /// <param name="seed">Seed of folds and networks.</param>
    /// <param name="alignedTogether">Patients whose features the alignment sees, in place of <paramref name="rows"/>: the published order aligns all centres at once.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="RadscoreTrainingException">No model comes of it; the message says why.</exception>
    public static FittedRadscore Fit(
        TrainingCohort cohort, IReadOnlyList<int> rows, TrainingDesign design, ulong seed, IReadOnlyList<int>? alignedTogether = null, CancellationToken cancellation = default)
    {
        List<StepCount> steps = [new("features", cohort.FeatureNames.Count)];
        int[] reproducible = Reproducible(cohort, rows, design, steps);
        IReadOnlyList<int> alignedOn = alignedTogether ?? WithPartner(cohort, rows, design.Harmonisation);
        int[] usable = [.. reproducible.Where(f => IsUsable(cohort, f, alignedOn, design.Harmonisation))];
        Keep(steps, usable.Length, "defined in every patient and not constant");
        CentreHarmonisation harmonisation = CentreHarmonisation.Fit(cohort, usable, alignedOn, design.Harmonisation);
        cancellation.ThrowIfCancellationRequested();

        int[] fitted = [.. rows.Where(r => harmonisation.Knows(cohort.Centres[r]))];
        Func<int, double>[] align = [.. usable.Select(f => (Func<int, double>)(r => harmonisation.Align(f, cohort.Columns[f][r], cohort.Centres[r])))];
        SelectionRows selectionRows = new(
            [.. usable.Select(f => cohort.FeatureNames[f])], [.. align.Select(a => fitted.Select(a).ToArray())], cohort.OutcomesOf(fitted), fitted);
        SelectedFeatures selection = FeatureSelection.Fit(selectionRows, design.Selection, seed, design.GivenFolds);
        steps.Add(new($"rank-sum p < {design.Selection.RankSumP}", selection.AfterRankSum.Count));
        steps.Add(new($"{design.Selection.CorrelationKind} |r| ≤ {design.Selection.CorrelationCutOff}", selection.AfterCorrelation.Count));
        steps.Add(new($"elastic net, α {design.Selection.Alpha}", selection.Radscore.Terms.Count));
        cancellation.ThrowIfCancellationRequested();

        int[] chosen = [.. selection.Radscore.Terms.Select(t => usable[selectionRows.Names.ToList().IndexOf(t.Feature)])];
        return new FittedRadscore(steps, harmonisation, selection, chosen, Networks(selection, selectionRows, design.Network, seed));
    }

    private static int[] Reproducible(TrainingCohort cohort, IReadOnlyList<int> rows, TrainingDesign design, List<StepCount> steps)
    {
        int[] all = [.. Enumerable.Range(0, cohort.FeatureNames.Count)];
        if (design.Reproducibility is not { } step)
        {
            return all;
        }

        double[][] correlations = ReproducibleFeatures.Correlations(cohort, [.. rows.Distinct()], step);
        int[] left = [.. all.Where(f => ReproducibleFeatures.Stays(correlations[f], step))];
        Keep(steps, left.Length, $"ICC > {step.IccAbove} in {cohort.Readings.Count} second readings");
        return left;
    }

    /// <summary>Patients without the only one of its centre, whose effect cannot be told: in a fold that happens.</summary>
    private static int[] WithPartner(TrainingCohort cohort, IReadOnlyList<int> rows, HarmonisationStep? step)
    {
        if (step is null or { MeanOnly: true })
        {
            return [.. rows];
        }

        HashSet<string> centres = [.. rows.Distinct().GroupBy(r => cohort.Centres[r], StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        return [.. rows.Where(r => centres.Contains(cohort.Centres[r]))];
    }

    /// <summary>Finite in every patient, and not constant: where centres are aligned by their variance, in none of them.</summary>
    private static bool IsUsable(TrainingCohort cohort, int feature, IReadOnlyList<int> rows, HarmonisationStep? step)
    {
        double[] values = cohort.Columns[feature];
        bool byCentre = step is { MeanOnly: false };
        return rows.All(r => double.IsFinite(values[r]))
            && rows.GroupBy(r => byCentre ? cohort.Centres[r] : "", StringComparer.Ordinal).All(g => g.Any(r => values[r] != values[g.First()]));
    }

    private static void Keep(List<StepCount> steps, int left, string step)
    {
        steps.Add(new StepCount(step, left));
        if (left == 0)
        {
            throw new RadscoreTrainingException($"No feature survives the step '{step}'; there is nothing to train on.");
        }
    }

    private static BackPropagationNetwork[] Networks(SelectedFeatures selection, SelectionRows rows, NetworkStep? step, ulong seed)
    {
        IReadOnlyList<LinearTerm> terms = selection.Radscore.Terms;
        if (step is null)
        {
            return [new BackPropagationNetwork([], new DenseLayer(terms.Count, [.. terms.Select(t => t.Coefficient)], [0]))];
        }

        int[] columns = [.. terms.Select(t => rows.Names.ToList().IndexOf(t.Feature))];
        double[][] scaled = [.. selection.Rows.Select(r => columns.Select((c, k) => terms[k].Scale(rows.Columns[c][r])).ToArray())];
        bool[] labels = [.. selection.Rows.Select(r => rows.Outcomes[r])];
        int[] patients = [.. selection.Rows.Select(r => rows.Patients[r])];
        SeededRandom random = new SeededRandom(seed).Fork("networks");
        BackPropagationNetwork[] networks = new BackPropagationNetwork[step.Count];
        Parallel.For(0, networks.Length, n =>
            networks[n] = NetworkTraining.Fit(scaled, labels, step.Architecture, step.Options with { Seed = random.Fork((ulong)n).NextUInt64() }, patients).Network);
        return networks;
    }
}
