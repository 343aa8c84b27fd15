using Microsoft.Net.Http.Headers;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>Pictures as an answer: alone, or as parts, in the media type that the client likes best (PS3.18 section 8.7.4).</summary>
internal static class RenderedAnswer
{
    /// <summary>What the pictures' bytes follow from besides the stored files and the request; changes when the renderer does.</summary>
    private const string Renderer = "renderer 1";

    /// <summary>Chooses the form and answers.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="accept">The acceptable media types, as the client wrote them.</param>
    /// <param name="instances">The instances that the pictures come from.</param>
    /// <param name="count">Number of pictures.</param>
    /// <param name="parts">The pictures in a media type.</param>
    /// <param name="wanted">How they are rendered.</param>
    /// <exception cref="Http.ProblemException">Nothing is acceptable.</exception>
    public static IResult Of(HttpRequest request, string accept, IEnumerable<StoredInstance> instances, int count, Func<string, MultipartPart[]> parts, RenderingRequest wanted)
    {
        (string mediaType, bool isSingle) = Choose(DicomMediaType.ParseList(accept.Length > 0 ? accept : "*/*"), count) ?? throw RenderingProblems.NotAcceptable(accept, count);
        if (wanted.IgnoredAnnotations.Count > 0)
        {
            request.HttpContext.Response.Headers.Append("Warning", $"299 aln \"The following annotation values are not supported: {string.Join(',', wanted.IgnoredAnnotations)}\"");
        }

        EntityTagHeaderValue tag = EntityTag.Of(
            $"{Renderer} {mediaType} {isSingle} {DicomWebAddress.Of(request).Root} {request.Path} {request.QueryString}", instances.Select(instance => instance.Sha256));
        return isSingle ? new SinglePartResult(parts(mediaType)[0], tag) : new MultipartResult(mediaType, parts(mediaType), tag);
    }

    private static (string MediaType, bool IsSingle)? Choose(IReadOnlyList<DicomMediaType> accepted, int count)
    {
        foreach (DicomMediaType type in accepted)
        {
            bool isMultipart = type.MediaType is DicomMediaType.MultipartRelated or "multipart/*" || (type.MediaType == "*/*" && count > 1);
            string wanted = type.MediaType == DicomMediaType.MultipartRelated ? type.PartType ?? "*/*" : type.MediaType is "multipart/*" ? "*/*" : type.MediaType;
            if ((isMultipart || count == 1) && MediaTypeOf(wanted) is { } mediaType)
            {
                return (mediaType, !isMultipart);
            }
        }

        return null;
    }

    private static string? MediaTypeOf(string wanted) => wanted switch
    {
        RenderingRequest.Jpeg or "image/*" or "*/*" => RenderingRequest.Jpeg,
        RenderingRequest.Png => RenderingRequest.Png,
        _ => null,
    };
}
