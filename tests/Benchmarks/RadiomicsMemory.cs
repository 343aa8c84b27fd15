using System.Diagnostics;
using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// <c>radiomics CASE [THREADS]</c>: one extraction in a fresh process with its processor time and the growth of its peak memory, both of
/// which a benchmark that repeats the work in one process cannot show.
/// </summary>
internal static class RadiomicsMemory
{
    private const string Types = "imageType: {Original: {}, Wavelet: {}, Exponential: {}, Square: {}}\nsetting: ";

    private static readonly Dictionary<string, (Func<(Volume Image, Mask Roi)> Make, string Setting)> Cases = new()
    {
        ["2k"] = (() => RadiomicsPhantom.Ball(2_034), "{binWidth: 25}"),
        ["20k"] = (() => RadiomicsPhantom.Ball(20_049), "{binWidth: 25}"),
        ["100k"] = (() => RadiomicsPhantom.Ball(100_238), "{binWidth: 25}"),
        ["shell"] = (RadiomicsPhantom.Shell, "{binWidth: 25}"),
        ["20k-bin5"] = (() => RadiomicsPhantom.Ball(20_049), "{binWidth: 5}"),
        ["linear"] = (RadiomicsPhantom.Native, "{resampledPixelSpacing: [1, 1, 1], interpolator: sitkLinear, normalize: true, normalizeScale: 100}"),
        ["bspline"] = (RadiomicsPhantom.Native, "{resampledPixelSpacing: [1, 1, 1], interpolator: sitkBSpline, normalize: true, normalizeScale: 100}"),
        ["equalized"] = (RadiomicsPhantom.Native, "{resampledPixelSpacing: [1, 1, 1], interpolator: sitkLinear, equalize: true, normalize: true, normalizeScale: 100}"),
        ["native-crop"] = (RadiomicsPhantom.Native, "{preCrop: true}"),
        ["native"] = (RadiomicsPhantom.Native, "{}"),
    };

    /// <summary>Image, ROI and settings of a case.</summary>
    public static (Volume Image, Mask Roi, ExtractionSettings Settings) Prepare(string name)
    {
        var (make, setting) = Cases[name];
        var (image, roi) = make();
        return (image, roi, ParameterFile.Parse(Types + setting));
    }

    /// <summary>Runs a case and prints one line.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0 || !Cases.ContainsKey(arguments[0]))
        {
            Console.Error.WriteLine($"radiomics CASE [THREADS], the cases being {string.Join(", ", Cases.Keys)}.");
            return 1;
        }

        int threads = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var (image, roi, settings) = Prepare(arguments[0]);
        Warm(settings, threads);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        long before = process.PeakWorkingSet64;
        TimeSpan cpu = process.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        Extraction extraction = FeatureExtractor.ExtractWithDiagnostics(image, roi, settings, maxThreads: threads);
        double wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{arguments[0]}: {roi.Count()} voxels, {extraction.Features.Count} features, {threads} thread(s): {wall:0.000} s wall, {(process.TotalProcessorTime - cpu).TotalSeconds:0.000} s processor, peak {process.PeakWorkingSet64 >> 20} MB, {(process.PeakWorkingSet64 - before) >> 20} MB more than before, {(GC.GetTotalAllocatedBytes() - allocated) >> 20} MB allocated"));
        return 0;
    }

    /// <summary>Compiles the code on a small ball, so that the figures are those of a program that runs.</summary>
    private static void Warm(ExtractionSettings settings, int threads)
    {
        var (image, roi) = RadiomicsPhantom.Ball(2_000);
        for (int n = 0; n < 30; n++)
        {
            FeatureExtractor.ExtractWithDiagnostics(image, roi, settings, maxThreads: threads);
        }
    }
}
