namespace OhifAlnPlugin.Radscore;

/// <summary>A dense layer under training on a batch of fixed size; rows of every buffer are cases.</summary>
internal sealed class TrainableDense
{
    private readonly int _cases;
    private readonly double[] _inputGradient;
    private double[] _input = [];

    public TrainableDense(DenseLayer initial, int cases)
    {
        _cases = cases;
        Inputs = initial.Inputs;
        Weights = new TrainableTensor(initial.Weights.ToArray(), Decays: true);
        Biases = new TrainableTensor(initial.Biases.ToArray(), Decays: false);
        Output = new double[cases * Outputs];
        _inputGradient = new double[cases * Inputs];
    }

    public int Inputs { get; }

    public int Outputs => Biases.Values.Length;

    public TrainableTensor Weights { get; }

    public TrainableTensor Biases { get; }

    /// <summary>b + xW of the last forward pass, shape (cases, outputs).</summary>
    public double[] Output { get; }

    public void Forward(double[] input)
    {
        _input = input;
        for (int c = 0; c < _cases; c++)
        {
            Span<double> row = Output.AsSpan(c * Outputs, Outputs);
            Biases.Values.CopyTo(row);
            for (int i = 0; i < Inputs; i++)
            {
                double x = input[(c * Inputs) + i];
                ReadOnlySpan<double> w = Weights.Values.AsSpan(i * Outputs, Outputs);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += x * w[j];
                }
            }
        }
    }

    /// <summary>Gradients of weights and biases from that of the output.</summary>
    /// <returns>Gradient of the input, shape (cases, inputs); the same array at every call.</returns>
    public double[] Backward(ReadOnlySpan<double> outputGradient)
    {
        Array.Clear(Weights.Gradient);
        Array.Clear(Biases.Gradient);
        for (int c = 0; c < _cases; c++)
        {
            ReadOnlySpan<double> d = outputGradient.Slice(c * Outputs, Outputs);
            for (int j = 0; j < d.Length; j++)
            {
                Biases.Gradient[j] += d[j];
            }

            for (int i = 0; i < Inputs; i++)
            {
                double x = _input[(c * Inputs) + i], sum = 0;
                Span<double> g = Weights.Gradient.AsSpan(i * Outputs, Outputs);
                ReadOnlySpan<double> w = Weights.Values.AsSpan(i * Outputs, Outputs);
                for (int j = 0; j < d.Length; j++)
                {
                    g[j] += x * d[j];
                    sum += d[j] * w[j];
                }

                _inputGradient[(c * Inputs) + i] = sum;
            }
        }

        return _inputGradient;
    }

    public DenseLayer ToLayer() => new(Inputs, Weights.Values, Biases.Values);
}
