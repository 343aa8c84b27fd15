using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Tests.Segmentation.Networks;

/// <summary>The networks of <c>tests/Golden/torch-1.13.1/networks</c> and the study of integers on which they were run.</summary>
internal static class GoldenNetworks
{
    public static readonly string Folder = Path.Combine(Reference.RepositoryRoot, "tests", "Golden", "torch-1.13.1", "networks");

    private const int Columns = 72, Rows = 56, Slices = 9;

    /// <summary>A card of <c>slices.onnx</c> with some of its fields replaced, as JSON.</summary>
    public static byte[] SlicesCard(params (string Field, object? Value)[] replaced) => Card(
        [
            ("id", "golden-slices"), ("channels", new[] { "sub-1", "sub0", "sub+1", "peak", "pre" }), ("pixel_mm", 1.5), ("neighbour_mm", 2.5), ("pad", 32),
            ("scale", "volume-p99/p99.7"), ("output", "probability"),
        ],
        "slices.onnx",
        replaced);

    /// <summary>A card of <c>blocks.onnx</c> with some of its fields replaced, as JSON.</summary>
    public static byte[] BlocksCard(params (string Field, object? Value)[] replaced) => Card(
        [
            ("id", "golden-blocks"), ("channels", new[] { "pre", "post2" }), ("patch", new[] { 8, 16, 16 }), ("spacing_mm", new[] { 2.0, 1.5, 1.5 }), ("overlap", 0.5),
            ("scale", "zscore"), ("output", "softmax"), ("tumour_channel", 1),
        ],
        "blocks.onnx",
        replaced);

    /// <summary>A card of <c>bright.onnx</c>, as JSON.</summary>
    public static byte[] BrightCard() => Card(
        [
            ("id", "golden-bright"), ("channels", new[] { "sub0", "peak" }), ("pixel_mm", 1.5), ("neighbour_mm", 2.5), ("pad", 1),
            ("scale", "volume-p99/p99.7"), ("output", "probability"),
        ],
        "bright.onnx",
        []);

    public static OnnxSession Open(NetworkCard card) =>
        OnnxRuntimeFactAttribute.Library.Open(OnnxModel.Read(Folder, card.Id["golden-".Length..] + ".onnx", card.Sha256));

    /// <summary>The same study as in <c>make.py</c>: pre-contrast, peak and a later phase.</summary>
    public static DynamicSeries Study()
    {
        var grid = VolumeGeometry.AxisAligned(Columns, Rows, Slices, new(0.9, 0.8, 2.2));
        (int Tissue, int Mass, int Tube)[] phases = [(0, 0, 0), (60, 500, 700), (90, 380, 500)];
        return new DynamicSeries([.. phases.Select((phase, p) => new DynamicPhase(Phase(grid, p, phase), 90 * p))], 0, 1);
    }

    public static JsonElement Answers()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "golden.json")));
        return document.RootElement.Clone();
    }

    private static Volume Phase(VolumeGeometry grid, int p, (int Tissue, int Mass, int Tube) of)
    {
        var volume = new Volume(grid, new float[grid.VoxelCount]);
        for (int n = 0; n < volume.Voxels.Length; n++)
        {
            (int i, int j, int k) = grid.IndicesOf(n);
            (long x, long y, long z) = (i, j, k);
            bool body = ((x - 36) * (x - 36) * 4) + ((y - 30) * (y - 30) * 5) < 3600;
            bool lesion = ((x - 24) * (x - 24)) + ((y - 22) * (y - 22)) + (6 * (z - 4) * (z - 4)) < 50;
            bool vessel = ((x - 50) * (x - 50)) + ((y - 34) * (y - 34)) < 6;
            long noise = ((x * 7919) + (y * 104729) + (z * 1299709) + (p * 15485863) + (x * y * 31) + (y * z * 17)) % 41;
            volume.Voxels[n] = (body ? 300 + of.Tissue : 5) + noise + (lesion ? of.Mass : 0) + (vessel && body ? of.Tube : 0);
        }

        return volume;
    }

    private static byte[] Card((string Field, object? Value)[] own, string file, (string Field, object? Value)[] replaced)
    {
        var fields = new Dictionary<string, object?>
        {
            ["version"] = "1",
            ["sha256"] = OnnxBytes.Digest(File.ReadAllBytes(Path.Combine(Folder, file))),
            ["license"] = "MIT",
            ["intended_use"] = "Tests.",
            ["threshold"] = 0.5,
            ["min_mm3"] = 25,
            ["training_data"] = "None: random weights.",
            ["not_for"] = new[] { "patients" },
        };
        foreach ((string field, object? value) in own.Concat(replaced))
        {
            fields[field] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(fields);
    }
}
