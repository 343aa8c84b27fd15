using System.Security.Cryptography;
using System.Text.Json;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The job that makes a VOI from scribbles, a box or limits.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="ImagesDigest">Digest of the images of its dynamic series.</param>
/// <param name="Prompt">What was drawn.</param>
/// <param name="Owner">Whose draft it will be; null without a login.</param>
internal sealed record SegmentPrompt(string StudyInstanceUid, string ImagesDigest, Prompt Prompt, string? Owner) : IJobCommand
{
    /// <inheritdoc/>
    public static string Kind => "segmentation-prompt";

    /// <inheritdoc/>
    public string Key
    {
        get
        {
            byte[] prompt = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Prompt, JobKind.Json));
            return $"{ImagesDigest}/{Convert.ToHexStringLower(prompt)}/{Prompt.Method.Name} {Prompt.Method.Version}";
        }
    }

    /// <summary>The job for a study.</summary>
    /// <param name="layout">Its phases.</param>
    /// <param name="mode">Scribble, box or threshold.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="owner">Who wants it; null without a login.</param>
    /// <exception cref="Http.ProblemException">A point lies on no slice of a phase or beside the image.</exception>
    public static SegmentPrompt Of(DceLayout layout, SegmentationMode mode, SegmentationRequest request, string? owner) =>
        new(layout.StudyInstanceUid, DynamicStudies.DigestOf(layout), PromptReading.Read(mode, layout, request), owner);
}
