using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore;

/// <summary>A trained feed-forward network: hidden layers with rectifiers, one sigmoid output.</summary>
/// <remarks>
/// Immutable; double precision throughout. The forward pass here is the radscore of record: its sums run in a fixed order, so the
/// same weights and the same input give the same bits.
/// </remarks>
public sealed class BackPropagationNetwork
{
    private readonly HiddenLayer[] _hidden;
    private readonly int _widest;

    /// <summary>Puts a network together.</summary>
    /// <param name="hidden">Hidden layers from input to output; may be empty (logistic regression).</param>
    /// <param name="output">Output layer with a single output.</param>
    /// <exception cref="ArgumentException">A layer does not fit the one before it, or the output layer has more than one output.</exception>
    public BackPropagationNetwork(IReadOnlyList<HiddenLayer> hidden, DenseLayer output)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(output);
        int? width = null;
        for (int l = 0; l < hidden.Count; l++)
        {
            RequireInputs(hidden[l].Dense, width, $"Hidden layer {l + 1}");
            width = hidden[l].Dense.Outputs;
            if (hidden[l].Normalization is { } normalization && normalization.Units != width)
            {
                throw new ArgumentException(
                    $"The batch normalisation of hidden layer {l + 1} has {normalization.Units} units, the layer has {width}.", nameof(hidden));
            }
        }

        RequireInputs(output, width, "The output layer");
        if (output.Outputs != 1)
        {
            throw new ArgumentException($"The output layer has {output.Outputs} outputs; it must have one.", nameof(output));
        }

        _hidden = [.. hidden];
        Output = output;
        _widest = _hidden.Length == 0 ? 1 : _hidden.Max(h => h.Dense.Outputs);
    }

    /// <summary>Hidden layers, from input to output.</summary>
    public IReadOnlyList<HiddenLayer> Hidden => _hidden;

    /// <summary>Output layer; its single output goes through the logistic function.</summary>
    public DenseLayer Output { get; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => _hidden.Length == 0 ? Output.Inputs : _hidden[0].Dense.Inputs;

    /// <summary>Number of weights, biases, scales and offsets that training adjusts.</summary>
    public int Parameters =>
        _hidden.Sum(h => ((h.Dense.Inputs + 1) * h.Dense.Outputs) + (2 * (h.Normalization?.Units ?? 0))) + Output.Inputs + 1;

    /// <summary>Probability of high burden.</summary>
    /// <param name="input">Scaled features, shape (<see cref="Inputs"/>,), finite.</param>
    /// <returns>Output in (0, 1).</returns>
    /// <exception cref="ArgumentException">The number of inputs is wrong.</exception>
    public double Forward(ReadOnlySpan<double> input)
    {
        if (input.Length != Inputs)
        {
            throw new ArgumentException($"{input.Length} inputs were given to a network of {Inputs}.", nameof(input));
        }

        Span<double> buffers = _widest <= 128 ? stackalloc double[2 * _widest] : new double[2 * _widest];
        scoped ReadOnlySpan<double> x = input;
        for (int l = 0; l < _hidden.Length; l++)
        {
            HiddenLayer layer = _hidden[l];
            Span<double> a = buffers.Slice(l % 2 * _widest, layer.Dense.Outputs);
            layer.Dense.Apply(x, a);
            Rectify(a);
            layer.Normalization?.Apply(a);
            x = a;
        }

        double o = 0;
        Output.Apply(x, new Span<double>(ref o));
        return LogisticFunction.Of(o);
    }

    private static void Rectify(Span<double> a)
    {
        for (int j = 0; j < a.Length; j++)
        {
            a[j] = Math.Max(a[j], 0);
        }
    }

    private static void RequireInputs(DenseLayer layer, int? width, string name)
    {
        if (width is { } needed && layer.Inputs != needed)
        {
            throw new ArgumentException($"{name} has {layer.Inputs} inputs, the layer before it has {needed} outputs.", nameof(layer));
        }
    }
}
