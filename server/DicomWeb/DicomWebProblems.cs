using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The mistakes a DICOMweb client can make.</summary>
internal static class DicomWebProblems
{
    public static ProblemHttpResult UnsupportedStoreMediaType(string? contentType) => Problems.Of(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-media-type",
        "Unsupported media type",
        $"Content-Type '{Problems.Shortened(contentType ?? "")}' cannot be stored: send multipart/related; type=\"application/dicom\" or type=\"application/dicom+json\" (with bulk data); boundary=…, or one application/dicom or application/dicom+json. application/dicom+xml is not supported.");

    public static ProblemHttpResult BrokenMultipart(string reason) =>
        Problems.Of(StatusCodes.Status400BadRequest, "broken-multipart", "Broken multipart body", $"{reason} Nothing of the request was stored.");

    public static ProblemHttpResult BrokenMetadata(string reason) =>
        Problems.Of(StatusCodes.Status400BadRequest, "broken-metadata", "Broken metadata", $"{reason} Nothing of the request was stored.");

    public static ProblemHttpResult NotAcceptable(string accept, string offered) => Problems.Of(
        StatusCodes.Status406NotAcceptable,
        "not-acceptable",
        "Not acceptable",
        $"Accept '{Problems.Shortened(accept)}' fits nothing that can be answered here: {offered}.");

    public static ProblemHttpResult InvalidQuery(string detail) =>
        Problems.Of(StatusCodes.Status400BadRequest, "invalid-query", "Invalid query", detail);

    public static ProblemHttpResult InvalidFrames(string frames) => Problems.Of(
        StatusCodes.Status400BadRequest,
        "invalid-frames",
        "Invalid frame list",
        $"'{Problems.Shortened(frames)}' is no list of frame numbers: write numbers from 1, separated by commas.");

    public static ProblemHttpResult FrameNotFound(int frame, int count) => Problems.Of(
        StatusCodes.Status404NotFound, "frame-not-found", "Frame not found", $"Frame {frame} does not exist: the instance has {count}.");

    public static ProblemHttpResult NoPixelData(string sopInstanceUid) => Problems.Of(
        StatusCodes.Status404NotFound, "no-pixel-data", "No pixel data", $"Instance {sopInstanceUid} holds no pixel data.");

    /// <summary>The same, found while an answer is made.</summary>
    public static ProblemException BrokenFrames(string reason) => new(StatusCodes.Status422UnprocessableEntity, "broken-pixel-data", "Broken pixel data", reason);

    public static ProblemHttpResult BrokenPixelData(string reason) => Problems.Of(
        StatusCodes.Status422UnprocessableEntity, "broken-pixel-data", "Broken pixel data", reason);

    public static ProblemHttpResult BulkDataNotFound(string tag) =>
        Problems.Of(StatusCodes.Status404NotFound, "bulk-data-not-found", "Bulk data not found", $"The instance holds no bulk data {Problems.Shortened(tag)}.");
}
