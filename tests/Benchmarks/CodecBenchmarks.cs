using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Pixels;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// Decodes the first frame of a compressed image, named by ALN_BENCHMARK_COMPRESSED, in decoding processes; one operation is one frame.
/// Images come from <c>dcmcjpeg</c>, <c>dcmcjpls</c> and <c>gdcmconv --j2k</c>.
/// </summary>
public class CodecBenchmarks
{
    private const int Frames = 64;
    private CodecPool pool = null!;
    private DicomPixelData pixels = null!;

    [GlobalSetup]
    public void Open()
    {
        pool = New();
        pixels = DicomPixelData.Open(Path, pool)!;
        pixels.DecodeFrame(0);
    }

    [GlobalCleanup]
    public void End() => pool.Dispose();

    [Benchmark(OperationsPerInvoke = Frames)]
    public void OneAfterTheOther()
    {
        for (int n = 0; n < Frames; n++)
        {
            pixels.DecodeFrame(0);
        }
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public void AsManyAsCores() => Parallel.For(0, Frames, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ => pixels.DecodeFrame(0));

    [Benchmark]
    public int FirstFrameWithTheStartOfItsProcess()
    {
        using CodecPool fresh = New();
        return DicomPixelData.Open(Path, fresh)!.DecodeFrame(0).Length;
    }

    private static string Path => Environment.GetEnvironmentVariable("ALN_BENCHMARK_COMPRESSED")
        ?? throw new InvalidOperationException("Name a compressed image in ALN_BENCHMARK_COMPRESSED.");

    private static CodecPool New() => new(Options.Create(new PixelOptions()), Codecs.EnsureAsync, NullLogger<CodecPool>.Instance);
}
