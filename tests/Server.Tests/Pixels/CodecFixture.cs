using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Pixels;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>One pool of decoding processes for the tests of a class.</summary>
public sealed class CodecFixture : IDisposable
{
    internal CodecPool Pool { get; } = New(new PixelOptions { Processes = 2 });

    internal static CodecPool New(PixelOptions options) => new(Options.Create(options), Codecs.EnsureAsync, NullLogger<CodecPool>.Instance);

    public void Dispose() => Pool.Dispose();

    /// <summary>The real values of all frames.</summary>
    internal float[] Values(string path) => Values(DicomPixelData.Open(path, Pool)!);

    /// <summary>The real values of all frames of an uncompressed image.</summary>
    internal static float[] NativeValues(string path)
    {
        DicomPixelData pixels = DicomPixelData.Open(path)!;
        pixels.IsEncapsulated.ShouldBeFalse();
        return Values(pixels);
    }

    private static float[] Values(DicomPixelData pixels) => [.. Enumerable.Range(0, pixels.FrameCount).SelectMany(pixels.ToFloats)];
}
