using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Coordinate descent for one data set, warm-started from λ to λ.</summary>
/// <remarks>
/// Outer loop: quadratic approximation of the log-likelihood at the present coefficients. Inner loop: cyclic descent over the features
/// that may be active (sequential strong rule, Tibshirani 2012), then a check of the optimality conditions of all others.
/// </remarks>
internal sealed class ElasticNetDescent
{
    /// <summary>Fitted probabilities closer than this to 0 or 1 are taken as 0 or 1.</summary>
    private const double ProbabilityMargin = 1e-9;

    private static readonly double LargestEta = Math.Log((1 / ProbabilityMargin) - 1);

    private readonly double[][] _x;
    private readonly double[] _centre;
    private readonly double[] _scale;
    private readonly double[] _y;
    private readonly double[] _beta;
    private readonly double[] _curvature;
    private readonly bool[] _candidate;
    private readonly double[] _eta;
    private readonly double[] _weight;
    private readonly double[] _residual;
    private readonly ElasticNetOptions _options;
    private readonly double _tolerance;
    private readonly int[] _curvatureOf;
    private double _intercept;
    private double _previousLambda;
    private int _approximation;
    private bool _isRegular;

    public ElasticNetDescent(IReadOnlyList<double[]> features, ReadOnlySpan<bool> outcomes, ElasticNetOptions options)
    {
        int n = outcomes.Length;
        _options = options;
        _y = new double[n];
        for (int i = 0; i < n; i++)
        {
            _y[i] = outcomes[i] ? 1 : 0;
        }

        _centre = new double[features.Count];
        _scale = new double[features.Count];
        _x = [.. features.Select(Standardized)];
        _beta = new double[features.Count];
        _curvature = new double[features.Count];
        _curvatureOf = new int[features.Count];
        _candidate = new bool[features.Count];
        _eta = new double[n];
        _weight = new double[n];
        _residual = new double[n];
        double rate = options.Intercept ? _y.Average() : 0.5;
        _intercept = Math.Log(rate / (1 - rate));
        Array.Fill(_eta, _intercept);
        NullDeviance = Deviance();
        _tolerance = options.Tolerance * NullDeviance / (2 * n);
        Approximate();
        LargestLambda = _x.Max(column => Math.Abs(FixedLanes.Dot(column, _residual))) / Math.Max(options.Alpha, 1e-3);
        _previousLambda = LargestLambda;
    }

    /// <summary>Deviance with no feature.</summary>
    public double NullDeviance { get; }

    /// <summary>Smallest λ at which all coefficients are 0 (for α below 0.001, at α = 0.001).</summary>
    public double LargestLambda { get; }

    /// <summary>Begins a path with all coefficients 0, whatever α is: as glmnet's first step, whose λ is infinite in truth.</summary>
    public void StartAt(double lambda) => _previousLambda = lambda;

    /// <summary>Descends to the optimum at a λ.</summary>
    /// <returns>False when the fit has become degenerate (all probabilities 0 or 1) or does not settle.</returns>
    public bool MoveTo(double lambda)
    {
        double threshold = _options.Alpha * ((2 * lambda) - _previousLambda);
        for (int j = 0; j < _x.Length; j++)
        {
            _candidate[j] |= _scale[j] > 0 && Math.Abs(FixedLanes.Dot(_x[j], _residual)) > threshold;
        }

        _previousLambda = lambda;
        int passes = 0;
        while (_isRegular)
        {
            (double change, passes) = DescendOnce(lambda, passes);
            UpdateEta();
            Approximate();
            if (passes > _options.MaxPasses)
            {
                return false;
            }

            if (change < _tolerance && _isRegular && !AddViolators(lambda))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The present coefficients on the scale of the features as given.</summary>
    public ElasticNetStep Step()
    {
        double[] coefficients = new double[_beta.Length];
        double intercept = _intercept;
        for (int j = 0; j < coefficients.Length; j++)
        {
            coefficients[j] = _scale[j] > 0 ? _beta[j] / _scale[j] : 0;
            intercept -= coefficients[j] * _centre[j];
        }

        return new ElasticNetStep(_previousLambda, _options.Intercept ? intercept : 0, coefficients, 1 - (Deviance() / NullDeviance));
    }

    /// <summary>Solves the present quadratic approximation; returns the largest weighted squared change of a coefficient over all of it.</summary>
    private (double Change, int Passes) DescendOnce(double lambda, int passes)
    {
        double[] before = [.. _beta];
        double interceptBefore = _intercept, weights = FixedLanes.Sum(_weight);
        double l1 = lambda * _options.Alpha, l2 = lambda * (1 - _options.Alpha);
        bool all = true;
        while (passes++ <= _options.MaxPasses)
        {
            double largest = 0;
            for (int j = 0; j < _x.Length; j++)
            {
                if (_candidate[j] && (all || _beta[j] != 0))
                {
                    largest = Math.Max(largest, MoveCoefficient(j, l1, l2));
                }
            }

            largest = Math.Max(largest, MoveIntercept(weights));
            if (largest >= _tolerance)
            {
                all = false;
            }
            else if (all)
            {
                break;
            }
            else
            {
                all = true;
            }
        }

        double change = weights * (_intercept - interceptBefore) * (_intercept - interceptBefore);
        for (int j = 0; j < before.Length; j++)
        {
            double d = _beta[j] - before[j];
            change = Math.Max(change, _curvature[j] * d * d);
        }

        return (change, passes);
    }

    private double MoveCoefficient(int j, double l1, double l2)
    {
        double[] x = _x[j];
        if (_curvatureOf[j] != _approximation)
        {
            _curvature[j] = FixedLanes.WeightedSquares(_weight, x);
            _curvatureOf[j] = _approximation;
        }

        double old = _beta[j], u = FixedLanes.Dot(x, _residual) + (_curvature[j] * old);
        double shrunk = Math.Abs(u) - l1;
        double now = shrunk > 0 ? Math.CopySign(shrunk, u) / (_curvature[j] + l2) : 0, d = now - old;
        if (d == 0)
        {
            return 0;
        }

        _beta[j] = now;
        FixedLanes.AddWeighted(_residual, -d, _weight, x);
        return _curvature[j] * d * d;
    }

    private double MoveIntercept(double weights)
    {
        if (!_options.Intercept)
        {
            return 0;
        }

        double d = FixedLanes.Sum(_residual) / weights;
        _intercept += d;
        FixedLanes.AddScaled(_residual, -d, _weight);
        return weights * d * d;
    }

    /// <summary>Weights p(1−p)/n and residuals (y−p)/n at the present coefficients; not regular when all weights vanish.</summary>
    private void Approximate()
    {
        double sum = 0, n = _y.Length;
        for (int i = 0; i < _y.Length; i++)
        {
            double p = ProbabilityOf(_eta[i]);
            _weight[i] = p * (1 - p) / n;
            _residual[i] = (_y[i] - p) / n;
            sum += _weight[i];
        }

        _approximation++;
        _isRegular = sum > ProbabilityMargin * (1 + ProbabilityMargin) * (1 - ProbabilityMargin);
    }

    /// <summary>Makes candidates of features that were left out although their gradient exceeds λα.</summary>
    private bool AddViolators(double lambda)
    {
        bool any = false;
        for (int j = 0; j < _x.Length; j++)
        {
            if (!_candidate[j] && _scale[j] > 0 && Math.Abs(FixedLanes.Dot(_x[j], _residual)) > lambda * _options.Alpha)
            {
                _candidate[j] = any = true;
            }
        }

        return any;
    }

    private void UpdateEta()
    {
        Array.Fill(_eta, _intercept);
        for (int j = 0; j < _x.Length; j++)
        {
            double b = _beta[j];
            if (b != 0)
            {
                FixedLanes.AddScaled(_eta, b, _x[j]);
            }
        }
    }

    private double Deviance()
    {
        double sum = 0;
        for (int i = 0; i < _y.Length; i++)
        {
            double signed = _y[i] > 0 ? -_eta[i] : _eta[i];
            sum += signed > 0 ? signed + Math.Log(1 + Math.Exp(-signed)) : Math.Log(1 + Math.Exp(signed));
        }

        return 2 * sum;
    }

    private double[] Standardized(double[] feature, int j)
    {
        double mean = CompensatedSum.Mean(feature), squares = 0;
        foreach (double v in feature)
        {
            squares += (v - mean) * (v - mean);
        }

        double deviation = Math.Sqrt(squares / feature.Length);
        _centre[j] = _options.Intercept ? mean : 0;
        _scale[j] = deviation <= 1e-14 * Math.Abs(mean) ? 0 : _options.Standardize ? deviation : 1;
        return [.. feature.Select(v => _scale[j] > 0 ? (v - _centre[j]) / _scale[j] : 0)];
    }

    private static double ProbabilityOf(double eta) => eta < -LargestEta ? 0 : eta > LargestEta ? 1 : LogisticFunction.Of(eta);
}
