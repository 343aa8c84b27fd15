using OhifAlnPlugin.Radiomics;

namespace OhifAlnPlugin.Radscore;

/// <summary>A radscore model: features in order, their scaling, one or several networks, a cut-off, a background sample.</summary>
/// <remarks>Immutable. The radscore is the mean output of the networks on the z-scored features, in double precision.</remarks>
public sealed class RadscoreModel
{
    /// <summary>A model has no more features.</summary>
    public const int MostFeatures = 200;

    private readonly BackPropagationNetwork[] _networks;
    private readonly RadscoreFeature[] _features;
    private readonly double[][] _scaledBackground;

    /// <summary>Puts a model together.</summary>
    /// <param name="features">1 to <see cref="MostFeatures"/> features, in the order of the networks' inputs.</param>
    /// <param name="networks">At least one network.</param>
    /// <param name="cutOff">The cut-off, in [0, 1].</param>
    /// <param name="background">Background cases for the explanation, as feature values before scaling; at least one.</param>
    /// <exception cref="ArgumentException">Something does not fit or is not finite.</exception>
    public RadscoreModel(
        IReadOnlyList<RadscoreFeature> features, IReadOnlyList<BackPropagationNetwork> networks, CutOff cutOff, IReadOnlyList<double[]> background)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(cutOff);
        ArgumentNullException.ThrowIfNull(background);
        Require(features, networks, cutOff);
        _features = [.. features];
        _networks = [.. networks];
        CutOff = cutOff;
        Background = [.. background.Select(row => row.ToArray())];
        _scaledBackground = ScaleBackground(Background);
        FeatureNames = [.. _features.Select(f => f.Name)];
    }

    /// <summary>Features, in the order of the networks' inputs.</summary>
    public IReadOnlyList<RadscoreFeature> Features => _features;

    /// <summary>Names of <see cref="Features"/>: what has to be extracted.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The networks whose mean is the radscore.</summary>
    public IReadOnlyList<BackPropagationNetwork> Networks => _networks;

    /// <summary>The cut-off.</summary>
    public CutOff CutOff { get; }

    /// <summary>Background cases of the explanation, as feature values before scaling.</summary>
    internal IReadOnlyList<double[]> Background { get; }

    /// <summary>Radscore of one VOI without its explanation.</summary>
    /// <param name="features">Features of the VOI; more than the model needs is fine.</param>
    /// <returns>Probability of high burden, in (0, 1).</returns>
    /// <exception cref="RadscoreUndefinedException">A feature that the model needs is missing or not finite.</exception>
    public double Score(FeatureVector features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return ScoreScaled(Scale(features));
    }

    /// <summary>Radscore of one VOI with the contributions of every feature, exact for up to 12 features.</summary>
    /// <param name="features">Features of the VOI; more than the model needs is fine.</param>
    /// <returns>Score, call at the cut-off, and contributions that sum to score − baseline.</returns>
    /// <exception cref="RadscoreUndefinedException">A feature that the model needs is missing or not finite.</exception>
    public RadscorePrediction Predict(FeatureVector features)
    {
        ArgumentNullException.ThrowIfNull(features);
        double[] scaled = Scale(features);
        ShapleyValues shapley = ShapleyValues.Compute(ScoreScaled, scaled, _scaledBackground);
        FeatureContribution[] contributions =
        [
            .. _features.Select((f, i) =>
            {
                double value = features[f.Name];
                return new FeatureContribution(f, value, f.PercentileOf(value), shapley.Contributions[i], shapley.StandardErrors[i]);
            }),
        ];
        return new RadscorePrediction(ScoreScaled(scaled), SpreadOf(scaled), CutOff, shapley.Baseline, contributions);
    }

    /// <summary>Mean output of the networks.</summary>
    /// <param name="scaled">z-scored features.</param>
    internal double ScoreScaled(ReadOnlySpan<double> scaled)
    {
        double sum = 0;
        foreach (BackPropagationNetwork network in _networks)
        {
            sum += network.Forward(scaled);
        }

        return sum / _networks.Length;
    }

    private double SpreadOf(ReadOnlySpan<double> scaled)
    {
        if (_networks.Length == 1)
        {
            return 0;
        }

        double mean = ScoreScaled(scaled), squares = 0;
        foreach (BackPropagationNetwork network in _networks)
        {
            double d = network.Forward(scaled) - mean;
            squares += d * d;
        }

        return Math.Sqrt(squares / (_networks.Length - 1));
    }

    /// <summary>The features in the model's order, scaled.</summary>
    /// <param name="features">Features of the VOI.</param>
    /// <exception cref="RadscoreUndefinedException">A feature that the model needs is missing or not finite.</exception>
    internal double[] Scale(FeatureVector features)
    {
        double[] scaled = new double[_features.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            RadscoreFeature feature = _features[i];
            if (!features.TryGetValue(feature.Name, out double value))
            {
                throw new RadscoreUndefinedException($"There is no radscore: the feature '{feature.Name}' that the model needs was not extracted.");
            }

            if (!double.IsFinite(value))
            {
                throw new RadscoreUndefinedException($"There is no radscore: the feature '{feature.Name}' is undefined for this VOI ({value}).");
            }

            scaled[i] = feature.Scale(value);
        }

        return scaled;
    }

    private double[][] ScaleBackground(IReadOnlyList<double[]> background)
    {
        if (background.Count == 0)
        {
            throw new ArgumentException("The background sample is empty.", nameof(background));
        }

        double[][] scaled = new double[background.Count][];
        for (int r = 0; r < scaled.Length; r++)
        {
            double[] row = background[r];
            if (row.Length != _features.Length)
            {
                throw new ArgumentException($"Background case {r + 1} has {row.Length} values, the model has {_features.Length} features.", nameof(background));
            }

            FiniteNumbers.Require(row, $"A value of background case {r + 1}", nameof(background));
            scaled[r] = [.. row.Select((v, i) => _features[i].Scale(v))];
        }

        return scaled;
    }

    private static void Require(IReadOnlyList<RadscoreFeature> features, IReadOnlyList<BackPropagationNetwork> networks, CutOff cutOff)
    {
        if (features.Count is < 1 or > MostFeatures)
        {
            throw new ArgumentException($"The model has {features.Count} features; 1 to {MostFeatures} are possible.", nameof(features));
        }

        if (features.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Feature '{twice.Key}' occurs twice in the model.", nameof(features));
        }

        if (networks.Count == 0)
        {
            throw new ArgumentException("The model has no network.", nameof(networks));
        }

        for (int n = 0; n < networks.Count; n++)
        {
            if (networks[n].Inputs != features.Count)
            {
                throw new ArgumentException($"Network {n + 1} has {networks[n].Inputs} inputs, the model has {features.Count} features.", nameof(networks));
            }
        }

        if (!(cutOff.Value is >= 0 and <= 1))
        {
            throw new ArgumentException($"The cut-off is {cutOff.Value}; it must lie in [0, 1].", nameof(cutOff));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(cutOff.Rule);
    }
}
