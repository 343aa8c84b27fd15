using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>Trains a back-propagation network on scaled features.</summary>
/// <remarks>Full batch, binary cross-entropy, Adam. Same cases, options and seed: same weights.</remarks>
public static class NetworkTraining
{
    /// <summary>Trains a network from random weights.</summary>
    /// <param name="cases">Scaled features, one array per patient, all of one length ≥ 1, finite.</param>
    /// <param name="labels">High burden or not, one per patient; both occur.</param>
    /// <param name="architecture">Hidden layers.</param>
    /// <param name="options">Epochs, step size, seed, early stopping.</param>
    /// <param name="patients">Patient of each case where some are copies of each other: all copies are set aside together; null when all are different.</param>
    /// <returns>The network and the loss of every epoch.</returns>
    /// <exception cref="ArgumentException">Sizes differ, a class is missing, a number is not finite, or an option is out of range.</exception>
    public static TrainedNetwork Fit(
        IReadOnlyList<double[]> cases, IReadOnlyList<bool> labels, NetworkArchitecture architecture, NetworkTrainingOptions options, IReadOnlyList<int>? patients = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        Require(cases, labels, options);
        SeededRandom random = new(options.Seed);
        BackPropagationNetwork initial = Initialize(cases[0].Length, architecture, random.Fork("weights"));
        if (options.EarlyStopping is not { } stopping)
        {
            return Continue(initial, cases, labels, options);
        }

        bool[] aside = SetAside(labels, patients ?? [.. Enumerable.Range(0, labels.Count)], stopping.Fraction, random.Fork("aside"));
        return FitUntilItStops(initial, cases, labels, aside, options, stopping);
    }

    /// <summary>Trains all epochs from given weights.</summary>
    internal static TrainedNetwork Continue(
        BackPropagationNetwork initial, IReadOnlyList<double[]> cases, IReadOnlyList<bool> labels, NetworkTrainingOptions options)
    {
        Require(cases, labels, options);
        TrainableNetwork network = new(initial, cases, labels);
        AdamOptimizer adam = OptimizerFor(network, options);
        double[] losses = new double[options.Epochs];
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            losses[epoch] = network.Pass();
            adam.Step();
        }

        return new TrainedNetwork(network.ToNetwork(), losses, options.Epochs);
    }

    /// <summary>Random weights: uniform in ±√(6/(inputs + outputs)), biases 0 (Glorot and Bengio 2010, as Keras).</summary>
    internal static BackPropagationNetwork Initialize(int inputs, NetworkArchitecture architecture, SeededRandom random)
    {
        List<HiddenLayer> hidden = [];
        int width = inputs;
        foreach (HiddenUnits layer in architecture.Hidden)
        {
            hidden.Add(new HiddenLayer(Glorot(width, layer.Units, random), layer.Normalized ? Identity(layer.Units) : null));
            width = layer.Units;
        }

        return new BackPropagationNetwork(hidden, Glorot(width, 1, random));
    }

    private static TrainedNetwork FitUntilItStops(
        BackPropagationNetwork initial, IReadOnlyList<double[]> cases, IReadOnlyList<bool> labels, bool[] aside, NetworkTrainingOptions options, EarlyStopping stopping)
    {
        int[] kept = [.. Enumerable.Range(0, cases.Count).Where(c => !aside[c])];
        int[] watched = [.. Enumerable.Range(0, cases.Count).Where(c => aside[c])];
        TrainableNetwork network = new(initial, [.. kept.Select(c => cases[c])], [.. kept.Select(c => labels[c])]);
        AdamOptimizer adam = OptimizerFor(network, options);
        List<double> losses = [];
        TrainedNetwork best = new(initial, [], 0);
        double least = double.PositiveInfinity;
        for (int epoch = 1; epoch <= options.Epochs && epoch - best.BestEpoch <= stopping.Patience; epoch++)
        {
            losses.Add(network.Pass());
            adam.Step();
            BackPropagationNetwork now = network.ToNetwork();
            double loss = watched.Average(c => TrainableNetwork.CrossEntropy(now.Forward(cases[c]), labels[c]));
            if (loss < least)
            {
                least = loss;
                best = new TrainedNetwork(now, [], epoch);
            }
        }

        return best with { Losses = losses };
    }

    private static AdamOptimizer OptimizerFor(TrainableNetwork network, NetworkTrainingOptions options) => new(
        network.Tensors, options.LearningRate, options.LearningRateDecay ?? (options.LearningRate / options.Epochs), options.WeightDecay);

    /// <summary>Marks the given part of the patients of each class, at least one of each where there are two, with all their copies.</summary>
    private static bool[] SetAside(IReadOnlyList<bool> labels, IReadOnlyList<int> patients, double fraction, SeededRandom random)
    {
        HashSet<int> chosen = [];
        foreach (bool label in (bool[])[false, true])
        {
            int[] members = [.. patients.Where((_, c) => labels[c] == label).Distinct()];
            random.Shuffle(members.AsSpan());
            int count = Math.Clamp((int)Math.Round(fraction * members.Length), Math.Min(1, members.Length - 1), members.Length - 1);
            chosen.UnionWith(members[..count]);
        }

        bool[] aside = [.. patients.Select(chosen.Contains)];

        return aside.Contains(true)
            ? aside
            : throw new ArgumentException("Early stopping needs at least two cases in one of the classes, so that one can be set aside.", nameof(labels));
    }

    private static DenseLayer Glorot(int inputs, int outputs, SeededRandom random)
    {
        double limit = Math.Sqrt(6.0 / (inputs + outputs));
        double[] weights = new double[inputs * outputs];
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = random.Uniform(-limit, limit);
        }

        return new DenseLayer(inputs, weights, new double[outputs]);
    }

    private static BatchNormalization Identity(int units)
    {
        double[] ones = new double[units];
        Array.Fill(ones, 1);
        return new BatchNormalization(ones, new double[units], new double[units], ones);
    }

    private static void Require(IReadOnlyList<double[]> cases, IReadOnlyList<bool> labels, NetworkTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        if (cases.Count != labels.Count)
        {
            throw new ArgumentException($"There are {cases.Count} cases and {labels.Count} labels.", nameof(labels));
        }

        if (!labels.Contains(true) || !labels.Contains(false))
        {
            throw new ArgumentException("Training needs patients with high and with low burden; one group is empty.", nameof(labels));
        }

        for (int c = 0; c < cases.Count; c++)
        {
            if (cases[c].Length != cases[0].Length || cases[c].Length == 0)
            {
                throw new ArgumentException($"Case {c + 1} has {cases[c].Length} features, the first has {cases[0].Length}; at least one is needed.", nameof(cases));
            }

            FiniteNumbers.Require(cases[c], $"A feature of case {c + 1}", nameof(cases));
        }
    }
}

/// <summary>A network and how its training went.</summary>
/// <param name="Network">The network.</param>
/// <param name="Losses">Mean cross-entropy of the training cases at the start of each epoch.</param>
/// <param name="BestEpoch">Epoch (from 1) after which the weights were taken; the last one without early stopping.</param>
public sealed record TrainedNetwork(BackPropagationNetwork Network, IReadOnlyList<double> Losses, int BestEpoch);
