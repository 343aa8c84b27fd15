using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Statistics;

/// <summary>Coefficients of an elastic net along its path.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Steps">One step per λ, λ falling.</param>
/// <param name="NullDeviance">Deviance of the model without features.</param>
public sealed record ElasticNetPath(IReadOnlyList<ElasticNetStep> Steps, double NullDeviance)
{
    /// <summary>Coefficients at any λ: linear between the neighbouring steps, those of the nearest end outside the path.</summary>
    /// <param name="lambda">λ ≥ 0.</param>
    /// <returns>A step with interpolated intercept and coefficients; its deviance ratio is NaN unless λ is on the path.</returns>
    public ElasticNetStep At(double lambda)
    {
        if (lambda >= Steps[0].Lambda)
        {
            return Steps[0];
        }

        if (lambda <= Steps[^1].Lambda)
        {
            return Steps[^1];
        }

        int right = 1;
        while (Steps[right].Lambda > lambda)
        {
            right++;
        }

        ElasticNetStep a = Steps[right - 1], b = Steps[right];
        if (b.Lambda == lambda)
        {
            return b;
        }

        double share = (lambda - b.Lambda) / (a.Lambda - b.Lambda);
        double[] coefficients = [.. a.Coefficients.Zip(b.Coefficients, (u, v) => (share * u) + ((1 - share) * v))];
        return new ElasticNetStep(lambda, (share * a.Intercept) + ((1 - share) * b.Intercept), coefficients, double.NaN);
    }
}

/// <summary>Coefficients at one λ.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Intercept">Intercept; 0 without one.</param>
/// <param name="Coefficients">One per feature, on the scale of the features as given.</param>
/// <param name="DevianceRatio">Part of the null deviance explained.</param>
public sealed record ElasticNetStep(double Lambda, double Intercept, IReadOnlyList<double> Coefficients, double DevianceRatio)
{
    /// <summary>Number of features with a coefficient other than 0.</summary>
    public int NonZero => Coefficients.Count(c => c != 0);

    /// <summary>Linear predictor of one case.</summary>
    /// <param name="features">One value per feature.</param>
    public double Link(ReadOnlySpan<double> features)
    {
        double sum = Intercept;
        for (int j = 0; j < features.Length; j++)
        {
            sum += Coefficients[j] * features[j];
        }

        return sum;
    }

    /// <summary>Probability of the outcome of one case: 1/(1 + e^−link).</summary>
    /// <param name="features">One value per feature.</param>
    public double Probability(ReadOnlySpan<double> features) => LogisticFunction.Of(Link(features));
}
