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

    /// <summary>The score was not computed yet.</summary>
    public static ProblemException NotKept(string id) => new(
        StatusCodes.Status404NotFound, "score-not-computed", "Not computed yet", $"The radscore of segmentation {Problems.Shortened(id)} was not computed yet: ask for it with POST /api/radscores.");

    /// <summary>The model harmonises by centre and does not know the study's.</summary>
    public static ProblemException UnknownCentre(string detail) => Unprocessable(
        "unknown-centre",
        "The centre is unknown to the model",
        $"{detail} Onboard it with 'aln centre onboard' or POST /api/centres, or name one of the known centres if the study is of one of them.");

    /// <summary>A clinical value is not allowed.</summary>
    public static ProblemException ClinicalValue(string detail) => Unprocessable("clinical-value", "A clinical value cannot be used", detail);

    /// <summary>A centre cannot be onboarded.</summary>
    public static ProblemException NotOnboarded(string detail) => Unprocessable("centre-not-onboarded", "The centre cannot be onboarded", detail);

    /// <summary>The model in use does not harmonise.</summary>
    public static ProblemException NoHarmonisation(string model) => Unprocessable(
        "no-harmonisation", "The model does not harmonise", $"The radscore model {model} scores features as they are extracted, whatever the centre: there is nothing to onboard.");

    /// <summary>There is no onboarded centre of this name.</summary>
    public static ProblemException CentreNotFound(string name) => new(
        StatusCodes.Status404NotFound, "centre-not-found", "No such onboarded centre",
        $"No centre '{Problems.Shortened(name)}' was onboarded to the model in use; centres that the model was made with cannot be removed.");

    private static ProblemException Unprocessable(string name, string title, string detail) =>
        new(StatusCodes.Status422UnprocessableEntity, name, title, detail);
}
