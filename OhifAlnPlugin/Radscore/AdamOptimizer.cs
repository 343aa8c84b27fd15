namespace OhifAlnPlugin.Radscore;

/// <summary>Adam (Kingma and Ba 2015) as Keras computes it: ε outside the bias correction, step size decaying with the step.</summary>
/// <remarks>m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − ηₜ·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε). β₁ 0.9, β₂ 0.999, ε 1e-7.</remarks>
internal sealed class AdamOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-7;

    private readonly TrainableTensor[] _tensors;
    private readonly double[][] _first;
    private readonly double[][] _second;
    private readonly double _learningRate;
    private readonly double _decay;
    private readonly double _weightDecay;
    private int _step;

    public AdamOptimizer(IEnumerable<TrainableTensor> tensors, double learningRate, double decay, double weightDecay)
    {
        _tensors = [.. tensors];
        _first = [.. _tensors.Select(t => new double[t.Values.Length])];
        _second = [.. _tensors.Select(t => new double[t.Values.Length])];
        _learningRate = learningRate;
        _decay = decay;
        _weightDecay = weightDecay;
    }

    /// <summary>Moves every tensor along its gradient.</summary>
    public void Step()
    {
        _step++;
        double rate = _learningRate / (1 + (_decay * (_step - 1)));
        double corrected = rate * Math.Sqrt(1 - Math.Pow(Beta2, _step)) / (1 - Math.Pow(Beta1, _step));
        for (int k = 0; k < _tensors.Length; k++)
        {
            TrainableTensor tensor = _tensors[k];
            double shrink = tensor.Decays ? rate * _weightDecay : 0;
            Move(tensor.Values, tensor.Gradient, _first[k], _second[k], corrected, shrink);
        }
    }

    private static void Move(double[] w, double[] g, double[] m, double[] v, double rate, double shrink)
    {
        for (int i = 0; i < w.Length; i++)
        {
            m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g[i]);
            v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g[i] * g[i]);
            w[i] -= (rate * m[i] / (Math.Sqrt(v[i]) + Epsilon)) + (shrink * w[i]);
        }
    }
}

/// <summary>Numbers under training and their gradient.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Decays">Whether weight decay acts on them: weights yes, biases, scales and offsets no.</param>
internal sealed record TrainableTensor(double[] Values, bool Decays)
{
    /// <summary>Gradient of the loss, same shape.</summary>
    public double[] Gradient { get; } = new double[Values.Length];
}
