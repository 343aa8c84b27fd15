using Microsoft.AspNetCore.Http.HttpResults;

namespace OhifAlnPlugin.Server.Http;

/// <summary>
/// RFC 9457 problem details. The type is a stable URN, the detail a sentence that names the value and the limit.
/// Each feature keeps its own factories and makes them through <see cref="Of"/>.
/// </summary>
internal static class Problems
{
    public const string TypePrefix = "urn:ohif-aln:problem:";

    /// <summary>A problem answer.</summary>
    /// <param name="status">HTTP status, 4xx or 5xx.</param>
    /// <param name="name">Stable name in kebab case; becomes the type <c>urn:ohif-aln:problem:name</c>.</param>
    /// <param name="title">What went wrong, the same for every occurrence.</param>
    /// <param name="detail">This occurrence: the value and the limit. Never a stack trace, never a patient's name.</param>
    public static ProblemHttpResult Of(int status, string name, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: TypePrefix + name);

    public static ProblemHttpResult StudyNotFound(string studyInstanceUid) =>
        Of(StatusCodes.Status404NotFound, "study-not-found", "Study not found", $"No study {studyInstanceUid} is stored here.");

    public static ProblemHttpResult SeriesNotFound(string seriesInstanceUid) =>
        Of(StatusCodes.Status404NotFound, "series-not-found", "Series not found", $"No series {seriesInstanceUid} is stored here.");

    public static ProblemHttpResult InstanceNotFound(string sopInstanceUid) =>
        Of(StatusCodes.Status404NotFound, "instance-not-found", "Instance not found", $"No instance {sopInstanceUid} is stored here.");

    public static ProblemHttpResult InvalidUid(string value) =>
        Of(
            StatusCodes.Status400BadRequest,
            "invalid-uid",
            "Invalid UID",
            $"'{Shortened(value)}' is not a DICOM UID: 1 to 64 characters, digits and dots only.");

    /// <summary>At most 80 characters of a value from outside, so that an answer never echoes a megabyte.</summary>
    public static string Shortened(string value) => value.Length <= 80 ? value : value[..77] + "...";
}
