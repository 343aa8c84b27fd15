using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>WADO-RS: rendered resources (PS3.18 sections 8.3.5.1 and 10.4.1.1.3).</summary>
internal static class RenderedEndpoints
{
    /// <summary>Pictures in one request.</summary>
    private const int MostPictures = 10_000;

    public static void MapRendered(this RouteGroupBuilder group)
    {
        group.MapGet("/studies/{study}/rendered", RenderStudy).WithSummary("Retrieve the rendered images of a study (WADO-RS)").WithQueryParameters(RenderingQuery.Rendered);
        group.MapGet("/studies/{study}/series/{series}/rendered", RenderSeries).WithSummary("Retrieve the rendered images of a series (WADO-RS)").WithQueryParameters(RenderingQuery.Rendered);
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/rendered", RenderInstance)
            .WithSummary("Retrieve the rendered frames of an instance (WADO-RS)").WithQueryParameters(RenderingQuery.Rendered);
        group.MapGet("/studies/{study}/series/{series}/instances/{instance}/frames/{frames}/rendered", RenderFrames)
            .WithSummary("Retrieve rendered frames (WADO-RS)").WithQueryParameters(RenderingQuery.Rendered);
    }

    internal static IResult RenderStudy(HttpRequest request, InstanceStore store, CodecPool codec, string study) =>
        Render(request, store, codec, new InstanceScope(study), frames: null);

    internal static IResult RenderSeries(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series) =>
        Render(request, store, codec, new InstanceScope(study, series), frames: null);

    internal static IResult RenderInstance(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance) =>
        Render(request, store, codec, new InstanceScope(study, series, instance), frames: null);

    internal static IResult RenderFrames(HttpRequest request, InstanceStore store, CodecPool codec, string study, string series, string instance, string frames) =>
        Render(request, store, codec, new InstanceScope(study, series, instance), frames);

    private static IResult Render(HttpRequest request, InstanceStore store, CodecPool codec, InstanceScope scope, string? frames)
    {
        RenderingRequest wanted = RenderingQuery.Parse(request.Query);
        List<StoredInstance> instances = store.Find(scope.In(request));
        if (instances.Count == 0)
        {
            return RetrieveEndpoints.NotFound(scope);
        }

        List<FrameOfInstance> pictures = frames is null ? AllFrames(store, instances) : [.. NumbersIn(frames, CountFrames(store, instances[0])).Select(number => new FrameOfInstance(instances[0], number))];
        if (pictures.Count == 0)
        {
            throw RenderingProblems.NothingToRender(scope.SopInstanceUid is { } sop ? $"Instance {sop}" : $"Every instance of {scope.SeriesInstanceUid ?? scope.StudyInstanceUid}");
        }

        var address = DicomWebAddress.Of(request);
        return RenderedAnswer.Of(request, Accepts.TextOf(request), instances, pictures.Count, mediaType => [.. PartsOf(pictures, store, codec, address, mediaType, wanted)], wanted);
    }

    /// <summary>Frames of one instance share the opened file.</summary>
    private static IEnumerable<MultipartPart> PartsOf(List<FrameOfInstance> pictures, InstanceStore store, CodecPool codec, DicomWebAddress address, string mediaType, RenderingRequest wanted)
    {
        foreach (IGrouping<StoredInstance, FrameOfInstance> frames in pictures.GroupBy(picture => picture.Instance))
        {
            StoredInstance instance = frames.Key;
            var image = new Lazy<RenderableImage?>(() => RenderableImage.Open(store.PathOf(instance), codec));
            string location = address.Of(instance.StudyInstanceUid, instance.SeriesInstanceUid, instance.SopInstanceUid);
            foreach (FrameOfInstance frame in frames)
            {
                yield return new RenderedPart(mediaType, $"{location}/frames/{frame.Number}/rendered", instance.SopInstanceUid, frame.Number, () => image.Value, wanted);
            }
        }
    }

    private static List<FrameOfInstance> AllFrames(InstanceStore store, List<StoredInstance> instances)
    {
        var frames = new List<FrameOfInstance>();
        foreach (StoredInstance instance in instances)
        {
            int count = CountFrames(store, instance);
            if (frames.Count + (long)count > MostPictures)
            {
                throw RenderingProblems.TooManyPictures(MostPictures);
            }

            frames.AddRange(Enumerable.Range(1, count).Select(number => new FrameOfInstance(instance, number)));
        }

        return frames;
    }

    /// <summary>Frames of an instance; 0 where it has no pixel data.</summary>
    private static int CountFrames(InstanceStore store, StoredInstance instance)
    {
        try
        {
            return instance.Frames?.Count ?? RenderableImage.Open(store.PathOf(instance))?.FrameCount ?? 0;
        }
        catch (DicomFormatException broken)
        {
            throw DicomWebProblems.BrokenFrames($"Instance {instance.SopInstanceUid}: {broken.Message}");
        }
    }

    private static IEnumerable<int> NumbersIn(string frames, int count)
    {
        string[] parts = frames.Split(',');
        return parts.Length > MostPictures
            ? throw RenderingProblems.TooManyPictures(MostPictures)
            : parts.Select(part => int.TryParse(part, System.Globalization.NumberStyles.None, null, out int number) && number >= 1 && (number <= count || count == 0)
                ? number
                : throw RenderingProblems.FrameOutOfRange(part, count));
    }

    private sealed record FrameOfInstance(StoredInstance Instance, int Number);
}
