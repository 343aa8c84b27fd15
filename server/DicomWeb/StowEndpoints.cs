using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>STOW-RS: the Store transaction (PS3.18 section 10.5).</summary>
internal static class StowEndpoints
{
    /// <summary>RFC 2046 section 5.1.1 allows 70 characters; Orthanc's DICOMweb client writes 73.</summary>
    private const int LongestBoundary = 128;

    public static void MapStow(this RouteGroupBuilder group)
    {
        // A study is larger than any sensible limit for other requests; it goes to the disk as it arrives.
        var unlimited = new DisableRequestSizeLimitAttribute();
        group.MapPost("/studies", Store).WithSummary("Store instances (STOW-RS)").WithMetadata(unlimited);
        group.MapPost("/studies/{study}", StoreInStudy).WithSummary("Store instances of one study (STOW-RS)").WithMetadata(unlimited);
    }

    internal static Task<IResult> Store(HttpRequest request, InstanceStore store, AuditNotes audit, ILogger<StowSession> logger, CancellationToken cancellation) =>
        StoreInStudy(request, null, store, audit, logger, cancellation);

    internal static async Task<IResult> StoreInStudy(
        HttpRequest request, string? study, InstanceStore store, AuditNotes audit, ILogger<StowSession> logger, CancellationToken cancellation)
    {
        await using var session = new StowSession(store, logger, study);
        if (await ReceiveAsync(request, session, cancellation) is { } problem)
        {
            return problem;
        }

        IReadOnlyList<StowResult> results = await session.CommitAsync(cancellation);
        StowAudit.Note(audit, results);
        if (results.Count(result => result.IsRejected) is var rejected and > 0)
        {
            request.HttpContext.Response.Headers.Append("Warning", $"299 aln \"{rejected} stored instances are hidden: a rejection note names them.\"");
        }

        return new DicomJsonResult(StowAnswer.Describe(results, DicomWebAddress.Of(request)), StowAnswer.StatusOf(results));
    }

    /// <summary>Receives the whole body.</summary>
    /// <returns>The problem that makes the request void; null when it is complete.</returns>
    private static async Task<IResult?> ReceiveAsync(HttpRequest request, StowSession session, CancellationToken cancellation)
    {
        DicomMediaType? type = DicomMediaType.Parse(request.ContentType);
        switch (type)
        {
            case { MediaType: DicomMediaType.Dicom }:
                await session.ReceiveAsync(request.Body, cancellation);
                return null;
            case { MediaType: DicomMediaType.MultipartRelated, PartType: null or DicomMediaType.Dicom }:
                return await ReceivePartsAsync(request.Body, type["boundary"], session, cancellation);
            default:
                return DicomWebProblems.UnsupportedStoreMediaType(request.ContentType);
        }
    }

    private static async Task<IResult?> ReceivePartsAsync(Stream body, string? boundary, StowSession session, CancellationToken cancellation)
    {
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            return DicomWebProblems.BrokenMultipart($"The boundary has {boundary?.Length ?? 0} characters: 1 to {LongestBoundary} are allowed.");
        }

        try
        {
            var parts = new MultipartReader(boundary, body) { BodyLengthLimit = null };
            while (await parts.ReadNextSectionAsync(cancellation) is { } part)
            {
                await ReceivePartAsync(part, session, cancellation);
            }
        }
        catch (Exception failure) when (IsMalformed(failure))
        {
            return DicomWebProblems.BrokenMultipart("The multipart body is malformed or ends without its closing boundary.");
        }

        return session.Count > 0 ? null : DicomWebProblems.BrokenMultipart("The multipart body has no part.");
    }

    private static async Task ReceivePartAsync(MultipartSection part, StowSession session, CancellationToken cancellation)
    {
        if (DicomMediaType.Parse(part.ContentType) is { MediaType: not DicomMediaType.Dicom })
        {
            await part.Body.CopyToAsync(Stream.Null, cancellation);
            session.Refuse(FailureReason.CannotUnderstand);
            return;
        }

        await session.ReceiveAsync(part.Body, cancellation);
    }

    /// <summary>The framework reports a malformed multipart body as an I/O failure; a full disk and a vanished client are none.</summary>
    private static bool IsMalformed(Exception failure) =>
        failure is InvalidDataException
        || (failure is IOException io and not BadHttpRequestException and not Microsoft.AspNetCore.Connections.ConnectionResetException && !DiskFull.Is(io));
}
