using System.Net;
using System.Text.RegularExpressions;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Storage.Remote;

namespace OhifAlnPlugin.Server.DicomWeb.Proxy;

/// <summary>Passes requests on to the archive and its answers back, as streams. The archive never sees who asks, and the client never sees where the archive is.</summary>
internal sealed partial class ArchiveProxy(RemoteArchive archive, RemoteStudies studies, AuditNotes audit)
{
    private const string What = "a request of the viewer", DefaultAccept = "application/dicom+json";

    private const int CopyLength = 128 * 1024;

    private static readonly string[] PassedOn = ["Accept", "Accept-Charset", "If-None-Match", "If-Modified-Since", "Range"];

    private static readonly string[] PassedBack = ["Content-Range", "Accept-Ranges", "ETag", "Last-Modified", "Warning"];

    /// <summary>What DICOMweb answers, and no browser runs: a page or a script of the archive would act in this server's name.</summary>
    private static readonly string[] Harmless =
        ["application/dicom+json", "application/json", "application/dicom", "application/dicom+xml", "application/octet-stream", "multipart/related", "image/jpeg", "image/png", "image/gif", "image/jp2", "image/jpx", "image/jls", "image/jphc", "image/dicom-rle", "video/mpeg", "video/mp4"];

    /// <summary>Passes on a search or a retrieval.</summary>
    /// <exception cref="Http.ProblemException">The archive cannot answer.</exception>
    public async Task PassAsync(HttpContext context, CancellationToken cancellation)
    {
        RemoteStudy? study = await HiddenFromAsync(context.Request, cancellation);
        using HttpResponseMessage answer = await archive.RepeatAsync(() => AskAsync(context.Request, cancellation), cancellation);
        await AnswerAsync(context, answer, study, cancellation);
    }

    /// <summary>Passes on instances to store, once: nobody keeps them here to send them again.</summary>
    /// <exception cref="Http.ProblemException">The archive does not take them.</exception>
    public async Task StoreAsync(HttpContext context, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TargetOf(context.Request)) { Content = new StreamContent(context.Request.Body, CopyLength) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        request.Content.Headers.ContentLength = context.Request.ContentLength;
        request.Headers.TryAddWithoutValidation("Accept", DefaultAccept);
        using HttpResponseMessage answer = await archive.SendAsync(request, archive.Options.UploadSeconds, cancellation);
        if (!answer.IsSuccessStatusCode && answer.StatusCode is not (HttpStatusCode.Conflict or HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType))
        {
            throw archive.Failed(answer, "the storing of instances");
        }

        await AnswerAsync(context, answer, study: null, cancellation);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequest asked, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, TargetOf(asked));
        foreach (string name in PassedOn.Where(asked.Headers.ContainsKey))
        {
            request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)asked.Headers[name]);
        }

        if (request.Headers.Accept.Count == 0 || asked.Headers.Accept == "*/*")
        {
            request.Headers.Remove("Accept");
            request.Headers.TryAddWithoutValidation("Accept", DefaultAcceptOf(asked));
        }

        HttpResponseMessage answer = await archive.SendAsync(request, seconds: null, cancellation);
        return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotModified ? answer : throw archive.Failed(answer, What);
    }

    private static string DefaultAcceptOf(HttpRequest asked) =>
        asked.Path.Value!.Contains("/frames/", StringComparison.Ordinal) || asked.Path.Value.Contains("/bulk", StringComparison.Ordinal) ? "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*"
        : asked.Path.Value.EndsWith("/rendered", StringComparison.Ordinal) || asked.Path.Value.EndsWith("/thumbnail", StringComparison.Ordinal) ? "image/jpeg"
        : asked.Path.Value.EndsWith("/metadata", StringComparison.Ordinal) || IsSearch(asked) ? DefaultAccept
        : "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

    private static bool IsSearch(HttpRequest asked) =>
        asked.Path.Value!.EndsWith("/studies", StringComparison.Ordinal) || asked.Path.Value.EndsWith("/series", StringComparison.Ordinal) || asked.Path.Value.EndsWith("/instances", StringComparison.Ordinal);

    private Uri TargetOf(HttpRequest request)
    {
        if (request.RouteValues["part"] is string part && !Part().IsMatch(part))
        {
            throw RemoteProblems.Foreign();
        }

        string path = request.Path.ToUriComponent()[(DicomWebAddress.Path.Length + 1)..];
        QueryString query = QueryString.Create(request.Query.Where(parameter => parameter.Key != RejectedInstances.Parameter));
        return archive.AddressOf(path + query.ToUriComponent());
    }

    /// <summary>The study of a list, where rejection notes hide something in it and the client does not want to see that.</summary>
    private async Task<RemoteStudy?> HiddenFromAsync(HttpRequest request, CancellationToken cancellation)
    {
        bool isList = IsSearch(request) || request.Path.Value!.EndsWith("/metadata", StringComparison.Ordinal);
        bool includesRejected = bool.TryParse(request.Query[RejectedInstances.Parameter], out bool included) && included;
        return isList && !includesRejected && request.RouteValues["study"] is string uid && await studies.FindAsync(uid, cancellation) is { Rejected.Count: > 0 } study ? study : null;
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, RemoteStudy? study, CancellationToken cancellation)
    {
        HttpResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Where(header => PassedBack.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            response.Headers.Append(header.Key, string.Concat(string.Join(", ", header.Value).Where(character => character is >= ' ' and <= '~')));
        }

        if (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
        {
            return;
        }

        string type = answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : "";
        string mediaType = type.Split(';')[0].Trim().ToLowerInvariant();
        response.ContentType = Harmless.Contains(mediaType) || answer.Content.Headers.ContentLength == 0 ? type : throw RemoteProblems.Broken(What, "it is nothing that DICOMweb answers.");
        bool isJson = mediaType is "application/dicom+json" or "application/json";
        response.ContentLength = isJson ? null : answer.Content.Headers.ContentLength;
        await using Stream body = await archive.BodyOfAsync(answer, mostBytes: null, What, cancellation);
        try
        {
            await (isJson ? CopyJsonAsync(context, body, study, cancellation) : body.CopyToAsync(response.Body, CopyLength, cancellation));
        }
        catch (Http.ProblemException) when (response.HasStarted)
        {
            // What has begun cannot become a problem; a connection cut off says that it is not whole.
            context.Abort();
        }
    }

    private async Task CopyJsonAsync(HttpContext context, Stream body, RemoteStudy? study, CancellationToken cancellation)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await ArchiveJson.CopyStowAnswerAsync(body, context.Response.Body, DicomWebAddress.Of(context.Request), NoteStored, cancellation);
            return;
        }

        await ArchiveJson.CopyAsync(body, context.Response.Body, DicomWebAddress.Of(context.Request), study is null ? null : each => IsVisible(each, study), cancellation);
    }

    private void NoteStored(InstanceScope scope, bool failed)
    {
        studies.Forget(scope.StudyInstanceUid);
        audit.Note(scope, count: 1, failed);
    }

    private static bool IsVisible(System.Text.Json.JsonElement each, RemoteStudy study) =>
        each.Uid(OhifAlnPlugin.Dicom.DicomTag.SOPInstanceUID) is { } sop ? !study.Rejected.Contains(sop)
        : each.Uid(OhifAlnPlugin.Dicom.DicomTag.SeriesInstanceUID) is not { } series || !study.IsHidden(series);

    /// <summary>Frames and bulk data: words that lead down, and nothing that an archive could take for a way up.</summary>
    [GeneratedRegex(@"^(?!.*\.\.)[A-Za-z0-9_.,-]+(/[A-Za-z0-9_.,-]+)*/?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
