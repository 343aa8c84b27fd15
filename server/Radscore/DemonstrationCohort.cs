using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The phantoms as a training sees them, and the design of that training.</summary>
internal static class DemonstrationCohort
{
    /// <summary>Name of the reader's call in the comparison.</summary>
    private const string Reader = "reader's MRI-ALN burden";

    /// <summary>Clinical variables, named as in the table of <c>aln phantom</c>.</summary>
    private static readonly (string Name, Func<ClinicalRow, string> Of)[] Variables =
        [("menopausal_status", r => r.MenopausalStatus), ("mri_aln_status", r => r.MriAlnStatus), ("mri_aln_burden", r => r.MriAlnBurden)];

    /// <summary>The design: the steps of the article, a narrower network that is held back by weight decay, five centres of which two validate.</summary>
    /// <param name="options">The cohort.</param>
    public static TrainingDesign Design(DemonstrationOptions options) => new()
    {
        Name = "ALN radscore, demonstration",
        Version = "2",
        Outcome = $"{ClinicalRow.HighBurdenNodes} or more metastatic axillary lymph nodes (of a phantom)",
        Seed = options.Seed,
        TrainingCentres = [.. Enumerable.Range(1, DemonstrationOptions.Centres - DemonstrationOptions.UnseenCentres).Select(NameOf)],
        ValidationCentres = [.. Enumerable.Range(1, DemonstrationOptions.Centres).Skip(DemonstrationOptions.Centres - DemonstrationOptions.UnseenCentres).Select(NameOf)],
        // The centres of another run of phantoms have other scanners under the same names: features stay as they are.
        Harmonisation = null,
        Selection = new SelectionOptions { CorrelationCutOff = 0.8 },
        Network = new NetworkStep
        {
            Architecture = OhifAlnPlugin.Radscore.NetworkArchitecture.Published(12), Options = new OhifAlnPlugin.Radscore.NetworkTrainingOptions { Seed = 0, WeightDecay = 2 },
        },
        Clinical = new ClinicalStep { Variables = [.. Variables.Select(v => v.Name)], Readers = [Reader] },
        Resampling = new ResamplingStep { Folds = 5, Repeats = options.Repeats, Bootstraps = options.Bootstraps },
    };

    /// <summary>The cohort.</summary>
    /// <param name="cases">Patients with features.</param>
    public static TrainingCohort Of(DemonstrationCase[] cases)
    {
        IReadOnlyList<string> names = cases.Length == 0 ? [] : cases[0].Features.Names;
        return new TrainingCohort(
            names,
            [.. names.Select((_, f) => cases.Select(c => c.Features.Values[f]).ToArray())],
            [.. cases.Select(c => NameOf(c.Clinical.Centre))],
            [.. cases.Select(c => c.HighBurden)])
        {
            Clinical = Variables
                .Select(v => new ClinicalVariable(v.Name, null, [.. cases.Select(c => v.Of(c.Clinical))]))
                .Append(new ClinicalVariable(Reader, [.. cases.Select(c => c.Clinical.MriAlnBurden == "high" ? 1.0 : 0)], null))
                .ToDictionary(v => v.Name, StringComparer.Ordinal),
            FollowUpTimes = [.. cases.Select(c => c.Clinical.SurvivalMonths)],
            FollowUpEvents = [.. cases.Select(c => c.Clinical.Event ? 1.0 : 0)],
        };
    }

    private static string NameOf(int centre) => $"centre {centre}";
}
