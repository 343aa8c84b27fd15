namespace OhifAlnPlugin.Radscore;

/// <summary>Batch normalisation under training: normalises by the batch's own mean and variance and follows both with momentum.</summary>
internal sealed class TrainableNormalization
{
    private const double Momentum = 0.99;

    private readonly int _cases;
    private readonly double _epsilon;
    private readonly double[] _standardized;
    private readonly double[] _deviation;
    private readonly double[] _movingMean;
    private readonly double[] _movingVariance;
    private readonly double[] _inputGradient;

    public TrainableNormalization(BatchNormalization initial, int cases)
    {
        _cases = cases;
        _epsilon = initial.Epsilon;
        Gamma = new TrainableTensor(initial.Gamma.ToArray(), Decays: false);
        Beta = new TrainableTensor(initial.Beta.ToArray(), Decays: false);
        _movingMean = initial.Mean.ToArray();
        _movingVariance = initial.Variance.ToArray();
        _deviation = new double[Units];
        _standardized = new double[cases * Units];
        Output = new double[cases * Units];
        _inputGradient = new double[cases * Units];
    }

    public int Units => Gamma.Values.Length;

    public TrainableTensor Gamma { get; }

    public TrainableTensor Beta { get; }

    /// <summary>Normalised activations of the last forward pass, shape (cases, units).</summary>
    public double[] Output { get; }

    public void Forward(double[] input)
    {
        for (int j = 0; j < Units; j++)
        {
            (double mean, double variance) = Moments(input, j);
            _deviation[j] = Math.Sqrt(variance + _epsilon);
            for (int k = j; k < input.Length; k += Units)
            {
                _standardized[k] = (input[k] - mean) / _deviation[j];
                Output[k] = (_standardized[k] * Gamma.Values[j]) + Beta.Values[j];
            }

            _movingMean[j] = (Momentum * _movingMean[j]) + ((1 - Momentum) * mean);
            _movingVariance[j] = (Momentum * _movingVariance[j]) + ((1 - Momentum) * variance);
        }
    }

    /// <summary>Gradients of scale and offset from that of the output; returns that of the input, the same array at every call.</summary>
    public double[] Backward(double[] outputGradient)
    {
        for (int j = 0; j < Units; j++)
        {
            double gamma = 0, beta = 0;
            for (int k = j; k < outputGradient.Length; k += Units)
            {
                gamma += outputGradient[k] * _standardized[k];
                beta += outputGradient[k];
            }

            Gamma.Gradient[j] = gamma;
            Beta.Gradient[j] = beta;
            double scale = Gamma.Values[j];
            double meanGradient = scale * beta / _cases, meanProduct = scale * gamma / _cases;
            for (int k = j; k < outputGradient.Length; k += Units)
            {
                _inputGradient[k] = ((scale * outputGradient[k]) - meanGradient - (_standardized[k] * meanProduct)) / _deviation[j];
            }
        }

        return _inputGradient;
    }

    public BatchNormalization ToNormalization() => new(Gamma.Values, Beta.Values, _movingMean, _movingVariance, _epsilon);

    private (double Mean, double Variance) Moments(double[] input, int unit)
    {
        double sum = 0, squares = 0;
        for (int k = unit; k < input.Length; k += Units)
        {
            sum += input[k];
        }

        double mean = sum / _cases;
        for (int k = unit; k < input.Length; k += Units)
        {
            squares += (input[k] - mean) * (input[k] - mean);
        }

        return (mean, squares / _cases);
    }
}
