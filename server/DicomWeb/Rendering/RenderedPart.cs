using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>One rendered frame, made when its turn comes, so that only one picture at a time is in memory.</summary>
internal sealed record RenderedPart(string ContentType, string Location, string SopInstanceUid, int Frame, Func<RenderableImage?> Open, RenderingRequest Request)
    : MultipartPart(ContentType, Location)
{
    private byte[]? _ready;

    public override long? Length => _ready?.Length;

    public override async Task<long> PrepareAsync(long mostBytes, CancellationToken cancellation)
    {
        _ready = await MakeAsync(cancellation);
        return _ready.Length;
    }

    public override async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(_ready ?? await MakeAsync(cancellation), cancellation);
        _ready = null;
    }

    public override async Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation) =>
        await response.Body.WriteAsync((_ready ?? await MakeAsync(cancellation)).AsMemory((int)from, (int)count), cancellation);

    private Task<byte[]> MakeAsync(CancellationToken cancellation) => Task.Run(() => Make(cancellation), cancellation);

    private byte[] Make(CancellationToken cancellation)
    {
        try
        {
            RenderableImage image = Open() ?? throw RenderingProblems.NothingToRender($"Instance {SopInstanceUid}");
            return Frame <= image.FrameCount ? Request.Make(image, Frame, ContentType, cancellation) : throw RenderingProblems.FrameOutOfRange($"{Frame}", image.FrameCount);
        }
        catch (DicomFormatException broken)
        {
            throw DicomWebProblems.BrokenFrames($"Instance {SopInstanceUid}, frame {Frame}: {broken.Message}");
        }
    }
}
