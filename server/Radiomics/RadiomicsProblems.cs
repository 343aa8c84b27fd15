using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Why features cannot be computed.</summary>
internal static class RadiomicsProblems
{
    /// <summary>A segment of a segmentation, the first when none is named.</summary>
    /// <exception cref="ProblemException">There is none of this number.</exception>
    public static Segment SegmentOf(SegmentationInfo info, int? number) =>
        info.Segments.FirstOrDefault(s => number is null || s.Number == number) ?? throw NoSegment(number ?? 1, info);

    private static ProblemException NoSegment(int number, SegmentationInfo info) =>
        new(StatusCodes.Status404NotFound, "segment-not-found", "Segment not found", $"Segmentation {info.Id} has no segment {number}; it has {string.Join(", ", info.Segments.Select(s => s.Number))}.");

    /// <summary>The study has no such phase.</summary>
    public static ProblemException NoPhase(int index, int count) =>
        new(StatusCodes.Status422UnprocessableEntity, "phase-not-found", "Phase not found", $"There is no phase {index}: the study has {count}, counted from 0.");

    /// <summary>Neither a segmentation is named nor a mask sent.</summary>
    public static ProblemException NoVoi() => BadRequest("The request names no VOI: give a segmentationId, or send a mask as multipart/form-data with the parts 'request' and 'mask'.");

    /// <summary>A mask is sent without its study.</summary>
    public static ProblemException NoStudy() => BadRequest("The request sends a mask but names no studyInstanceUid.");

    /// <summary>The body is not what it should be.</summary>
    public static ProblemException BadRequest(string detail) =>
        new(StatusCodes.Status400BadRequest, "bad-request", "The request cannot be understood", detail);

    /// <summary>The name of a mask does not tell its format.</summary>
    public static ProblemException BadMaskName(string name, IEnumerable<string> suffixes) =>
        BadMask($"The name '{Problems.Shortened(name)}' does not tell its format: it must end in {string.Join(", ", suffixes)}.");

    /// <summary>A mask cannot be read.</summary>
    public static ProblemException BadMask(string detail) =>
        new(StatusCodes.Status422UnprocessableEntity, "mask-not-readable", "The mask cannot be read", detail);

    /// <summary>No result of this identifier.</summary>
    public static ProblemException NoResult(Guid id) =>
        new(StatusCodes.Status404NotFound, "features-not-found", "Features not found", $"There are no computed features {id}.");

    /// <summary>No map of this identifier.</summary>
    public static ProblemException NoMap(Guid id) =>
        new(StatusCodes.Status404NotFound, "feature-map-not-found", "Feature map not found", $"There is no feature map {id}.");

    /// <summary>Does something and turns the engine's refusal into a problem.</summary>
    public static T Checked<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (RadiomicsException reason)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "radiomics-refused", "The features cannot be computed", reason.Message);
        }
    }
}
