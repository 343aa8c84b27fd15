using OhifAlnPlugin.Harmonization;

namespace OhifAlnPlugin.Radscore;

/// <summary><c>reference.json</c>: how the features were distributed in training, the background sample, the training cases, the harmonisation.</summary>
internal sealed record ReferenceDocument
{
    public required string Schema { get; init; }

    /// <summary>Per feature, in the order of <c>bundle.json</c>: 0 %, 1 %, … 100 % quantiles.</summary>
    public required double[][] Quantiles { get; init; }

    /// <summary>Background cases as feature values before scaling.</summary>
    public required double[][] Background { get; init; }

    public TrainingDocument? Training { get; init; }

    public HarmonizationDocument? Harmonization { get; init; }

    public static ReferenceDocument Of(RadscoreBundle bundle) => new()
    {
        Schema = BundleDocument.WrittenSchema,
        Quantiles = [.. bundle.Model.Features.Select(f => f.Quantiles.ToArray())],
        Background = [.. bundle.Model.Background],
        Training = bundle.Supplement.Reference is { } reference ? TrainingDocument.Of(reference) : null,
        Harmonization = bundle.Supplement.Harmonization is { } harmonization ? HarmonizationDocument.Of(harmonization) : null,
    };
}

/// <summary>The training cohort in <c>reference.json</c>: mean and covariance of the scaled features, distances of its cases, the cases.</summary>
internal sealed record TrainingDocument(double[] Centre, double[][] Covariance, double[] LeaveOneOutDistances, TrainingCaseDocument[] Cases)
{
    public static TrainingDocument Of(TrainingReference r) => new(
        [.. r.Distance.Centre], [.. r.Distance.Covariance], r.Distance.LeaveOneOut.ToArray(), [.. r.Cases.Select(TrainingCaseDocument.Of)]);

    public TrainingReference ToReference() => new(new TrainingDistance(Centre, Covariance, LeaveOneOutDistances), [.. Cases.Select(c => c.ToCase())]);
}

/// <summary>A training case in <c>reference.json</c>.</summary>
internal sealed record TrainingCaseDocument(int Index, string Centre, bool HighBurden, double Radscore, double[] Features)
{
    public static TrainingCaseDocument Of(TrainingCase c) => new(c.Index, c.Centre, c.HighBurden, c.Radscore, [.. c.Features]);

    public TrainingCase ToCase() => new(Index, Centre, HighBurden, Radscore, Features);
}

/// <summary>The harmonisation in <c>reference.json</c>.</summary>
internal sealed record HarmonizationDocument(
    string[] Features, double[] Mean, double[] Variance, CombatOptions Options, CentreDocument[] Centres, int MinimumCases, CentreRule[] Rules)
{
    public static HarmonizationDocument Of(RadscoreHarmonization h) => new(
        [.. h.FeatureNames], [.. h.Combat.Mean], [.. h.Combat.Variance], h.Combat.Options, [.. h.Combat.Centres.Select(CentreDocument.Of)], h.MinimumCases, [.. h.Rules]);

    public RadscoreHarmonization ToHarmonization() =>
        new(Features, new CombatModel([.. Centres.Select(c => c.ToCentre())], Mean, Variance, Options), MinimumCases, Rules);
}

/// <summary>A centre in <c>reference.json</c>.</summary>
internal sealed record CentreDocument(string Name, int Cases, double[] Mean, double[] Deviation, double[] Shift, double[] Scale)
{
    public static CentreDocument Of(CombatCentre c) => new(c.Name, c.Cases, [.. c.Mean], [.. c.Deviation], [.. c.Shift], [.. c.Scale]);

    public CombatCentre ToCentre() => new(Name, Cases, Mean, Deviation, Shift, Scale);
}
