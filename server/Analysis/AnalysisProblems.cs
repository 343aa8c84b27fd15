using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Why a study cannot be analysed.</summary>
internal static class AnalysisProblems
{
    /// <summary>The text is no UID.</summary>
    public static ProblemException InvalidUid(string value) => Of(Problems.InvalidUid(value));

    /// <summary>The study is not in the store.</summary>
    public static ProblemException StudyNotFound(string studyInstanceUid) => Of(Problems.StudyNotFound(studyInstanceUid));

    /// <summary>The study is no usable dynamic series; the core says why.</summary>
    public static ProblemException NotUsable(DceException reason)
    {
        var problem = new ProblemException(StatusCodes.Status422UnprocessableEntity, reason.Problem, "The study cannot be analysed", reason.Message);
        if (reason.Positions.Count > 0)
        {
            problem.Problem.Extensions["positions"] = reason.Positions;
        }

        return problem;
    }

    /// <summary>A frame of reference on which no phase lies.</summary>
    public static ProblemException NoPosition(string frameOfReferenceUid) =>
        new(StatusCodes.Status422UnprocessableEntity, "position-not-found", "Position not found", $"No two phases of the study lie on frame of reference {Problems.Shortened(frameOfReferenceUid)}.");

    /// <summary>An image went away between the header and the pixels.</summary>
    public static ProblemException ImageGone(string sopInstanceUid) =>
        new(StatusCodes.Status409Conflict, "image-gone", "An image is gone", $"Image {sopInstanceUid} was removed while the study was read. Start again.");

    /// <summary>No segmentation of this identifier.</summary>
    public static ProblemException SegmentationNotFound(string id) =>
        new(StatusCodes.Status404NotFound, "segmentation-not-found", "Segmentation not found", $"There is no segmentation '{Problems.Shortened(id)}', neither a draft nor a saved one.");

    /// <summary>A SEG that cannot be read onto the dynamic series.</summary>
    public static ProblemException UnreadableSegmentation(string sopInstanceUid, string reason) =>
        new(StatusCodes.Status422UnprocessableEntity, "unreadable-segmentation", "The segmentation cannot be read", $"Segmentation {sopInstanceUid}: {reason}");

    private static ProblemException Of(Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult result)
    {
        var problem = result.ProblemDetails;
        return new(result.StatusCode, problem.Type![Problems.TypePrefix.Length..], problem.Title!, problem.Detail!);
    }
}
