namespace OhifAlnPlugin.Radscore;

/// <summary>What a reader must know before using a model.</summary>
public sealed record ModelCard
{
    /// <summary>Short name, e.g. <c>ALN radscore, demonstration</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the model.</summary>
    public required string Version { get; init; }

    /// <summary>Whether the model only demonstrates the software: trained on synthetic phantoms, without meaning for patients.</summary>
    public required bool Demonstration { get; init; }

    /// <summary>What the score is meant for.</summary>
    public required string IntendedUse { get; init; }

    /// <summary>Shown wherever the score is shown: research use only.</summary>
    public required string Notice { get; init; }

    /// <summary>What the model was trained on, in one or two sentences.</summary>
    public required string TrainingData { get; init; }

    /// <summary>How it was trained, in order.</summary>
    public required IReadOnlyList<string> Method { get; init; }

    /// <summary>What is known to be weak or untested.</summary>
    public required IReadOnlyList<string> Limitations { get; init; }

    /// <summary>How well it does, by cohort.</summary>
    public required IReadOnlyList<CohortEvaluation> Evaluation { get; init; }
}

/// <summary>Performance of the radscore in one cohort at the model's cut-off.</summary>
public sealed record CohortEvaluation
{
    /// <summary>Name of the cohort.</summary>
    public required string Cohort { get; init; }

    /// <summary>Whether the cohort took any part in training: then its figures are optimistic.</summary>
    public required bool UsedInTraining { get; init; }

    /// <summary>Number of patients.</summary>
    public required int Patients { get; init; }

    /// <summary>Number of patients with high burden.</summary>
    public required int HighBurden { get; init; }

    /// <summary>Area under the ROC curve.</summary>
    public required double Auc { get; init; }

    /// <summary>Lower end of its 95 % DeLong interval.</summary>
    public required double AucLow { get; init; }

    /// <summary>Upper end of its 95 % DeLong interval.</summary>
    public required double AucHigh { get; init; }

    /// <summary>Fraction of high-burden patients called high.</summary>
    public required double Sensitivity { get; init; }

    /// <summary>Fraction of low-burden patients called low.</summary>
    public required double Specificity { get; init; }
}
