namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Everything a training found, for the evaluation and the model card: <c>training.json</c> beside the bundle.</summary>
/// <remarks>Holds no identifier of a patient. Undefined numbers are NaN here and null in the file.</remarks>
public sealed record TrainingReport
{
    /// <summary>Schema of the file.</summary>
    public const string KnownSchema = "urn:ohif-aln:radscore-training:1";

    /// <summary>Schema.</summary>
    public string Schema { get; init; } = KnownSchema;

    /// <summary>SHA-256 of the bundle's <c>bundle.json</c>; null before it is made.</summary>
    public string? Bundle { get; init; }

    /// <summary>What a high burden is.</summary>
    public required string Outcome { get; init; }

    /// <summary>Seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Patients by centre.</summary>
    public required IReadOnlyList<CentreCount> Centres { get; init; }

    /// <summary>What each step of the final selection left.</summary>
    public required IReadOnlyList<StepCount> Steps { get; init; }

    /// <summary>Intraclass correlations of every feature; empty without second readings.</summary>
    public required IReadOnlyList<FeatureReproducibility> Reproducibility { get; init; }

    /// <summary>How the centres were aligned, in sentences.</summary>
    public required IReadOnlyList<string> Harmonisation { get; init; }

    /// <summary>The model's features with the coefficients of the elastic net.</summary>
    public required IReadOnlyList<LinearTerm> Features { get; init; }

    /// <summary>λ of the elastic net.</summary>
    public required PenaltyChoice Penalty { get; init; }

    /// <summary>The honest estimate on the training centres.</summary>
    public required HonestEstimate Estimate { get; init; }

    /// <summary>Clinical and combined model; null without clinical variables.</summary>
    public ClinicalReport? Clinical { get; init; }

    /// <summary>Radscore from which burden is called high.</summary>
    public required CutOff CutOff { get; init; }

    /// <summary>Radscore that parts survival most in training; null without follow-up.</summary>
    public SurvivalCutOffReport? Survival { get; init; }

    /// <summary>The training centres by models that never saw the patient, then each validation centre and all of them by the final model.</summary>
    public required IReadOnlyList<CohortPerformance> Performance { get; init; }

    /// <summary>The validation centres by a model whose every step is the same but without alignment of centres; empty without alignment.</summary>
    public required IReadOnlyList<CohortPerformance> WithoutHarmonisation { get; init; }

    /// <summary>The published order of the same steps on the same patients; null when it was not asked for.</summary>
    public PublishedReport? AsPublished { get; init; }

    /// <summary>What the numbers say, in plain sentences.</summary>
    public required IReadOnlyList<string> Verdict { get; init; }

    /// <summary>What did not go as designed, in plain sentences.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>Patients of a centre.</summary>
/// <param name="Centre">The centre.</param>
/// <param name="Trains">Whether it trains; otherwise it validates.</param>
/// <param name="Patients">Its patients.</param>
/// <param name="HighBurden">Those with high burden.</param>
public sealed record CentreCount(string Centre, bool Trains, int Patients, int HighBurden);

/// <summary>Reproducibility of a feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Icc">One ICC per second reading, in their order.</param>
/// <param name="Stays">Whether it stays.</param>
public sealed record FeatureReproducibility(string Feature, IReadOnlyList<double> Icc, bool Stays);

/// <summary>Performance on the training centres without using a patient for its own prediction.</summary>
/// <param name="Folds">Outer folds of the nested cross-validation.</param>
/// <param name="Repeats">Its repetitions.</param>
/// <param name="NestedAuc">Mean area of the held-out folds.</param>
/// <param name="NestedAucOfRepeats">The same by repetition.</param>
/// <param name="FoldsWithoutModel">Why folds had no model; they predict the base rate.</param>
/// <param name="Bootstraps">Bootstrap resamples.</param>
/// <param name="ResamplesWithoutModel">Resamples without a model.</param>
/// <param name="ApparentAuc">Area of the final model on its own training patients.</param>
/// <param name="BootstrapOptimism">Mean optimism of that; NaN without resamples.</param>
/// <param name="CorrectedAuc">Apparent area − optimism.</param>
/// <param name="Selected">How often features were selected in the folds.</param>
public sealed record HonestEstimate(
    int Folds,
    int Repeats,
    double NestedAuc,
    IReadOnlyList<double> NestedAucOfRepeats,
    IReadOnlyList<string> FoldsWithoutModel,
    int Bootstraps,
    int ResamplesWithoutModel,
    double ApparentAuc,
    double BootstrapOptimism,
    double CorrectedAuc,
    IReadOnlyList<FeatureFrequency> Selected);

/// <summary>Clinical and combined model.</summary>
/// <param name="Univariate">Every candidate alone.</param>
/// <param name="Chosen">Variables of the models.</param>
/// <param name="Clinical">Clinical model; null when no variable was chosen.</param>
/// <param name="Combined">Combined model; null when it cannot be fitted.</param>
public sealed record ClinicalReport(
    IReadOnlyList<RegressionReport> Univariate, IReadOnlyList<string> Chosen, RegressionReport? Clinical, RegressionReport? Combined);

/// <summary>A logistic regression.</summary>
/// <param name="Name">Name.</param>
/// <param name="Patients">Patients without a missing variable.</param>
/// <param name="IsSeparated">Whether outcomes were separated, so that Firth's penalised likelihood was used.</param>
/// <param name="Terms">Terms, the intercept first.</param>
public sealed record RegressionReport(string Name, int Patients, bool IsSeparated, IReadOnlyList<RegressionTerm> Terms)
{
    internal static RegressionReport? Of(string name, ClinicalRegression? model) => model is null ? null : new(name, model.Patients, model.IsSeparated, model.Terms);
}

/// <summary>The cut-off of smallest log-rank p.</summary>
/// <param name="Score">The score it is of.</param>
/// <param name="Patients">Patients with follow-up.</param>
/// <param name="Events">Events.</param>
/// <param name="CutOff">High is a score above it; NaN when none was found.</param>
/// <param name="High">Patients above it.</param>
/// <param name="ChiSquare">Log-rank χ².</param>
/// <param name="UnadjustedP">p as if it were the only cut-off tried: too small.</param>
/// <param name="AdjustedP">p corrected for the search.</param>
/// <param name="HazardRatio">High against low, Cox.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="HazardP">Wald p of the hazard ratio; as little corrected for the search as the unadjusted p.</param>
/// <param name="Remark">Why there is none; null when there is one.</param>
public sealed record SurvivalCutOffReport(
    string Score, int Patients, int Events, double CutOff, int High, double ChiSquare, double UnadjustedP, double AdjustedP, double HazardRatio, double Low, double Upper, double HazardP, string? Remark);

/// <summary>The published order: selection once on all training patients, copies across folds, centres aligned together, everything judged on the patients it was fitted on.</summary>
/// <param name="Steps">What each step left.</param>
/// <param name="Copies">Rows added by up-sampling.</param>
/// <param name="Penalty">λ of the elastic net, with the area of its cross-validation.</param>
/// <param name="Features">Features with coefficients.</param>
/// <param name="Performance">Training and validation centres by the linear radscore and, where there are clinical variables, the regressions on it.</param>
/// <param name="NetworkAuc">Area of the network ensemble by cohort, in the order of <paramref name="Performance"/>; empty without networks.</param>
/// <param name="Clinical">Clinical and combined model, on the radscores of the same patients.</param>
/// <param name="Survival">Survival cut-off of the combined model, or of the radscore without one, over all patients.</param>
/// <param name="TrainingOptimism">Training area of the published order − nested area.</param>
/// <param name="CrossValidationOptimism">Cross-validated area of the published order − nested area.</param>
public sealed record PublishedReport(
    IReadOnlyList<StepCount> Steps,
    int Copies,
    PenaltyChoice Penalty,
    IReadOnlyList<LinearTerm> Features,
    IReadOnlyList<CohortPerformance> Performance,
    IReadOnlyList<double> NetworkAuc,
    ClinicalReport? Clinical,
    SurvivalCutOffReport? Survival,
    double TrainingOptimism,
    double CrossValidationOptimism);
