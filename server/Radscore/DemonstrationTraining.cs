using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Makes the demonstration bundle: phantoms → VOI → features → the training that every radscore goes through.</summary>
internal static class DemonstrationTraining
{
    private static readonly RadscoreExtraction Extraction = new()
    {
        Phase = "peak", BinWidth = 25, ResampledSpacingMm = [1, 1, 1], Interpolator = "bspline", Normalize = true, NormalizeScale = 100,
    };

    /// <summary>Trains and judges.</summary>
    /// <param name="options">The cohort.</param>
    /// <param name="cases">Its patients.</param>
    /// <param name="progress">Receives sentences; null for none.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>The bundle and the report; the same options and cases give the same bytes on the same platform.</returns>
    /// <exception cref="RadscoreTrainingException">The cohort is too small or nothing survives the selection.</exception>
    public static (RadscoreBundle Bundle, TrainingReport Report) Train(
        DemonstrationOptions options, DemonstrationCase[] cases, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        TrainingResult result = RadscorePipeline.Run(DemonstrationCohort.Of(cases), DemonstrationCohort.Design(options), asPublished: true, progress, cancellation);
        BundleDescription description = DemonstrationCard.Describe(options, cases, Extraction, Provenance(options, cases));
        return (TrainingBundle.Make(result, description), result.Report);
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

    /// <summary>The feature table as CSV, every number in its shortest exact form: what the provenance's digest is taken of.</summary>
    /// <param name="cases">The patients.</param>
    public static string Table(DemonstrationCase[] cases)
    {
        IEnumerable<string> rows = cases.Select(c => $"{c.Clinical.Centre},{(c.HighBurden ? 1 : 0)},{string.Join(',', c.Features.Values.ToArray().Select(v => v.ToString("R")))}\n");
        return string.Concat(rows.Prepend($"centre,high_burden,{string.Join(',', cases.Length == 0 ? [] : cases[0].Features.Names)}\n"));
    }

    private static BundleProvenance Provenance(DemonstrationOptions options, DemonstrationCase[] cases) => new()
    {
        Producer = $"OhifAlnPlugin {typeof(RadscoreBundle).Assembly.GetName().Version?.ToString(3)}",
        Command = options.Command,
        Seed = (long)options.Seed,
        Inputs = [new FileDigest("features of all patients", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Table(cases)))))],
    };
}
