using System.Diagnostics.CodeAnalysis;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>What a client accepts: the Accept header, or the <c>accept</c> query parameter that PS3.18 section 8.3.3 puts before it.</summary>
internal static class Accepts
{
    /// <summary>The accepted media types, best first; everything when the client says nothing.</summary>
    public static IReadOnlyList<DicomMediaType> Of(HttpRequest request)
    {
        IReadOnlyList<DicomMediaType> accepted = DicomMediaType.ParseList(TextOf(request));
        return accepted.Count > 0 ? accepted : DicomMediaType.ParseList("*/*");
    }

    public static string TextOf(HttpRequest request) =>
        request.Query["accept"].ToString() is { Length: > 0 } parameter ? parameter : request.Headers.Accept.ToString();

    /// <summary>Whether <c>application/dicom+json</c> (or plain JSON, which old clients say) is accepted.</summary>
    public static bool DicomJson(HttpRequest request, [NotNullWhen(false)] out IResult? notAcceptable)
    {
        bool accepted = Of(request).Any(type => type.MediaType is DicomMediaType.DicomJson or DicomMediaType.Json or "*/*" or "application/*");
        notAcceptable = accepted ? null : DicomWebProblems.NotAcceptable(TextOf(request), DicomMediaType.DicomJson);
        return accepted;
    }
}
