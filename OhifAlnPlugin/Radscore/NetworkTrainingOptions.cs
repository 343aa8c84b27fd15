namespace OhifAlnPlugin.Radscore;

/// <summary>How a network is trained. The defaults are the published ones: full batch, Adam, 250 epochs, no early stopping.</summary>
public sealed record NetworkTrainingOptions
{
    /// <summary>Seed of the initial weights and of the early-stopping split.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of passes over all cases, ≥ 1.</summary>
    public int Epochs { get; init; } = 250;

    /// <summary>Initial step size η of Adam, &gt; 0.</summary>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Decay d of the step size, ηₜ = η/(1 + d·(t − 1)); null for η/epochs.</summary>
    public double? LearningRateDecay { get; init; }

    /// <summary>Weight decay: part of every weight (not bias, scale or offset) taken away per step, times ηₜ; ≥ 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Early stopping, or null to train all epochs.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Require()
    {
        if (Epochs < 1)
        {
            throw new ArgumentException($"The number of epochs is {Epochs}; it must be at least 1.");
        }

        if (!(LearningRate > 0) || !double.IsFinite(LearningRate))
        {
            throw new ArgumentException($"The learning rate is {LearningRate}; it must be positive.");
        }

        if (LearningRateDecay is { } decay && !(decay >= 0 && double.IsFinite(decay)))
        {
            throw new ArgumentException($"The learning-rate decay is {decay}; it cannot be negative.");
        }

        if (!(WeightDecay >= 0) || !double.IsFinite(WeightDecay))
        {
            throw new ArgumentException($"The weight decay is {WeightDecay}; it cannot be negative.");
        }

        if (EarlyStopping is { } stop && (stop.Patience < 1 || !(stop.Fraction is > 0 and < 1)))
        {
            throw new ArgumentException(
                $"Early stopping has patience {stop.Patience} and fraction {stop.Fraction}; the patience must be at least 1, the fraction between 0 and 1.");
        }
    }
}

/// <summary>Stops training when the loss of a set-aside part no longer falls, and keeps the weights of its best epoch.</summary>
/// <param name="Fraction">Part of the cases of each class set aside, in (0, 1).</param>
/// <param name="Patience">Epochs without improvement after which training stops, ≥ 1.</param>
public sealed record EarlyStopping(double Fraction, int Patience);
