using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>Why a computed image cannot be had.</summary>
internal static class DerivedProblems
{
    /// <summary>Nothing is kept under the identifier.</summary>
    public static ProblemException NotKept(string id) => new(
        StatusCodes.Status404NotFound, "derived-images-not-found", "Computed images not found",
        $"No computed images '{Problems.Shortened(id)}' of this study are kept. Open the study again to have them computed.");

    /// <summary>The image is not among those that are kept.</summary>
    public static ProblemException NoImage(string sopInstanceUid) => new(
        StatusCodes.Status404NotFound, "derived-image-not-found", "Computed image not found",
        $"There is no image '{Problems.Shortened(sopInstanceUid)}' with this frame among the computed images.");
}
