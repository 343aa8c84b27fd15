using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>WADO-RS: frames (PS3.18 section 10.4), as stored or uncompressed.</summary>
internal static class FrameEndpoints
{
    /// <summary>Frames in one request; a client that wants more takes the instance.</summary>
    private const int MostFrames = 10_000;

    public static void MapFrames(this RouteGroupBuilder group) =>
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/frames/{frames}", RetrieveFrames).WithSummary("Retrieve frames (WADO-RS)");

    internal static IResult RetrieveFrames(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance, string frames)
    {
        if (ParseNumbers(frames) is not { } numbers)
        {
            return DicomWebProblems.InvalidFrames(frames);
        }

        if (store.Find(new InstanceScope(study, series, instance).In(request)) is not [var found])
        {
            return RetrieveEndpoints.NotFound(new InstanceScope(study, series, instance));
        }

        try
        {
            return Negotiate(request, found, FrameReader.Open(store, found, codec), numbers);
        }
        catch (DicomFormatException failure)
        {
            return DicomWebProblems.BrokenPixelData($"Instance {instance}: {failure.Message}");
        }
    }

    /// <summary>Frames in the best encoding that the client accepts.</summary>
    internal static IResult Negotiate(HttpRequest request, StoredInstance instance, FrameReader? frames, int[] numbers)
    {
        if (frames is null)
        {
            return DicomWebProblems.NoPixelData(instance.SopInstanceUid);
        }

        if (Array.Find(numbers, number => number > frames.Count) is var missing and > 0)
        {
            return DicomWebProblems.FrameNotFound(missing, frames.Count);
        }

        foreach (DicomMediaType type in Accepts.Of(request))
        {
            bool isSingle = numbers.Length == 1 && type.MediaType is not (DicomMediaType.MultipartRelated or "multipart/*" or "*/*");
            string partType = type.MediaType == DicomMediaType.MultipartRelated ? type.PartType ?? "*/*" : type.MediaType;
            if (FrameEncoding.Choose(instance.TransferSyntaxUid, frames.IsDecodable, partType, type.TransferSyntax) is { } encoding
                && (isSingle || type.MediaType is DicomMediaType.MultipartRelated or "multipart/*" or "*/*"))
            {
                string address = DicomWebAddress.Of(request).Of(instance.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid);
                MultipartPart[] parts = [.. numbers.Select(number => frames.Part(number, encoding, $"{address}/frames/{number}"))];
                var tag = EntityTag.Of($"{address} {encoding} {string.Join(',', numbers)}", instance.Sha256);
                return isSingle ? new SinglePartResult(parts[0], tag) : new MultipartResult(encoding.MediaType, parts, tag);
            }
        }

        return DicomWebProblems.NotAcceptable(
            Accepts.TextOf(request), $"frames stored as {DicomTransferSyntax.Of(instance.TransferSyntaxUid)}{(frames.Obstacle is { } obstacle ? $" ({obstacle})" : ", or uncompressed")}");
    }

    /// <summary>Frame numbers from 1, separated by commas; null when the text is anything else.</summary>
    private static int[]? ParseNumbers(string text)
    {
        string[] parts = text.Split(',');
        int[] numbers = [.. parts.Select(part => int.TryParse(part, System.Globalization.NumberStyles.None, null, out int number) ? number : 0)];
        return numbers.Length <= MostFrames && Array.TrueForAll(numbers, number => number > 0) ? numbers : null;
    }
}
