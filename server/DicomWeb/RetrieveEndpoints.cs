using Microsoft.Net.Http.Headers;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>WADO-RS: whole instances (PS3.18 section 10.4).</summary>
internal static class RetrieveEndpoints
{
    private const string Offered = "multipart/related; type=\"application/dicom\", or application/dicom for one instance, stored or uncompressed";

    public static void MapRetrieve(this RouteGroupBuilder group)
    {
        group.MapGet("/studies/{study}", RetrieveStudy).WithSummary("Retrieve a study (WADO-RS)");
        group.MapGet("/studies/{study}/series/{series}", RetrieveSeries).WithSummary("Retrieve a series (WADO-RS)");
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}", RetrieveInstance).WithSummary("Retrieve an instance (WADO-RS)");
    }

    internal static IResult RetrieveStudy(HttpRequest request, InstanceStore store, CodecPool codec, string study) =>
        Retrieve(request, store, codec, new InstanceScope(study));

    internal static IResult RetrieveSeries(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series) =>
        Retrieve(request, store, codec, new InstanceScope(study, series));

    internal static IResult RetrieveInstance(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance) =>
        Retrieve(request, store, codec, new InstanceScope(study, series, instance));

    private static IResult Retrieve(HttpRequest request, InstanceStore store, CodecPool codec, InstanceScope scope)
    {
        List<StoredInstance> instances = store.Find(scope.In(request));
        if (instances.Count == 0)
        {
            return NotFound(scope);
        }

        var address = DicomWebAddress.Of(request);
        foreach (DicomMediaType type in Accepts.Of(request))
        {
            string wanted = type.TransferSyntax ?? Transcoding.AsStored;
            if (!instances.TrueForAll(instance => Transcoding.IsPossible(instance.TransferSyntaxUid, wanted, codec)))
            {
                continue;
            }

            MultipartPart[] Parts() => [.. instances.Select(instance => PartOf(store, codec, instance, wanted, address))];
            EntityTagHeaderValue tag = EntityTag.Of($"{address.Root} {wanted}", instances.Select(instance => instance.Sha256));
            switch (type)
            {
                case { MediaType: DicomMediaType.Dicom } when instances.Count == 1:
                    return new SinglePartResult(Parts()[0], tag);
                case { MediaType: DicomMediaType.MultipartRelated, PartType: null or DicomMediaType.Dicom or "*/*" } or { MediaType: "*/*" or "multipart/*" }:
                    return new MultipartResult(DicomMediaType.Dicom, Parts(), tag);
            }
        }

        return DicomWebProblems.NotAcceptable(Accepts.TextOf(request), Offered + ObstacleIn(instances, codec));
    }

    /// <summary>One instance alone, in a transfer syntax.</summary>
    internal static IResult Single(HttpRequest request, InstanceStore store, CodecPool codec, StoredInstance instance, string wanted)
    {
        var address = DicomWebAddress.Of(request);
        return Transcoding.IsPossible(instance.TransferSyntaxUid, wanted, codec)
            ? new SinglePartResult(PartOf(store, codec, instance, wanted, address), EntityTag.Of($"{address.Root} {wanted}", instance.Sha256))
            : DicomWebProblems.NotAcceptable(
                $"{DicomMediaType.Dicom}; transfer-syntax={wanted}", $"the instance as stored, {DicomTransferSyntax.Of(instance.TransferSyntaxUid)}, or uncompressed{ObstacleIn([instance], codec)}");
    }

    /// <summary>Why an instance cannot be given out uncompressed, in brackets.</summary>
    private static string ObstacleIn(List<StoredInstance> instances, CodecPool codec) =>
        instances.Select(instance => DicomPixelData.FindObstacle(DicomTransferSyntax.Of(instance.TransferSyntaxUid), codec)).FirstOrDefault(obstacle => obstacle is not null) is { } reason
            ? $" ({reason})"
            : "";

    /// <summary>The problem that names what of a scope does not exist.</summary>
    internal static IResult NotFound(InstanceScope scope) => scope switch
    {
        { SopInstanceUid: { } instance } => Problems.InstanceNotFound(instance),
        { SeriesInstanceUid: { } series } => Problems.SeriesNotFound(series),
        _ => Problems.StudyNotFound(scope.StudyInstanceUid),
    };

    private static MultipartPart PartOf(InstanceStore store, CodecPool codec, StoredInstance instance, string wanted, DicomWebAddress address)
    {
        string path = store.PathOf(instance);
        string location = address.Of(instance.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid);
        string sop = instance.SopInstanceUid, stored = instance.TransferSyntaxUid;
        return wanted == Transcoding.AsStored || wanted == stored ? new FilePart(TypeIn(stored), location, path, 0, instance.Length)
            : DicomTransferSyntax.Of(stored).IsEncapsulated ? new NativeFilePart(TypeIn(wanted), location, sop, () => Transcoding.Decompress(path, wanted, codec))
            : new LazyPart(TypeIn(wanted), location, sop, () => Transcoding.Rewrite(path, wanted));
    }

    private static string TypeIn(string transferSyntax) => $"{DicomMediaType.Dicom}; transfer-syntax={transferSyntax}";
}
