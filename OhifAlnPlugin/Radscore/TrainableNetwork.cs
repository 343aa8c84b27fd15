using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>A network under training on a fixed batch: forward pass, back-propagated gradients of the mean cross-entropy.</summary>
internal sealed class TrainableNetwork
{
    /// <summary>Probabilities are kept this far from 0 and 1 in the loss, as Keras does.</summary>
    private const double Clip = 1e-7;

    private readonly (TrainableDense Dense, double[] Rectified, TrainableNormalization? Normalization)[] _hidden;
    private readonly TrainableDense _output;
    private readonly double[] _batch;
    private readonly bool[] _labels;
    private readonly double[] _logitGradient;

    public TrainableNetwork(BackPropagationNetwork initial, IReadOnlyList<double[]> cases, IReadOnlyList<bool> labels)
    {
        int n = cases.Count;
        _batch = [.. cases.SelectMany(c => c)];
        _labels = [.. labels];
        _hidden =
        [
            .. initial.Hidden.Select(h => (
                new TrainableDense(h.Dense, n),
                new double[n * h.Dense.Outputs],
                h.Normalization is { } normalization ? new TrainableNormalization(normalization, n) : null)),
        ];
        _output = new TrainableDense(initial.Output, n);
        _logitGradient = new double[n];
    }

    /// <summary>Everything that training adjusts.</summary>
    public IEnumerable<TrainableTensor> Tensors => _hidden
        .SelectMany(h => (TrainableTensor?[])[h.Dense.Weights, h.Dense.Biases, h.Normalization?.Gamma, h.Normalization?.Beta])
        .Append(_output.Weights).Append(_output.Biases).OfType<TrainableTensor>();

    /// <summary>One forward and one backward pass; updates the moving statistics and all gradients.</summary>
    /// <returns>Mean cross-entropy before the update.</returns>
    public double Pass()
    {
        Forward();
        double loss = 0;
        for (int c = 0; c < _labels.Length; c++)
        {
            double p = LogisticFunction.Of(_output.Output[c]);
            loss += CrossEntropy(p, _labels[c]);
            _logitGradient[c] = (p - (_labels[c] ? 1 : 0)) / _labels.Length;
        }

        Backward();
        return loss / _labels.Length;
    }

    /// <summary>−ln of the probability given to what is true.</summary>
    public static double CrossEntropy(double probability, bool label)
    {
        double p = Math.Clamp(probability, Clip, 1 - Clip);
        return -Math.Log(label ? p : 1 - p);
    }

    public BackPropagationNetwork ToNetwork() => new(
        [.. _hidden.Select(h => new HiddenLayer(h.Dense.ToLayer(), h.Normalization?.ToNormalization()))], _output.ToLayer());

    private void Forward()
    {
        double[] x = _batch;
        foreach ((TrainableDense dense, double[] rectified, TrainableNormalization? normalization) in _hidden)
        {
            dense.Forward(x);
            for (int k = 0; k < rectified.Length; k++)
            {
                rectified[k] = Math.Max(dense.Output[k], 0);
            }

            normalization?.Forward(rectified);
            x = normalization?.Output ?? rectified;
        }

        _output.Forward(x);
    }

    private void Backward()
    {
        double[] gradient = _output.Backward(_logitGradient);
        for (int l = _hidden.Length - 1; l >= 0; l--)
        {
            (TrainableDense dense, _, TrainableNormalization? normalization) = _hidden[l];
            gradient = normalization?.Backward(gradient) ?? gradient;
            for (int k = 0; k < gradient.Length; k++)
            {
                if (!(dense.Output[k] > 0))
                {
                    gradient[k] = 0;
                }
            }

            gradient = dense.Backward(gradient);
        }
    }
}
