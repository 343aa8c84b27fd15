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
internal sealed record ContributionAnswer(
    string Feature, string Label, string Explanation, double Value, double HarmonisedValue, string Unit, double Contribution, double StandardError, double Percentile)
{
    /// <summary>All contributions of an assessment, in the model's order.</summary>
    public static IReadOnlyList<ContributionAnswer> Of(RadscoreAssessment assessment) =>
    [
        .. assessment.Prediction.Contributions.Select((c, i) => new ContributionAnswer(
            c.Feature.Name, c.Feature.Label, c.Feature.Explanation, assessment.Extracted[i], c.Value, c.Feature.Unit, c.Contribution, c.StandardError, c.Percentile)),
    ];
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

/// <summary>Prediction of a clinical or combined model.</summary>
/// <param name="Name">The model.</param>
/// <param name="Probability">Probability of high burden, in (0, 1).</param>
/// <param name="CutOff">From this probability on the burden is called high.</param>
/// <param name="CutOffRule">How the cut-off was chosen.</param>
/// <param name="Burden"><c>high</c> or <c>low</c>.</param>
/// <param name="Points">Points of each variable on the model's nomogram.</param>
internal sealed record LogisticAnswer(string Name, double Probability, double CutOff, string CutOffRule, string Burden, IReadOnlyList<PointsAnswer> Points)
{
    /// <summary>Describes a prediction.</summary>
    /// <returns>Null when there is none.</returns>
    public static LogisticAnswer? Of(LogisticPrediction? p, RadscoreBundle bundle)
    {
        if (p is null)
        {
            return null;
        }

        var fields = bundle.Supplement.FieldsByKey;
        return new LogisticAnswer(
            p.Model,
            p.Probability,
            p.CutOff.Value,
            p.CutOff.Rule,
            BurdenWord.Of(p.Burden),
            [.. p.Points.Select(v => new PointsAnswer(v.Variable, fields.TryGetValue(v.Variable, out ClinicalField? field) ? field.Label : "Radscore", v.Points))]);
    }
}

/// <summary>Points of a variable on a nomogram.</summary>
/// <param name="Variable">Key of the clinical field, or <c>radscore</c>.</param>
/// <param name="Label">For the reader.</param>
/// <param name="Points">Points.</param>
internal sealed record PointsAnswer(string Variable, string Label, double Points);

/// <summary>Whether the model is meant for this case.</summary>
/// <param name="Objections">What speaks against it; empty when nothing does.</param>
/// <param name="Unchecked">Conditions of which nothing was said.</param>
internal sealed record IntendedUseAnswer(IReadOnlyList<string> Objections, IReadOnlyList<string> Unchecked);

/// <summary>The words for a burden.</summary>
internal static class BurdenWord
{
    /// <summary><c>high</c> or <c>low</c>.</summary>
    public static string Of(AlnBurden burden) => burden is AlnBurden.High ? "high" : "low";
}
