using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Benchmarks.Networks;

/// <summary>
/// <c>networks MODEL LIBRARY [ROUNDS]</c>: a network of slices over 160 slices of 240 × 240 pixels of 1.5 mm, preparation included, in turns with
/// npm's onnxruntime-node on slices of the same size. MODEL is a folder with <c>model.onnx</c> and <c>model.json</c>, LIBRARY ONNX Runtime's file.
/// </summary>
internal static class NetworkSpeed
{
    private const int Slices = 160, Size = 240;

    /// <summary>Measures and prints one line per round and program.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("networks MODEL LIBRARY [ROUNDS]");
            return 1;
        }

        NetworkCard card = NetworkCard.Read(File.ReadAllBytes(Path.Combine(arguments[0], "model.json")));
        using OnnxRuntimeLibrary library = OnnxRuntimeLibrary.Load(arguments[1]);
        using OnnxSession session = library.Open(OnnxModel.Read(arguments[0], "model.onnx", card.Sha256));
        DynamicSeries series = Study();
        NetworkProposal.Infer(session, card, series, [.. Enumerable.Range(0, Slices).Select(k => k < 4)]);
        for (int round = 0; round < (arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 1); round++)
        {
            Measure(session, card, series);
            Console.WriteLine($"onnxruntime-node: {Node(Path.Combine(arguments[0], "model.onnx"), card)}");
        }

        return 0;
    }

    private static void Measure(OnnxSession session, NetworkCard card, DynamicSeries series)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        ProbabilityMap map = NetworkProposal.Infer(session, card, series);
        double wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Id} {card.Version}: {Slices} slices of {map.Probability.Geometry.SizeX} × {map.Probability.Geometry.SizeY}: {wall:0.00} s wall, {(process.TotalProcessorTime - cpu).TotalSeconds:0.00} s processor, peak {process.PeakWorkingSet64 >> 20} MB"));
    }

    private static string Node(string model, NetworkCard card)
    {
        int padded = ((SliceGrid)card.Grid).PadMultiple is var pad ? (Size + pad - 1) / pad * pad : Size;
        string script = Path.Combine(SourceFolder(), "node.mjs");
        using Process node = Process.Start(new ProcessStartInfo("node", [script, Path.GetFullPath(model), $"{Slices}", $"{card.Channels.Count}", $"{padded}", $"{padded}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string answer = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        if (node.ExitCode != 0)
        {
            return "not measured: npm install --ignore-scripts onnxruntime-node@1.30.0, then name its node_modules in NODE_PATH.";
        }

        using var read = JsonDocument.Parse(answer);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Of("seconds"):0.00} s wall, {Of("processor"):0.00} s processor, peak {Of("megabytes"):0} MB");

        double Of(string name) => read.RootElement.GetProperty(name).GetDouble();
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    /// <summary>A phantom enlarged by repeating voxels.</summary>
    private static DynamicSeries Study()
    {
        PhantomPatient phantom = PhantomPatient.Generate(3, new PhantomOptions { Plane = SliceOrientation.Axial });
        VolumeGeometry large = VolumeGeometry.AxisAligned(Size, Size, Slices, new(1.5, 1.5, 1.1)), small = phantom.Series.Geometry;
        return new DynamicSeries([Enlarge(phantom.Series.PreContrast, 0), Enlarge(phantom.Series.Peak, 90)], 0, 1);

        DynamicPhase Enlarge(Volume volume, double time)
        {
            float[] voxels = new float[large.VoxelCount];
            for (int n = 0; n < voxels.Length; n++)
            {
                (int i, int j, int k) = large.IndicesOf(n);
                voxels[n] = volume[i * small.SizeX / Size, j * small.SizeY / Size, k * small.SizeZ / Slices];
            }

            return new DynamicPhase(new Volume(large, voxels), time);
        }
    }
}
