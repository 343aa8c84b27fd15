using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Evaluation;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Radscore.Report;

namespace OhifAlnPlugin.Server.CommandLine.Evaluation;

/// <summary>What the report shows of the features themselves: correlation, centres before and after ComBat, agreement of readings.</summary>
internal sealed record FeatureParts
{
    /// <summary>The model's features, one value per patient.</summary>
    public required IReadOnlyList<double[]> ModelFeatures { get; init; }

    /// <summary>Correlation of the model's features; null where undefined.</summary>
    public FeatureCorrelation? Correlation { get; private init; }

    /// <summary>Centres before and after ComBat; null where undefined.</summary>
    public HarmonisationEffect? Harmonisation { get; private init; }

    /// <summary>Agreement with each second reading.</summary>
    public IReadOnlyList<FeatureAgreement> Agreement { get; private init; } = [];

    /// <summary>The readings themselves.</summary>
    public IReadOnlyList<SecondReading> Readings { get; private init; } = [];

    /// <summary>Why a figure is missing.</summary>
    public required IReadOnlyDictionary<string, string> Missing { get; init; }

    /// <summary>Computes them.</summary>
    public static FeatureParts Of(EvaluateArguments arguments, RadscoreBundle bundle, EvaluationInput input)
    {
        Dictionary<string, string> missing = [];
        T? Try<T>(string figure, Func<T> compute)
            where T : class
        {
            try
            {
                return compute();
            }
            catch (ArgumentException failed)
            {
                missing[figure] = ArgumentSentence.Of(failed.Message);
                return null;
            }
        }

        double[][] features = [.. bundle.Model.FeatureNames.Select(n => input.Features.Columns[IndexOf(input.Features, n)])];
        SecondReading[] readings = [.. arguments.SecondReadings.Select(r => Reading(r, input.Features, EvaluationInput.Needed(bundle)))];
        if (readings.Length == 0)
        {
            missing[ReportFigureList.Icc] = "No second reading was given (--second-reading FILE).";
        }

        if (input.Centres is null)
        {
            missing[ReportFigureList.Combat] = "The clinical table has no column with the centre.";
        }

        return new FeatureParts
        {
            ModelFeatures = features,
            Correlation = Try(ReportFigureList.Correlation, () => FeatureCorrelation.Of(bundle.Model.FeatureNames, features)),
            Harmonisation = input.Centres is null ? null : Try(ReportFigureList.Combat, () => HarmonisationEffect.Of(input.Features.Names, input.Features.Columns, input.Centres)),
            Agreement = [.. readings.Select(r => Try(ReportFigureList.Icc, () => FeatureAgreement.Of(r.Name, r.Features, r.First, r.Second))).OfType<FeatureAgreement>()],
            Readings = readings,
            Missing = missing,
        };
    }

    /// <summary>Both readings of the patients whom the second reading has too.</summary>
    private static SecondReading Reading(string argument, FeatureFiles first, IReadOnlyCollection<string> needed)
    {
        (string? name, string file) = FeatureFiles.Split(argument);
        FeatureFiles second = FeatureFiles.Read([file], needed);
        var rowOf = second.Ids.Select((id, row) => (id, row)).ToDictionary(p => p.id, p => p.row, StringComparer.Ordinal);
        int[] patients = [.. Enumerable.Range(0, first.Ids.Count).Where(p => rowOf.ContainsKey(first.Ids[p]))];
        string[] features = [.. first.Names.Where(second.Names.Contains)];
        return new SecondReading(
            name ?? Path.GetFileNameWithoutExtension(file),
            [.. patients.Select(p => first.Ids[p])],
            features,
            [.. features.Select(f => patients.Select(p => first.Columns[IndexOf(first, f)][p]).ToArray())],
            [.. features.Select(f => patients.Select(p => second.Columns[IndexOf(second, f)][rowOf[first.Ids[p]]]).ToArray())]);
    }

    private static int IndexOf(FeatureFiles files, string name) => files.Names.ToList().IndexOf(name);
}
