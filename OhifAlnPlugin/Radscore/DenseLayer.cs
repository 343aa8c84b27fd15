using System.Runtime.Intrinsics;

namespace OhifAlnPlugin.Radscore;

/// <summary>A fully connected layer: aⱼ = bⱼ + Σᵢ xᵢ·Wᵢⱼ, before any activation.</summary>
/// <remarks>Immutable. Weights lie row-major, one row per input, as Keras and ONNX <c>Gemm</c> keep a kernel of shape (inputs, outputs).</remarks>
public sealed class DenseLayer
{
    private readonly double[] _weights;
    private readonly double[] _biases;

    /// <summary>Creates a layer.</summary>
    /// <param name="inputs">Number of inputs, ≥ 1.</param>
    /// <param name="weights">Weights W, shape (inputs, number of biases), row-major.</param>
    /// <param name="biases">Biases b, one per output, at least one.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or a number is not finite.</exception>
    public DenseLayer(int inputs, ReadOnlySpan<double> weights, ReadOnlySpan<double> biases)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        if (biases.IsEmpty)
        {
            throw new ArgumentException("A layer needs at least one output.", nameof(biases));
        }

        if (weights.Length != (long)inputs * biases.Length)
        {
            throw new ArgumentException(
                $"{weights.Length} weights do not fit {inputs} inputs × {biases.Length} outputs.", nameof(weights));
        }

        FiniteNumbers.Require(weights, "A weight", nameof(weights));
        FiniteNumbers.Require(biases, "A bias", nameof(biases));
        Inputs = inputs;
        _weights = weights.ToArray();
        _biases = biases.ToArray();
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _biases.Length;

    /// <summary>Weights, shape (<see cref="Inputs"/>, <see cref="Outputs"/>), row-major.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Biases, one per output.</summary>
    public ReadOnlySpan<double> Biases => _biases;

    /// <summary>Computes the outputs.</summary>
    /// <param name="input">x, shape (<see cref="Inputs"/>,).</param>
    /// <param name="output">Receives b + xW, shape (<see cref="Outputs"/>,).</param>
    /// <remarks>Lanes hold different outputs, so that each sum runs in the order of the inputs and has the same bits with and without vectors.</remarks>
    internal void Apply(ReadOnlySpan<double> input, Span<double> output)
    {
        _biases.CopyTo(output);
        for (int i = 0; i < input.Length; i++)
        {
            double x = input[i];
            ReadOnlySpan<double> row = _weights.AsSpan(i * output.Length, output.Length);
            Vector256<double> factor = Vector256.Create(x);
            int j = 0;
            for (; j <= output.Length - Vector256<double>.Count; j += Vector256<double>.Count)
            {
                (Vector256.Create<double>(output[j..]) + (factor * Vector256.Create<double>(row[j..]))).CopyTo(output[j..]);
            }

            for (; j < output.Length; j++)
            {
                output[j] += x * row[j];
            }
        }
    }
}
