using System.Globalization;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Segmentation.Evaluation;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>The results as Markdown table, as JSON with every study, or as CSV with a row per lesion.</summary>
internal sealed class EvaluationReport(string method, string studies, IReadOnlyList<StudyOutcome> outcomes)
{
    private const string Kinds = ".json, .csv or .md";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UndefinedAsNull() },
    };

    private readonly IReadOnlyList<EvaluationRow> _rows = EvaluationTable.Of(outcomes);

    /// <summary>Checks names before any work is done.</summary>
    /// <exception cref="CommandException">A name has another ending.</exception>
    public static void RequireWritable(IEnumerable<string> paths)
    {
        foreach (string path in paths.Where(p => Path.GetExtension(p) is not (".json" or ".csv" or ".md")))
        {
            throw new CommandException($"{path} cannot be written: the name must end in {Kinds}.");
        }
    }

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public void Write(string path)
    {
        string text = Path.GetExtension(path) switch { ".json" => ToJson(), ".csv" => ToCsv(), _ => ToMarkdown() };
        try
        {
            WholeFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {failure.Message}");
        }
    }

    /// <summary>The table with what the numbers mean.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{method} on {studies}: {outcomes.Count} studies, {outcomes.Sum(o => o.Lesions.Count)} lesions, median {Median(outcomes.Select(o => o.Seconds)):0.0} s per study. Research use only.");
        text.AppendLine();
        text.AppendLine("| group | unit | n | Dice mean | median | 10th percentile | HD95 median, mm | sensitivity | first | first three | candidates per study | false positives per study |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (EvaluationRow r in _rows)
        {
            string[] cells =
            [
                r.Group, r.Unit.ToString().ToLowerInvariant(), r.N.ToString(CultureInfo.InvariantCulture), Number(r.DiceMean), Number(r.DiceMedian), Number(r.DiceTenth),
                Number(r.HausdorffDistance95Mm, "0.0"), Percent(r.Sensitivity), Percent(r.First), Percent(r.FirstThree), Number(r.Candidates, "0.0"), Number(r.FalsePositives, "0.0"),
            ];
            text.AppendLine($"| {string.Join(" | ", cells)} |");
        }

        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Lesion: the first candidate whose Dice with it is at least {CandidateEvaluation.LeastDice}; patient: the first candidate against the largest lesion; slice: the same in two dimensions; volume: the network's own contour against all lesions. Missed lesions count Dice 0 and are left out of HD95.");
        return text.ToString();
    }

    private string ToJson() => JsonSerializer.Serialize(new { method, studies, researchUseOnly = true, rows = _rows, outcomes }, Json);

    private string ToCsv()
    {
        var text = new StringBuilder("study,centre,lesion,volume_mm3,diameter_mm,rank,dice,hd95_mm,msd_mm,candidates,false_positives,first_dice,seconds\n");
        foreach (StudyOutcome o in outcomes)
        {
            foreach (LesionOutcome l in o.Lesions)
            {
                text.AppendLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{FeatureTable.Quoted(o.Study)},{FeatureTable.Quoted(o.Centre)},{l.Number},{l.VolumeMm3:0.#},{l.DiameterMm:0.##},{l.Rank},{l.Dice:0.####},{Field(l.HausdorffDistance95Mm)},{Field(l.MeanSurfaceDistanceMm)},{o.Candidates},{o.FalsePositives},{o.FirstDice:0.####},{o.Seconds:0.##}"));
            }
        }

        return text.ToString();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    private static string Number(double value, string format = "0.00") => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Percent(double value) => double.IsNaN(value) ? "" : value.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Field(double value) => double.IsNaN(value) ? "NA" : value.ToString("0.###", CultureInfo.InvariantCulture);
}
