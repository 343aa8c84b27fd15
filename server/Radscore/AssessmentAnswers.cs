using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>What one feature adds to the score.</summary>
/// <param name="Feature">PyRadiomics name.</param>
/// <param name="Label">Short name.</param>
/// <param name="Explanation">One line in a radiologist's words.</param>
/// <param name="Value">Its value in this VOI, as extracted.</param>
/// <param name="HarmonisedValue">The value that the model scores; the same where nothing is harmonised.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Contribution">Shapley value, in the unit of the score.</param>
/// <param name="StandardError">Its standard error where it was sampled; 0 where it is exact.</param>
/// <param name="Percentile">Where the harmonised value lies in the training cohort, per cent.</param>
/// <param name="Training">How the values of the training cohort were spread.</param>
/// <param name="HasMap">Whether the feature has a value around every voxel, so that it can be shown over the images; shape has not.</param>
internal sealed record ContributionAnswer(
    string Feature,
    string Label,
    string Explanation,
    double Value,
    double HarmonisedValue,
    string Unit,
    double Contribution,
    double StandardError,
    double Percentile,
    TrainingSpread Training,
    bool HasMap)
{
    /// <summary>All contributions of an assessment, in the model's order.</summary>
    public static IReadOnlyList<ContributionAnswer> Of(RadscoreAssessment assessment) =>
    [
        .. assessment.Prediction.Contributions.Select((c, i) => new ContributionAnswer(
            c.Feature.Name, c.Feature.Label, c.Feature.Explanation, assessment.Extracted[i], c.Value, c.Feature.Unit, c.Contribution, c.StandardError, c.Percentile,
            TrainingSpread.Of(c.Feature), !IsShape(c.Feature.Name))),
    ];

    /// <summary>Whether a feature belongs to the VOI as a whole, so that it has no value around a voxel.</summary>
    public static bool IsShape(string feature) => feature.Contains("_shape_", StringComparison.Ordinal);
}

/// <summary>How the values of a feature were spread over the training cohort, in its unit.</summary>
/// <param name="Minimum">Smallest.</param>
/// <param name="LowerQuartile">A quarter of the cases lies below.</param>
/// <param name="Median">Half of the cases lies below.</param>
/// <param name="UpperQuartile">Three quarters of the cases lie below.</param>
/// <param name="Maximum">Largest.</param>
internal sealed record TrainingSpread(double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum)
{
    /// <summary>Describes a feature.</summary>
    public static TrainingSpread Of(RadscoreFeature feature) =>
        new(feature.Quantiles[0], feature.Quantiles[25], feature.Quantiles[50], feature.Quantiles[75], feature.Quantiles[^1]);
}

/// <summary>The centre of the study and how its features were harmonised.</summary>
/// <param name="Centre">Its name; null when it is not known.</param>
/// <param name="Kind"><c>none</c> (the model does not harmonise), <c>known</c>, <c>onboarded</c>, or <c>skipped</c> (unknown centre, allowed by a setting).</param>
/// <param name="Sentence">The same for a reader.</param>
internal sealed record HarmonisationAnswer(string? Centre, string Kind, string Sentence)
{
    /// <summary>Describes a centre.</summary>
    public static HarmonisationAnswer Of(CentreOfCase centre) => new(centre.Name, centre.Kind.ToString().ToLowerInvariant(), centre.Sentence);
}

/// <summary>Where the case lies relative to the training data.</summary>
/// <param name="Band"><c>inside</c>, <c>edge</c>, <c>outside</c>, or <c>unknown</c> when the model keeps no training data.</param>
/// <param name="Distance">Mahalanobis distance of the scaled features; null when unknown.</param>
/// <param name="Percentile">Where it lies among the training cases' own distances, per cent; null when unknown.</param>
/// <param name="Reasons">Why it is not inside, naming the features responsible.</param>
internal sealed record TrainingAnswer(string Band, double? Distance, double? Percentile, IReadOnlyList<string> Reasons)
{
    /// <summary>Describes a place.</summary>
    public static TrainingAnswer Of(TrainingPlace place) =>
        new(place.Band?.ToString().ToLowerInvariant() ?? "unknown", place.Reading?.Distance, place.Reading?.Percentile, place.Reasons);
}

/// <summary>A training case like this one.</summary>
/// <param name="Index">Its number in the training cohort.</param>
/// <param name="Centre">Its centre.</param>
/// <param name="Burden">Its burden as found at surgery: <c>high</c> or <c>low</c>.</param>
/// <param name="Radscore">Its radscore.</param>
/// <param name="Distance">Root of the mean squared difference of the scaled features.</param>
internal sealed record NearestAnswer(int Index, string Centre, string Burden, double Radscore, double Distance)
{
    /// <summary>Describes a training case.</summary>
    public static NearestAnswer Of(NearestCase near) =>
        new(near.Case.Index, near.Case.Centre, near.Case.HighBurden ? "high" : "low", near.Case.Radscore, near.Distance);
}

/// <summary>Whether the model is meant for this case.</summary>
/// <param name="Objections">What speaks against it; empty when nothing does.</param>
/// <param name="Unchecked">Conditions of which nothing was said.</param>
internal sealed record IntendedUseAnswer(IReadOnlyList<string> Objections, IReadOnlyList<string> Unchecked);

/// <summary>The reader's own assessment of the axilla in MRI beside the model's, as a second reader would see it.</summary>
/// <param name="Burden">The burden that the reader sees: <c>high</c> or <c>low</c>.</param>
/// <param name="AgreesWithRadscore">Whether the radscore says the same.</param>
/// <param name="AgreesWithCombinedModel">Whether the combined model says the same; null without its prediction.</param>
internal sealed record ReaderAnswer(string Burden, bool AgreesWithRadscore, bool? AgreesWithCombinedModel)
{
    /// <summary>Compares.</summary>
    /// <returns>Null when the reader stated nothing.</returns>
    public static ReaderAnswer? Of(RadscoreAssessment assessment) => assessment.ReaderBurden is { } burden
        ? new(BurdenWord.Of(burden), burden == assessment.Prediction.Burden, assessment.Combined is { } combined ? burden == combined.Burden : null)
        : null;
}

/// <summary>The words for a burden.</summary>
internal static class BurdenWord
{
    /// <summary><c>high</c> or <c>low</c>.</summary>
    public static string Of(AlnBurden burden) => burden is AlnBurden.High ? "high" : "low";
}
