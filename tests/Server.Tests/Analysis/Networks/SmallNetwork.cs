using System.Security.Cryptography;
using System.Text.Json;

namespace OhifAlnPlugin.Server.Tests.Analysis.Networks;

/// <summary><c>bright.onnx</c> of the golden networks with a card, as a site would bring its own.</summary>
internal static class SmallNetwork
{
    public const string Name = "bright";

    public const string TrainingData = "None: a formula.";

    private static readonly string Source = Path.Combine(Reference.RepositoryRoot, "tests", "Golden", "torch-1.13.1", "networks", "bright.onnx");

    /// <summary>SHA-256 of the network.</summary>
    public static string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Source)));

    /// <summary>Writes <c>model.onnx</c> and <c>model.json</c>.</summary>
    /// <param name="folder">Where; made when it does not exist.</param>
    /// <param name="replaced">Fields of the card with other values.</param>
    public static string WriteTo(string folder, params (string Field, object Value)[] replaced)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Source, Path.Combine(folder, "model.onnx"), overwrite: true);
        var card = new Dictionary<string, object>
        {
            ["id"] = Name,
            ["version"] = "1",
            ["sha256"] = Digest,
            ["license"] = "MIT",
            ["intended_use"] = "Tests.",
            ["channels"] = new[] { "sub0", "peak" },
            ["pixel_mm"] = 1.5,
            ["neighbour_mm"] = 2.5,
            ["pad"] = 1,
            ["scale"] = "volume-p99/p99.7",
            ["output"] = "probability",
            ["threshold"] = 0.5,
            ["min_mm3"] = 25,
            ["training_data"] = TrainingData,
            ["metrics"] = new[] { new { set = "phantoms", unit = "volume", n = 1, dice_median = 0.5 } },
            ["not_for"] = new[] { "patients" },
        };
        foreach ((string field, object value) in replaced)
        {
            card[field] = value;
        }

        File.WriteAllBytes(Path.Combine(folder, "model.json"), JsonSerializer.SerializeToUtf8Bytes(card));
        return folder;
    }
}
