using System.Globalization;

namespace OhifAlnPlugin.Server.Readings.Reports;

/// <summary>The sentences of a report, the same in PDF, text and JSON.</summary>
internal static class ReportSentences
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>The prediction.</summary>
    public static string Prediction(double radscore, double cutOff, bool isHigh)
    {
        string side = isHigh ? radscore > cutOff ? "above" : "at" : "below";
        return string.Create(Plain, $"{(isHigh ? "High" : "Low")} ALN burden predicted: radscore {radscore:0.00}, {side} the cut-off {cutOff:0.00}.");
    }

    /// <summary>A person's name as people write it: of a DICOM name the first group, its parts with blanks between.</summary>
    public static string ShownName(string name) => string.Join(", ", name.Split('=')[0].Split('^', 2, StringSplitOptions.TrimEntries).Select(part => part.Replace('^', ' ').Trim()).Where(part => part.Length > 0));

    /// <summary>Where the case lies relative to the training data.</summary>
    public static string Place(string band) => band switch
    {
        "inside" => "Inside the training data",
        "edge" => "At the edge of the training data",
        "outside" => "Outside the training data",
        _ => "Place relative to the training data not known",
    };

    /// <summary>How the outline came about.</summary>
    public static string Outline(ReportedOutline outline)
    {
        string made = outline.Type switch
        {
            Analysis.AlgorithmType.Automatic => "found automatically",
            Analysis.AlgorithmType.SemiAutomatic => "found by the method and guided or corrected by hand",
            _ => "drawn by hand",
        };
        return outline.Method is { } method ? $"{made} ({method})" : made;
    }

    /// <summary>A lesion with its size.</summary>
    public static string Lesion(LesionSize lesion) => string.Create(
        Plain, $"{lesion.Label}{(lesion.Side is { } side ? $", {side} breast" : "")}: {lesion.VolumeMl:0.00} ml, longest diameter {lesion.LongestDiameterMm:0} mm");

    /// <summary>The time of the decision.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", Plain);

    /// <summary>The whole report as one paragraph, to be pasted into the report of the study.</summary>
    public static string Paragraph(ReadingReport report)
    {
        LesionSize lesion = report.Lesions.First(l => l.Scored);
        var sentences = new List<string>
        {
            $"{Lesion(lesion)}.",
            report.Sentence,
            string.Create(Plain, $"Moving the outline by one voxel gives {report.Stability.Low:0.00} to {report.Stability.High:0.00}{(report.Stability.BurdenChanges ? ", which changes the call" : "")}."),
            $"{Place(report.Trust.Band)}{(report.Trust.Reasons.Count > 0 ? $": {string.Join(" ", report.Trust.Reasons)}" : ".")}",
        };
        sentences.AddRange(report.Trust.Objections.Select(o => $"Outside the intended use: {o}"));
        if (report.Lesions.Count > 1)
        {
            sentences.Add($"Other lesions: {string.Join("; ", report.Lesions.Where(l => !l.Scored).Select(Lesion))}.");
        }

        sentences.AddRange(report.Models.Select(m => string.Create(Plain, $"{m.Name}: probability {m.Probability:0.00}, cut-off {m.CutOff:0.00}, {(m.HighBurden ? "high" : "low")} burden.")));
        if (report.Clinical.Count > 0)
        {
            sentences.Add($"Given: {string.Join(", ", report.Clinical.Select(c => $"{c.Label} {c.Value}"))}.");
        }

        sentences.Add($"Outline {Outline(report.Outline)}.");
        sentences.Add($"Model {report.Model.Name} {report.Model.Version} ({report.Model.Digest[..8]}). Read by {report.Reader}, {Time(report.AcceptedAt)}.");
        sentences.Add(report.Notice.Contains("esearch use only", StringComparison.Ordinal) ? report.Notice : $"Research use only. {report.Notice}");
        return string.Join(" ", sentences);
    }
}
