using System.Globalization;
using OhifAlnPlugin.Server.Analysis.Readings;

namespace OhifAlnPlugin.Server.Readings.Reports;

/// <summary>The reports that are kept with accepted results.</summary>
internal sealed class ReportFiles(ReadingFolder readings)
{
    /// <summary>The report of a reading.</summary>
    /// <exception cref="Http.ProblemException">There is no such reading, or it has no report.</exception>
    public ReadingReport Require(string study, Guid id)
    {
        Reading reading = readings.List(study).FirstOrDefault(r => r.Id == id) ?? throw ReadingProblems.NotFound(id);
        return readings.ReportOf(reading) is { } bytes ? ReadingReport.Read(bytes) : throw ReadingProblems.NoReport(id);
    }

    /// <summary>Name of the file that a report is saved as; it names no patient.</summary>
    public static string NameOf(ReadingReport report, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"aln-burden-{report.AcceptedAt.UtcDateTime:yyyyMMdd-HHmm}.{extension}");
}
