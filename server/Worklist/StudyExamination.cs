using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>Finds out, from headers alone, what processing a study would be.</summary>
internal sealed class StudyExamination(IInstanceSource source, DynamicStudies studies, IKeptChoices choices, IStudyReading reading)
{
    /// <summary>Names method and model with their versions.</summary>
    public string Version => reading.Version;

    /// <summary>What a look from outside sees of a study: cheap, and different when something of it, or how it is processed, changed.</summary>
    /// <param name="study">The study.</param>
    /// <param name="instances">How many instances it has.</param>
    /// <param name="version"><see cref="Version"/>.</param>
    public string SignatureOf(string study, int instances, string version) => instances + SettingsOf(study, version);

    /// <summary>The part of <see cref="SignatureOf"/> that is known without asking for the study.</summary>
    public string SettingsOf(string study, string version) => $"/{choices.Find(study)?.KeptAt:O}/{version}";

    /// <summary>Examines a study.</summary>
    /// <returns>What was found; null when there is no such study.</returns>
    public async Task<Examined?> ExamineAsync(string study, CancellationToken cancellation)
    {
        IReadOnlyList<DicomDataset> headers;
        try
        {
            headers = await source.ReadHeadersAsync(study, cancellation);
        }
        catch (DicomFormatException broken)
        {
            return new Examined(Signature: null, Work: null, Unreadable(broken));
        }

        if (headers.Count == 0)
        {
            return null;
        }

        string version = Version, signature = SignatureOf(study, headers.Count, version);
        try
        {
            return new Examined(signature, $"{DynamicStudies.DigestOf(studies.LayoutOf(headers))}/{version}", Problem: null);
        }
        catch (ProblemException reason)
        {
            return new Examined(signature, Work: null, reason.Problem);
        }
        catch (DicomFormatException broken)
        {
            return new Examined(signature, Work: null, Unreadable(broken));
        }
    }

    private static ProblemDetails Unreadable(DicomFormatException broken) =>
        new ProblemException(StatusCodes.Status422UnprocessableEntity, "broken-object", "Broken DICOM object", $"An image of the study cannot be read: {broken.Message}").Problem;
}

/// <summary>What was found of a study.</summary>
/// <param name="Signature">See <see cref="StudyExamination.SignatureOf"/>; null when the headers cannot be read.</param>
/// <param name="Work">The work that it means; null when it cannot be processed.</param>
/// <param name="Problem">Why it cannot be processed; null when it can.</param>
internal sealed record Examined(string? Signature, string? Work, ProblemDetails? Problem);
