using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>STOW-RS: the Store transaction (PS3.18 section 10.5).</summary>
internal static class StowEndpoints
{
    /// <summary>RFC 2046 section 5.1.1 allows 70 characters; Orthanc's DICOMweb client writes 73.</summary>
    private const int LongestBoundary = 128;

    /// <summary>Bytes searched for the boundary at a time; the framework's usual 4 KiB make an image a hundred reads.</summary>
    private const int ReadLength = 128 * 1024;

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
        using var metadata = new StowMetadata(store, new Uri(request.GetEncodedUrl()));
        if (await ReceiveAsync(request, session, metadata, cancellation) is { } problem)
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
    private static async Task<IResult?> ReceiveAsync(HttpRequest request, StowSession session, StowMetadata metadata, CancellationToken cancellation)
    {
        DicomMediaType? type = DicomMediaType.Parse(request.ContentType);
        switch (type)
        {
            case { MediaType: DicomMediaType.Dicom }:
                await session.ReceiveAsync(request.Body, cancellation);
                return null;
            case { MediaType: DicomMediaType.DicomJson }:
                await metadata.ReceiveMetadataAsync(request.Body, cancellation);
                return await PutTogetherAsync(session, metadata, cancellation);
            case { MediaType: DicomMediaType.MultipartRelated, PartType: null or DicomMediaType.Dicom or DicomMediaType.DicomJson }:
                return await ReceivePartsAsync(request.Body, type["boundary"], session, metadata, cancellation) ?? await PutTogetherAsync(session, metadata, cancellation);
            default:
                return DicomWebProblems.UnsupportedStoreMediaType(request.ContentType);
        }
    }

    private static async Task<IResult?> ReceivePartsAsync(Stream body, string? boundary, StowSession session, StowMetadata metadata, CancellationToken cancellation)
    {
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            return DicomWebProblems.BrokenMultipart($"The boundary has {boundary?.Length ?? 0} characters: 1 to {LongestBoundary} are allowed.");
        }

        try
        {
            var parts = new MultipartReader(boundary, body, ReadLength) { BodyLengthLimit = null };
            while (await parts.ReadNextSectionAsync(cancellation) is { } part)
            {
                await ReceivePartAsync(part, session, metadata, cancellation);
            }
        }
        catch (Exception failure) when (IsMalformed(failure))
        {
            return DicomWebProblems.BrokenMultipart("The multipart body is malformed or ends without its closing boundary.");
        }

        return session.Count > 0 || !metadata.IsEmpty ? null : DicomWebProblems.BrokenMultipart("The multipart body has no part with an instance or metadata.");
    }

    private static async Task ReceivePartAsync(MultipartSection part, StowSession session, StowMetadata metadata, CancellationToken cancellation)
    {
        DicomMediaType? type = DicomMediaType.Parse(part.ContentType);
        if (type is null or { MediaType: DicomMediaType.Dicom })
        {
            await session.ReceiveAsync(part.Body, cancellation);
        }
        else if (type.MediaType == DicomMediaType.DicomJson)
        {
            await metadata.ReceiveMetadataAsync(part.Body, cancellation);
        }
        else if (LocationOf(part) is { } location)
        {
            await metadata.ReceiveBulkAsync(location, type, part.Body, cancellation);
        }
        else
        {
            await part.Body.CopyToAsync(Stream.Null, cancellation);
            session.Refuse(FailureReason.CannotUnderstand);
        }
    }

    /// <summary>By what metadata name a part with bulk data.</summary>
    private static string? LocationOf(MultipartSection part) =>
        part.Headers is not { } headers ? null
        : headers.TryGetValue("Content-Location", out StringValues location) ? location.ToString()
        : headers.TryGetValue("Content-ID", out StringValues id) ? $"cid:{id.ToString().Trim().Trim('<', '>')}"
        : null;

    private static async Task<IResult?> PutTogetherAsync(StowSession session, StowMetadata metadata, CancellationToken cancellation)
    {
        try
        {
            await foreach (MetadataInstance instance in metadata.InstancesAsync(cancellation))
            {
                await session.AddAsync(instance, cancellation);
            }
        }
        catch (JsonException failure)
        {
            return DicomWebProblems.BrokenMetadata($"The metadata are no DICOM JSON: {failure.Message}");
        }

        return session.Count > 0 ? null : DicomWebProblems.BrokenMetadata("The metadata hold no data set.");
    }

    /// <summary>The framework reports a malformed multipart body as an I/O failure; a full disk and a vanished client are none.</summary>
    private static bool IsMalformed(Exception failure) =>
        failure is InvalidDataException
        || (failure is IOException io and not BadHttpRequestException and not Microsoft.AspNetCore.Connections.ConnectionResetException && !DiskFull.Is(io));
}
