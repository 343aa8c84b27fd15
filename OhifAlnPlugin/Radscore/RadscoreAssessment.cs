namespace OhifAlnPlugin.Radscore;

/// <summary>The radscore of a case and all that is needed to judge it.</summary>
/// <param name="Prediction">Score, spread and contributions; its feature values are the harmonised ones.</param>
/// <param name="Extracted">The feature values before harmonisation, in the model's order.</param>
/// <param name="Centre">How the features were harmonised.</param>
/// <param name="Place">Where the case lies relative to the training cohort.</param>
/// <param name="Nearest">The training cases most like it, the nearest first; empty when the bundle keeps none.</param>
/// <param name="Clinical">The clinical model's prediction; null without such a model or when a clinical value is missing.</param>
/// <param name="Combined">The combined model's prediction; null without such a model or when a clinical value is missing.</param>
/// <param name="MissingFields">The clinical fields that the models need and that were not given.</param>
/// <param name="Objections">What speaks against using the model for this case, as sentences.</param>
/// <param name="UncheckedConditions">Conditions of the intended use of which nothing was said.</param>
/// <param name="ReaderBurden">The burden that the reader sees in MRI; null when nothing was stated.</param>
public sealed record RadscoreAssessment(
    RadscorePrediction Prediction,
    IReadOnlyList<double> Extracted,
    CentreOfCase Centre,
    TrainingPlace Place,
    IReadOnlyList<NearestCase> Nearest,
    LogisticPrediction? Clinical,
    LogisticPrediction? Combined,
    IReadOnlyList<ClinicalField> MissingFields,
    IReadOnlyList<string> Objections,
    IReadOnlyList<string> UncheckedConditions,
    AlnBurden? ReaderBurden);

/// <summary>How the features of a case were harmonised.</summary>
/// <param name="Name">Its centre; null when it is not known.</param>
/// <param name="Kind">How.</param>
/// <param name="Cases">Cases from which the centre's effects were estimated; 0 where nothing was harmonised.</param>
/// <param name="Sentence">The same for a reader.</param>
public sealed record CentreOfCase(string? Name, HarmonizationKind Kind, int Cases, string Sentence);

/// <summary>How the features of a case were harmonised.</summary>
public enum HarmonizationKind
{
    /// <summary>The model does not harmonise.</summary>
    None,

    /// <summary>With the effects of a centre that the model was made with.</summary>
    Known,

    /// <summary>With the effects of a centre that was onboarded later.</summary>
    Onboarded,

    /// <summary>Not at all, although the model harmonises: the centre is unknown and such scores are allowed.</summary>
    Skipped,
}

/// <summary>Where a case lies relative to the training cohort, in words.</summary>
/// <param name="Band">Inside, edge or outside; null when the bundle keeps no training cohort.</param>
/// <param name="Reading">The distance; null when the bundle keeps no training cohort.</param>
/// <param name="Reasons">Why the case is not inside, naming the features responsible; empty when it is.</param>
public sealed record TrainingPlace(TrainingBand? Band, TrainingDistanceReading? Reading, IReadOnlyList<string> Reasons);
