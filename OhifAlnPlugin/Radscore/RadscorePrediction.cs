namespace OhifAlnPlugin.Radscore;

/// <summary>The radscore of one VOI with its explanation.</summary>
/// <param name="Radscore">Probability of high burden by the model, in (0, 1): the mean over its networks.</param>
/// <param name="Spread">Standard deviation over the networks of the ensemble; 0 for a single network.</param>
/// <param name="CutOff">Cut-off and its rule.</param>
/// <param name="Baseline">Mean radscore of the background sample: what the model says without knowing the patient.</param>
/// <param name="Contributions">One per feature, in the model's order; they sum to <paramref name="Radscore"/> − <paramref name="Baseline"/>.</param>
public sealed record RadscorePrediction(
    double Radscore, double Spread, CutOff CutOff, double Baseline, IReadOnlyList<FeatureContribution> Contributions)
{
    /// <summary>Low or high burden at the cut-off.</summary>
    public AlnBurden Burden => CutOff.BurdenOf(Radscore);
}

/// <summary>What one feature adds to the radscore of one patient.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Value">Its value in this VOI.</param>
/// <param name="Percentile">Where the value lies in the training cohort, per cent.</param>
/// <param name="Contribution">Shapley value in the unit of the radscore: positive raises the score.</param>
/// <param name="StandardError">Standard error of the contribution where orders of the features were sampled; 0 where it is exact.</param>
public sealed record FeatureContribution(RadscoreFeature Feature, double Value, double Percentile, double Contribution, double StandardError)
{
    /// <summary>Whether the value lies outside everything seen in training: the score then extrapolates.</summary>
    public bool IsOutsideTraining => Feature.IsOutsideTraining(Value);
}
