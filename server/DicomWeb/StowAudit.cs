using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>What the audit trail keeps of a Store transaction: per series how many instances were stored and refused, and which one where it was one.</summary>
internal static class StowAudit
{
    /// <summary>Notes the results of a request.</summary>
    public static void Note(AuditNotes audit, IReadOnlyList<StowResult> results)
    {
        foreach (var series in results.Where(result => result.StudyInstanceUid is not null).GroupBy(result => (result.StudyInstanceUid, result.SeriesInstanceUid, Failed: result.Failure != FailureReason.None)))
        {
            string? only = series.Count() == 1 ? series.First().SopInstanceUid : null;
            audit.Note(new InstanceScope(series.Key.StudyInstanceUid!, series.Key.SeriesInstanceUid, only), series.Count(), series.Key.Failed);
        }
    }
}
