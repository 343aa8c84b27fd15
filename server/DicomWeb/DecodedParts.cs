using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>A compressed frame given out uncompressed, decoded when its turn comes.</summary>
internal sealed record DecodedFramePart(string ContentType, string Location, string SopInstanceUid, DicomPixelData Pixels, int Number) : MultipartPart(ContentType, Location)
{
    private ReadOnlyMemory<byte>? _ready;

    public override long? Length => (Pixels.FrameBits + 7) / 8;

    public override async Task<long> PrepareAsync(long mostBytes, CancellationToken cancellation)
    {
        _ready = await Task.Run(() => Decode(cancellation), cancellation);
        return _ready.Value.Length;
    }

    public override async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(_ready ?? await Task.Run(() => Decode(cancellation), cancellation), cancellation);
        _ready = null;
    }

    public override async Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> all = _ready ?? await Task.Run(() => Decode(cancellation), cancellation);
        await response.Body.WriteAsync(all.Slice((int)from, (int)count), cancellation);
    }

    private ReadOnlyMemory<byte> Decode(CancellationToken cancellation)
    {
        try
        {
            return Pixels.DecodeFrame(Number - 1, cancellation);
        }
        catch (DicomFormatException broken)
        {
            throw DicomWebProblems.BrokenFrames($"Instance {SopInstanceUid}, frame {Number}: {broken.Message}");
        }
    }
}

/// <summary>A compressed instance given out uncompressed, frame by frame.</summary>
internal sealed record NativeFilePart(string ContentType, string Location, string SopInstanceUid, Func<NativeFile> Open) : MultipartPart(ContentType, Location)
{
    private NativeFile? _file;

    public override long? Length => _file?.Length;

    public override async Task<long> PrepareAsync(long mostBytes, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(() => (_file ??= Open()).Prepare(mostBytes, cancellation), cancellation);
        }
        catch (DicomFormatException broken)
        {
            throw DicomWebProblems.BrokenFrames($"Instance {SopInstanceUid}: {broken.Message}");
        }
    }

    public override async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        await (_file ?? Open()).WriteAsync(response.Body.WriteAsync, cancellation);
        _file = null;
    }

    public override Task WriteAsync(HttpResponse response, long from, long count, CancellationToken cancellation)
    {
        long position = 0, end = from + count;
        return (_file ?? Open()).WriteAsync(Window, cancellation);

        ValueTask Window(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            long first = Math.Clamp(from - position, 0, bytes.Length), last = Math.Clamp(end - position, 0, bytes.Length);
            position += bytes.Length;
            return first < last ? response.Body.WriteAsync(bytes[(int)first..(int)last], stop) : ValueTask.CompletedTask;
        }
    }
}
