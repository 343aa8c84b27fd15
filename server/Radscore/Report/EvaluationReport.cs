using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>Everything that a report shows.</summary>
internal sealed record EvaluationReport
{
    /// <summary>The tables.</summary>
    public required RadscoreEvaluation Evaluation { get; init; }

    /// <summary>The model that was evaluated.</summary>
    public required RadscoreBundle Bundle { get; init; }

    /// <summary>The model's features, one array per feature and one value per patient.</summary>
    public required IReadOnlyList<double[]> Features { get; init; }

    /// <summary>How its features go together; null where undefined.</summary>
    public FeatureCorrelation? Correlation { get; init; }

    /// <summary>Centres before and after ComBat; null where it cannot be shown.</summary>
    public HarmonisationEffect? Harmonisation { get; init; }

    /// <summary>Agreement with second readings.</summary>
    public IReadOnlyList<FeatureAgreement> Agreement { get; init; } = [];

    /// <summary>Second readings of the features, for whoever recomputes the agreement.</summary>
    public IReadOnlyList<SecondReading> Readings { get; init; } = [];

    /// <summary>What training found, beside the bundle; null where it is not there.</summary>
    public TrainingReport? Training { get; init; }

    /// <summary>Why a figure is missing, by the figure.</summary>
    public required IReadOnlyDictionary<string, string> Missing { get; init; }

    /// <summary>What was left out or done on the way, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Digests of the tables that were given.</summary>
    public required IReadOnlyList<FileDigest> Inputs { get; init; }

    /// <summary>Product and version.</summary>
    public required string Producer { get; init; }

    /// <summary>Whether the cases are generated phantoms, which the report must not call patients.</summary>
    public bool ArePhantoms => Evaluation.Data.Patients.All(p => p.Id.StartsWith("PHANTOM", StringComparison.OrdinalIgnoreCase));

    /// <summary>What the cases are called.</summary>
    public string Cases => ArePhantoms ? "phantoms" : "patients";
}

/// <summary>Two readings of the same patients.</summary>
/// <param name="Name">Name of the second reading.</param>
/// <param name="Ids">The patients read twice.</param>
/// <param name="Features">Names of the features.</param>
/// <param name="First">Per feature, one value per patient.</param>
/// <param name="Second">The same of the second reading.</param>
internal sealed record SecondReading(string Name, IReadOnlyList<string> Ids, IReadOnlyList<string> Features, IReadOnlyList<double[]> First, IReadOnlyList<double[]> Second);
