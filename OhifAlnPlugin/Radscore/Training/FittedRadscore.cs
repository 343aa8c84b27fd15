namespace OhifAlnPlugin.Radscore.Training;

/// <summary>All fitted steps of one training, from the alignment of centres to the networks.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class FittedRadscore
{
    private readonly int[] _features;

    public FittedRadscore(IReadOnlyList<StepCount> steps, CentreHarmonisation harmonisation, SelectedFeatures selection, int[] features, IReadOnlyList<BackPropagationNetwork> networks)
    {
        (Steps, Harmonisation, Selection, _features, Networks) = (steps, harmonisation, selection, features, networks);
    }

    /// <summary>What each step left.</summary>
    public IReadOnlyList<StepCount> Steps { get; }

    /// <summary>The alignment of centres.</summary>
    public CentreHarmonisation Harmonisation { get; }

    /// <summary>The selection.</summary>
    public SelectedFeatures Selection { get; }

    /// <summary>The networks whose mean is the radscore; a single one without hidden layers for the linear radscore.</summary>
    public IReadOnlyList<BackPropagationNetwork> Networks { get; }

    /// <summary>Terms of the linear radscore: the model's features in order.</summary>
    public IReadOnlyList<LinearTerm> Terms => Selection.Radscore.Terms;

    /// <summary>Features of the cohort, in the order of <see cref="Terms"/>.</summary>
    public IReadOnlyList<int> Features => _features;

    /// <summary>The same with another alignment.</summary>
    public FittedRadscore With(CentreHarmonisation harmonisation) => new(Steps, harmonisation, Selection, _features, Networks);

    /// <summary>Aligned features of a patient, before scaling; null when one is undefined or the centre is unknown.</summary>
    public double[]? ValuesOf(TrainingCohort cohort, int patient)
    {
        string centre = cohort.Centres[patient];
        if (!Harmonisation.Knows(centre))
        {
            return null;
        }

        double[] values = [.. _features.Select(f => Harmonisation.Align(f, cohort.Columns[f][patient], centre))];
        return values.All(double.IsFinite) ? values : null;
    }

    /// <summary>Radscore of a patient, in (0, 1); NaN when it is undefined.</summary>
    public double Score(TrainingCohort cohort, int patient)
    {
        if (ValuesOf(cohort, patient) is not { } values)
        {
            return double.NaN;
        }

        double[] scaled = [.. values.Select((v, k) => Terms[k].Scale(v))];
        return Networks.Sum(n => n.Forward(scaled)) / Networks.Count;
    }
}

/// <summary>What one step of the selection left.</summary>
/// <param name="Step">The step in a few words.</param>
/// <param name="Features">Number of features that stay.</param>
public sealed record StepCount(string Step, int Features);
