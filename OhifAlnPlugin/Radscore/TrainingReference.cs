namespace OhifAlnPlugin.Radscore;

/// <summary>What a model keeps of its training cohort, so that a score can be judged: its cases and how far cases lie from it.</summary>
/// <remarks>Immutable. Holds no identifier of a patient.</remarks>
public sealed class TrainingReference
{
    /// <summary>Puts a reference together.</summary>
    /// <param name="distance">How far a case is from the cohort.</param>
    /// <param name="cases">The training cases, at least one; up-sampled copies do not belong here.</param>
    /// <exception cref="ArgumentException">A case has another number of features, a number that is not finite, or a score outside [0, 1].</exception>
    public TrainingReference(TrainingDistance distance, IReadOnlyList<TrainingCase> cases)
    {
        ArgumentNullException.ThrowIfNull(distance);
        ArgumentNullException.ThrowIfNull(cases);
        if (cases.Count == 0)
        {
            throw new ArgumentException("The training reference has no case.", nameof(cases));
        }

        foreach (TrainingCase one in cases)
        {
            RequireCase(one, distance.Centre.Count);
        }

        Distance = distance;
        Cases = [.. cases];
    }

    /// <summary>How far a case is from the cohort.</summary>
    public TrainingDistance Distance { get; }

    /// <summary>The training cases.</summary>
    public IReadOnlyList<TrainingCase> Cases { get; }

    /// <summary>Describes a training cohort.</summary>
    /// <param name="features">The model's features, with their scaling.</param>
    /// <param name="cases">The training cases without up-sampled copies, at least three.</param>
    /// <exception cref="ArgumentException">There are too few cases, or one does not fit.</exception>
    public static TrainingReference Of(IReadOnlyList<RadscoreFeature> features, IReadOnlyList<TrainingCase> cases)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(cases);
        foreach (TrainingCase one in cases)
        {
            RequireCase(one, features.Count);
        }

        return new TrainingReference(TrainingDistance.Of([.. cases.Select(c => Scale(features, c.Features))]), cases);
    }

    /// <summary>The training cases that are most like a case.</summary>
    /// <param name="features">The model's features.</param>
    /// <param name="scaled">The scaled features of the case.</param>
    /// <param name="count">How many are asked for.</param>
    /// <returns>At most that many, the nearest first; of equally near ones the earlier first.</returns>
    internal NearestCase[] Nearest(IReadOnlyList<RadscoreFeature> features, double[] scaled, int count) =>
        [.. Cases.Select(c => new NearestCase(c, Difference(Scale(features, c.Features), scaled))).OrderBy(n => n.Distance).Take(count)];

    private static double[] Scale(IReadOnlyList<RadscoreFeature> features, IReadOnlyList<double> values) =>
        [.. features.Select((f, i) => f.Scale(values[i]))];

    private static double Difference(double[] one, double[] other)
    {
        double squares = 0;
        for (int i = 0; i < one.Length; i++)
        {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }

        return Math.Sqrt(squares / one.Length);
    }

    private static void RequireCase(TrainingCase one, int features)
    {
        if (one.Features.Count != features)
        {
            throw new ArgumentException($"Training case {one.Index} has {one.Features.Count} values, the model has {features} features.");
        }

        FiniteNumbers.Require([.. one.Features], $"A value of training case {one.Index}", nameof(one));
        if (!(one.Radscore is >= 0 and <= 1))
        {
            throw new ArgumentException($"The radscore of training case {one.Index} is {one.Radscore}; it must lie in [0, 1].");
        }
    }
}
