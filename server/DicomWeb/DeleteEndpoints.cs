using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Deletion of a study, a series or an instance. 204 when it is gone, 404 when it was not there; the log keeps who went, not who it was.</summary>
internal static partial class DeleteEndpoints
{
    public static void MapDelete(this RouteGroupBuilder group)
    {
        group.MapDelete("/studies/{study}", DeleteStudy).WithSummary("Delete a study");
        group.MapDelete("/studies/{study}/series/{series}", DeleteSeries).WithSummary("Delete a series");
        group.MapDelete("/studies/{study}/series/{series}/instances/{instance}", DeleteInstance).WithSummary("Delete an instance");
    }

    internal static Task<IResult> DeleteStudy(InstanceStore store, ILogger<InstanceScope> log, string study, CancellationToken cancellation) =>
        Delete(store, log, new InstanceScope(study), cancellation);

    internal static Task<IResult> DeleteSeries(InstanceStore store, ILogger<InstanceScope> log, string study, string series, CancellationToken cancellation) =>
        Delete(store, log, new InstanceScope(study, series), cancellation);

    internal static Task<IResult> DeleteInstance(
        InstanceStore store, ILogger<InstanceScope> log, string study, string series, string instance, CancellationToken cancellation) =>
        Delete(store, log, new InstanceScope(study, series, instance), cancellation);

    private static async Task<IResult> Delete(InstanceStore store, ILogger log, InstanceScope scope, CancellationToken cancellation)
    {
        int deleted = await store.DeleteAsync(scope, cancellation);
        if (deleted == 0)
        {
            return RetrieveEndpoints.NotFound(scope);
        }

        LogDeleted(log, deleted, scope.StudyInstanceUid, scope.SeriesInstanceUid, scope.SopInstanceUid);
        return TypedResults.NoContent();
    }

    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "Deleted {Count} instances: study {Study}, series {Series}, instance {Instance}")]
    private static partial void LogDeleted(ILogger logger, int count, string study, string? series, string? instance);
}
