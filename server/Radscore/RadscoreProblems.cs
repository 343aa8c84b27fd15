using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Why there is no radscore.</summary>
internal static class RadscoreProblems
{
    /// <summary>No model is installed.</summary>
    public static ProblemException NoModel(string folder) => new(
        StatusCodes.Status503ServiceUnavailable,
        "no-model",
        "No radscore model",
        $"No radscore model is installed: the folder {folder} holds no bundle.json. Put a bundle there, or name another folder with --models DIR.");

    /// <summary>The model cannot be used.</summary>
    public static ProblemException UnusableModel(RadscoreBundleException reason) =>
        new(StatusCodes.Status503ServiceUnavailable, "unusable-model", "The radscore model cannot be used", reason.Message);

    /// <summary>The segmentation has no such segment.</summary>
    public static ProblemException NoSegment(string id, int number, IEnumerable<int> numbers) => Unprocessable(
        "segment-not-found", "Segment not found", $"Segmentation {id} has no segment {number}; it has {string.Join(", ", numbers)}.");

    /// <summary>A feature that the model needs is undefined for this VOI.</summary>
    public static ProblemException Undefined(string detail) => Unprocessable("radscore-undefined", "No radscore for this VOI", detail);

    private static ProblemException Unprocessable(string name, string title, string detail) =>
        new(StatusCodes.Status422UnprocessableEntity, name, title, detail);
}
