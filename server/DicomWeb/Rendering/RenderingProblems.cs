using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>The mistakes a client can make that asks for pictures.</summary>
internal static class RenderingProblems
{
    public static ProblemException Invalid(string detail) => new(StatusCodes.Status400BadRequest, "invalid-query", "Invalid query", detail);

    public static ProblemException FrameOutOfRange(string frame, int count) => new(
        StatusCodes.Status400BadRequest, "frame-out-of-range", "Frame out of range", $"Frame '{Problems.Shortened(frame)}' does not exist: the instance has frames 1 to {count}.");

    public static ProblemException NothingToRender(string what) => new(
        StatusCodes.Status404NotFound, "no-pixel-data", "No pixel data", $"{what} holds no pixel data, so nothing can be rendered.");

    public static ProblemException TooManyPictures(int limit) => new(
        StatusCodes.Status400BadRequest, "too-many-pictures", "Too many pictures", $"More than {limit} pictures were asked for, the limit of one request: ask for series, instances or frames.");

    public static ProblemException NotAcceptable(string accept, int count) => new(
        StatusCodes.Status406NotAcceptable,
        "not-acceptable",
        "Not acceptable",
        $"Accept '{Problems.Shortened(accept)}' fits nothing that can be answered here: {(count == 1 ? "image/jpeg, image/png, or multipart/related of them" : $"{count} pictures as multipart/related; type=\"image/jpeg\" or \"image/png\"; one picture alone is a frame's, at …/frames/1/rendered")}.");
}
