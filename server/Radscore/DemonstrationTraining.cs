using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Makes the demonstration bundle: phantoms → VOI → features → selection → networks → evaluation on unseen centres.</summary>
internal static class DemonstrationTraining
{
    private static readonly RadscoreExtraction Extraction = new()
    {
        Phase = "peak", BinWidth = 25, ResampledSpacingMm = [1, 1, 1], Interpolator = "bspline", Normalize = true, NormalizeScale = 100,
    };

    /// <summary>Trains and evaluates.</summary>
    /// <param name="options">The cohort.</param>
    /// <param name="cases">Its patients.</param>
    /// <returns>The bundle; the same options and cases give the same bytes on the same platform.</returns>
    /// <exception cref="RadscoreTrainingException">The cohort is too small or nothing survives the selection.</exception>
    public static RadscoreBundle Train(DemonstrationOptions options, DemonstrationCase[] cases)
    {
        RadscoreCohort training = Cohort("training: centres 1 to 3", cases.Where(IsTraining));
        RadscoreCohort unseen = Cohort("unseen: centres 4 and 5", cases.Where(c => !IsTraining(c)));
        RadscoreTrainingResult result = RadscoreTraining.Fit(
            training,
            FeatureWording.OriginalShapeAndFirstOrder,
            new RadscoreTrainingOptions
            {
                Seed = options.Seed,
                CorrelationCutOff = 0.8,
                Architecture = NetworkArchitecture.Published(12),
                Network = new NetworkTrainingOptions { Seed = options.Seed, WeightDecay = 2 },
            });
        CohortEvaluation[] evaluation =
            [RadscoreTraining.Evaluate(result.Model, training, usedInTraining: true), RadscoreTraining.Evaluate(result.Model, unseen, usedInTraining: false)];
        return new RadscoreBundle(result.Model, DemonstrationCard.Write(options, cases, result.Steps, evaluation), Extraction, Provenance(options, cases));
    }

    /// <summary>Makes the patients.</summary>
    /// <param name="options">The cohort.</param>
    /// <param name="progress">Receives a sentence after every patient.</param>
    /// <param name="cancellation">Stops between patients.</param>
    /// <returns>Patients with features, in the order of the cohort; the same options give the same values.</returns>
    public static DemonstrationCase[] Cases(DemonstrationOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        PatientPlan[] plans = [.. PatientPlan.Cohort(options.Seed, options.Patients, options.Phantoms)];
        DemonstrationCase?[] cases = new DemonstrationCase?[plans.Length];
        ExtractionSettings settings = Extraction.SettingsFor(FeatureWording.OriginalShapeAndFirstOrder.Keys);
        int done = 0;
        Parallel.For(0, plans.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, p =>
        {
            cases[p] = DemonstrationCase.Make(plans[p], options.Phantoms, settings, cancellation);
            progress.Report($"{plans[p].Clinical.PatientId} ({Interlocked.Increment(ref done)} of {plans.Length})");
        });
        return [.. cases.OfType<DemonstrationCase>()];
    }

    private static bool IsTraining(DemonstrationCase c) => c.Centre <= DemonstrationOptions.Centres - DemonstrationOptions.UnseenCentres;

    private static RadscoreCohort Cohort(string name, IEnumerable<DemonstrationCase> cases)
    {
        DemonstrationCase[] all = [.. cases];
        return all.Length == 0
            ? throw new RadscoreTrainingException($"The cohort '{name}' has no patient; ask for more patients.")
            : new RadscoreCohort(name, all[0].Features.Names, [.. all.Select(c => c.Features.Values.ToArray())], [.. all.Select(c => c.HighBurden)]);
    }

    private static BundleProvenance Provenance(DemonstrationOptions options, DemonstrationCase[] cases) => new()
    {
        Producer = $"OhifAlnPlugin {typeof(RadscoreBundle).Assembly.GetName().Version?.ToString(3)}",
        Command = options.Command,
        Seed = (long)options.Seed,
        Inputs = [new FileDigest("features of all patients", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Table(cases)))))],
    };

    /// <summary>The feature table as CSV, every number in its shortest exact form: what the provenance's digest is taken of.</summary>
    /// <param name="cases">The patients.</param>
    public static string Table(DemonstrationCase[] cases)
    {
        IEnumerable<string> rows = cases.Select(c => $"{c.Centre},{(c.HighBurden ? 1 : 0)},{string.Join(',', c.Features.Values.ToArray().Select(v => v.ToString("R")))}\n");
        return string.Concat(rows.Prepend($"centre,high_burden,{string.Join(',', cases[0].Features.Names)}\n"));
    }
}
