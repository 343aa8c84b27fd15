using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Deletion of a study, a series or an instance. 204 when it is gone, 404 when it was not there; the store's log keeps what went.</summary>
internal static class DeleteEndpoints
{
    public static void MapDelete(this RouteGroupBuilder group)
    {
        group.MapDelete("/studies/{study}", DeleteStudy).WithSummary("Delete a study");
        group.MapDelete("/studies/{study}/series/{series}", DeleteSeries).WithSummary("Delete a series");
        group.MapDelete("/studies/{study}/series/{series}/instances/{instance}", DeleteInstance).WithSummary("Delete an instance");
    }

    internal static Task<IResult> DeleteStudy(StudyDeletion studies, string study, CancellationToken cancellation) =>
        Delete(studies, new InstanceScope(study), cancellation);

    internal static Task<IResult> DeleteSeries(StudyDeletion studies, string study, string series, CancellationToken cancellation) =>
        Delete(studies, new InstanceScope(study, series), cancellation);

    internal static Task<IResult> DeleteInstance(StudyDeletion studies, string study, string series, string instance, CancellationToken cancellation) =>
        Delete(studies, new InstanceScope(study, series, instance), cancellation);

    private static async Task<IResult> Delete(StudyDeletion studies, InstanceScope scope, CancellationToken cancellation) =>
        await studies.DeleteAsync(scope, cancellation) > 0 ? TypedResults.NoContent() : RetrieveEndpoints.NotFound(scope);
}
