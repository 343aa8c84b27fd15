using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>WADO-RS: thumbnails (PS3.18 sections 8.3.5.2 and 10.4.1.1.4): one small picture that stands for a study, series, instance or frame.</summary>
internal static class ThumbnailEndpoints
{
    public static void MapThumbnails(this RouteGroupBuilder group)
    {
        group.MapGet("/studies/{study}/thumbnail", OfStudy).WithSummary("Retrieve the thumbnail of a study (WADO-RS)").WithQueryParameters(RenderingQuery.Thumbnail);
        group.MapGet("/studies/{study}/series/{series}/thumbnail", OfSeries).WithSummary("Retrieve the thumbnail of a series (WADO-RS)").WithQueryParameters(RenderingQuery.Thumbnail);
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/thumbnail", OfInstance)
            .WithSummary("Retrieve the thumbnail of an instance (WADO-RS)").WithQueryParameters(RenderingQuery.Thumbnail);
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/frames/{frame}/thumbnail", OfFrame)
            .WithSummary("Retrieve the thumbnail of a frame (WADO-RS)").WithQueryParameters(RenderingQuery.Thumbnail);
    }

    internal static IResult OfStudy(HttpRequest request, InstanceStore store, CodecPool codec, string study) => Thumbnail(request, store, codec, new InstanceScope(study), null);

    internal static IResult OfSeries(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series) =>
        Thumbnail(request, store, codec, new InstanceScope(study, series), null);

    internal static IResult OfInstance(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance) =>
        Thumbnail(request, store, codec, new InstanceScope(study, series, instance), null);

    internal static IResult OfFrame(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance, string frame) =>
        Thumbnail(request, store, codec, new InstanceScope(study, series, instance), frame);

    private static IResult Thumbnail(HttpRequest request, InstanceStore store, CodecPool codec, InstanceScope scope, string? frame)
    {
        RenderingRequest wanted = RenderingQuery.ParseThumbnail(request.Query);
        List<StoredInstance> instances = store.Find(scope.In(request));
        if (instances.Count == 0)
        {
            return RetrieveEndpoints.NotFound(scope);
        }

        (StoredInstance instance, RenderableImage image) = Representative(instances, store, codec)
            ?? throw RenderingProblems.NothingToRender($"Every instance of {scope.SopInstanceUid ?? scope.SeriesInstanceUid ?? scope.StudyInstanceUid}");
        int number = frame is null ? (image.FrameCount + 1) / 2
            : int.TryParse(frame, System.Globalization.NumberStyles.None, null, out int given) && given >= 1 && given <= image.FrameCount ? given
            : throw RenderingProblems.FrameOutOfRange(frame, image.FrameCount);
        string location = $"{DicomWebAddress.Of(request).Of(instance.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid)}/frames/{number}/thumbnail";
        return RenderedAnswer.Of(request, Accepts.TextOf(request), [instance], 1, mediaType => [new RenderedPart(mediaType, location, instance.SopInstanceUid, number, () => image, wanted)], wanted);
    }

    /// <summary>The middle instance of the first series that has images; a series of segmentations only where there is nothing else.</summary>
    private static (StoredInstance Instance, RenderableImage Image)? Representative(List<StoredInstance> instances, InstanceStore store, CodecPool codec)
    {
        (StoredInstance, RenderableImage)? overlay = null;
        foreach (StoredInstance[] series in instances.GroupBy(instance => instance.SeriesInstanceUid).Select(group => group.ToArray()))
        {
            StoredInstance middle = series[series.Length / 2];
            if (OpenOrSay(middle, store, codec) is not { } image)
            {
                continue;
            }

            if (!image.IsSegmentation)
            {
                return (middle, image);
            }

            overlay ??= (middle, image);
        }

        return overlay;
    }

    private static RenderableImage? OpenOrSay(StoredInstance instance, InstanceStore store, CodecPool codec)
    {
        try
        {
            return RenderableImage.Open(store.PathOf(instance), codec);
        }
        catch (DicomFormatException broken)
        {
            throw DicomWebProblems.BrokenFrames($"Instance {instance.SopInstanceUid}: {broken.Message}");
        }
    }
}
